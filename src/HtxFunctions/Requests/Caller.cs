using Microsoft.Extensions.Configuration;

namespace HtxFunctions.Requests;

/// <summary>
/// Who calls, as the platform's own sign-in names it. Where that is off, anybody could write the header, and it is not read.
/// https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
/// </summary>
public sealed class Caller(IConfiguration configuration)
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL-NAME";
    private const int LongestName = 200;

    /// <summary>The caller's name, at most 200 printable characters; null where the platform did not sign it in.</summary>
    internal string? NameOf(HttpRequestData request)
    {
        var isSignedIn = string.Equals(configuration["WEBSITE_AUTH_ENABLED"], "true", StringComparison.OrdinalIgnoreCase);
        return isSignedIn && request.Headers.TryGetValues(Header, out var values) && values.FirstOrDefault() is { Length: > 0 } name
            ? new string([.. name.Take(LongestName).Select(character => char.IsControl(character) ? '?' : character)])
            : null;
    }
}
