using System.Security.Cryptography;

namespace HtxCancel.Htx;

/// <summary>HTX's request signature, method HmacSHA256, version 2: four lines (method, host, path, query), joined by a line feed, signed
/// with the secret key and sent as the last query parameter. HTX open platform, "Signature".</summary>
internal static class HtxSigner
{
    private const int MaximumOnStack = 512;

    /// <summary>The whole signed query, without a leading question mark. The host is without port: another host is another signature.
    /// Only a GET has business parameters here, not yet encoded; a POST carries them in its body, unsigned. HTX accepts five minutes of
    /// difference of <paramref name="now"/>.</summary>
    public static string SignedQuery(
        HttpMethod method, string host, string path, IReadOnlyCollection<KeyValuePair<string, string>> parameters, ApiKeyPair keys, DateTimeOffset now)
    {
        var query = Query(parameters, keys.AccessKey, now);
        return $"{query}&Signature={Uri.EscapeDataString(Signature(CanonicalText(method, host, path, query), keys.SecretKey))}";
    }

    public static string CanonicalText(HttpMethod method, string host, string path, string query) =>
        $"{method.Method}\n{host.ToLowerInvariant()}\n{path}\n{query}";

    /// <summary>The query that is signed: every name and value percent-encoded in upper-case hex, sorted by name as bytes.</summary>
    public static string Query(IReadOnlyCollection<KeyValuePair<string, string>> parameters, string accessKey, DateTimeOffset now)
    {
        // Invariant: a Thai or Arabic culture would write another year, a Finnish one dots for colons.
        var timestamp = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        // The four in their order, which is that of most calls.
        if (parameters.Count == 0)
            return $"AccessKeyId={Uri.EscapeDataString(accessKey)}&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp={Uri.EscapeDataString(timestamp)}";

        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["AccessKeyId"] = accessKey,
            ["SignatureMethod"] = "HmacSHA256",
            ["SignatureVersion"] = "2",
            ["Timestamp"] = timestamp,
        };
        foreach (var (name, value) in parameters)
            sorted.Add(name, value);

        return string.Join('&', sorted.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
    }

    /// <summary>The signature of <paramref name="canonicalText"/> in base64, not yet percent-encoded.</summary>
    public static string Signature(string canonicalText, string secretKey)
    {
        Span<byte> key = stackalloc byte[MaximumOnStack];
        Span<byte> text = stackalloc byte[MaximumOnStack];
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Utf8(secretKey, key), Utf8(canonicalText, text), signature);
        return Convert.ToBase64String(signature);
    }

    private static ReadOnlySpan<byte> Utf8(string text, Span<byte> buffer) =>
        Encoding.UTF8.TryGetBytes(text, buffer, out var length) ? buffer[..length] : Encoding.UTF8.GetBytes(text);
}
