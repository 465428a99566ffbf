using System.ComponentModel.DataAnnotations;

namespace HtxCancel.Settings;

/// <summary>
/// Addresses of services that are trusted with keys: absolute, https (http on loopback only), a host and nothing after it.
/// </summary>
/// <param name="setting">The setting's full name, for the message.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ServiceUrlAttribute(string setting) : ValidationAttribute
{
    /// <summary>The setting's full name.</summary>
    public string Setting => setting;

    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        IEnumerable<string> addresses = value switch
        {
            null => [],
            string one => [one],
            IEnumerable<string> several => several,
            _ => [""],
        };
        return addresses.All(IsServiceUrl)
            ? ValidationResult.Success
            : new ValidationResult($"{setting} must be absolute https addresses without path, query or user name, such as https://host; http is allowed on loopback only.");
    }

    private static bool IsServiceUrl(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { PathAndQuery: "/", Fragment: "", UserInfo: "" };
}
