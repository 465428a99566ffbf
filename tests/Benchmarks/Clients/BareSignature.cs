using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Benchmarks.Clients;

/// <summary>HTX's signature the straightforward way: <see cref="HMACSHA256"/> and <see cref="Uri.EscapeDataString(string)"/>.</summary>
internal static class BareSignature
{
    /// <summary>The signed query of a call without parameters of its own.</summary>
    public static string SignedQuery(string method, string host, string path, string accessKey, string secretKey, DateTimeOffset now)
    {
        var query = $"AccessKeyId={Uri.EscapeDataString(accessKey)}&SignatureMethod=HmacSHA256&SignatureVersion=2"
            + $"&Timestamp={Uri.EscapeDataString(now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture))}";
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secretKey));
        var signature = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{method}\n{host}\n{path}\n{query}")));
        return $"{query}&Signature={Uri.EscapeDataString(signature)}";
    }
}
