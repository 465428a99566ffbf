using System.ComponentModel.DataAnnotations;

namespace HtxCancel.Settings;

/// <summary>Where the exchange is: the settings section <c>Htx</c>. A wrong value stops the app.</summary>
public sealed class HtxSettings
{
    /// <summary>HTX's two hosts for USDT-M futures, from the page of <c>swap_cancelall</c>.</summary>
    public static IReadOnlyList<string> DefaultBaseUrls { get; } = ["https://api.hbdm.com", "https://api.hbdm.vn"];

    /// <summary>The hosts, the preferred one first; a list or one comma-separated string. Default: <see cref="DefaultBaseUrls"/>.</summary>
    [MinLength(1, ErrorMessage = "Htx:BaseUrls must name at least one host.")]
    [ServiceUrl("Htx:BaseUrls")]
    public IReadOnlyList<string> BaseUrls { get; set; } = DefaultBaseUrls;

    /// <summary>Where HTX says what a key may do.</summary>
    [ServiceUrl("Htx:AccountUrl")]
    public string AccountUrl { get; set; } = "https://api.huobi.pro";

    internal void ReadFrom(IConfiguration configuration)
    {
        if (configuration["Htx:AccountUrl"] is { } accountUrl && !string.IsNullOrWhiteSpace(accountUrl))
            AccountUrl = accountUrl.Trim();

        var section = configuration.GetSection("Htx:BaseUrls");
        if (section.Exists() && !(section.Value is { } value && string.IsNullOrWhiteSpace(value)))
            BaseUrls = SettingsList.Read(section);
    }
}

/// <summary>Where the exchange keys are: the settings section <c>KeyVault</c>. A wrong value stops the app.</summary>
public sealed class KeyVaultSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "KeyVault";

    /// <summary>The vault, such as <c>https://my-vault.vault.azure.net/</c>.</summary>
    [Required(ErrorMessage = "KeyVault:Uri is missing: set it to the vault's address, such as https://my-vault.vault.azure.net/.")]
    [ServiceUrl("KeyVault:Uri")]
    public string? Uri { get; set; }

    /// <summary>The client id of the user-assigned managed identity; empty for the system-assigned one.</summary>
    public string? ClientId { get; set; }
}

/// <summary>Addresses of services that are trusted with keys: absolute, https (http on loopback only), a host and nothing after it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ServiceUrlAttribute(string setting) : ValidationAttribute
{
    public string Setting => setting;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var addresses = value as IEnumerable<string> ?? (value is string one ? [one] : []);
        return addresses.All(IsServiceUrl) ? ValidationResult.Success : new ValidationResult(
            $"{setting} must be absolute https addresses without path, query or user name, such as https://host; http is allowed on loopback only.");
    }

    private static bool IsServiceUrl(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && KeepsSecrets(uri)
        && uri is { PathAndQuery: "/", Fragment: "" };

    /// <summary>Whether what is sent there is seen by nobody else: https, or http on this machine, and no user name in the address.</summary>
    public static bool KeepsSecrets(Uri uri) =>
        (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) && uri.UserInfo.Length == 0;
}

[OptionsValidator]
internal sealed partial class HtxSettingsValidator : IValidateOptions<HtxSettings>;

[OptionsValidator]
internal sealed partial class KeyVaultSettingsValidator : IValidateOptions<KeyVaultSettings>;
