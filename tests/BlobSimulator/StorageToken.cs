using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace BlobSimulator;

/// <summary>Tokens for a storage account. Nobody has signed them: Azurite looks at issuer, audience and times only.</summary>
public static class StorageToken
{
    /// <summary>The resource that a token for any storage account is asked for.</summary>
    public const string Resource = "https://storage.azure.com";

    /// <summary>Issues a token.</summary>
    /// <param name="now">When it is issued.</param>
    /// <param name="expiry">When it expires.</param>
    /// <returns>A JWT, each time another one.</returns>
    public static string Create(DateTimeOffset now, DateTimeOffset expiry)
    {
        var tenant = Guid.Empty;
        var header = Encode(new { alg = "RS256", typ = "JWT" });
        var claims = Encode(new
        {
            aud = Resource,
            iss = $"https://sts.windows.net/{tenant}/",
            tid = tenant,
            iat = now.ToUnixTimeSeconds(),
            nbf = now.AddMinutes(-5).ToUnixTimeSeconds(),
            exp = expiry.ToUnixTimeSeconds(),
        });
        return $"{header}.{claims}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
    }

    private static string Encode<T>(T part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
