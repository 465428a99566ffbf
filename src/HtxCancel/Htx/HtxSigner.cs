using System.Security.Cryptography;
using System.Text;

namespace HtxCancel.Htx;

/// <summary>
/// HTX's request signature, method HmacSHA256, version 2: four lines (method, host, path, query), joined by a line
/// feed, signed with the secret key and sent as the last query parameter. HTX open platform, "Signature".
/// </summary>
internal static class HtxSigner
{
    private const int MaximumOnStack = 512;

    /// <summary>
    /// The whole signed query, without a leading question mark: <paramref name="parameters"/> and the four of
    /// authentication in ordinal order of their names, then <c>Signature</c>.
    /// </summary>
    /// <param name="method">GET or POST; only a GET has business parameters here, a POST carries them in its body, unsigned.</param>
    /// <param name="host">The host that the request goes to, without port: another host is another signature.</param>
    /// <param name="path">The path, from its slash on, without query.</param>
    /// <param name="parameters">Business parameters, not yet encoded.</param>
    /// <param name="keys">The account's keys.</param>
    /// <param name="now">The time to stamp, UTC; HTX accepts five minutes of difference.</param>
    public static string SignedQuery(
        HttpMethod method,
        string host,
        string path,
        IReadOnlyCollection<KeyValuePair<string, string>> parameters,
        ApiKeyPair keys,
        DateTimeOffset now)
    {
        var query = Query(parameters, keys.AccessKey, now);
        return $"{query}&Signature={Uri.EscapeDataString(Signature(CanonicalText(method, host, path, query), keys.SecretKey))}";
    }

    /// <summary>The text that is signed.</summary>
    public static string CanonicalText(HttpMethod method, string host, string path, string query) =>
        $"{method.Method}\n{host.ToLowerInvariant()}\n{path}\n{query}";

    /// <summary>The query that is signed: every name and value percent-encoded in upper-case hex, sorted by name as bytes.</summary>
    public static string Query(IReadOnlyCollection<KeyValuePair<string, string>> parameters, string accessKey, DateTimeOffset now)
    {
        // Invariant: a Thai or Arabic culture would write another year, a Finnish one dots for colons.
        var timestamp = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        if (parameters.Count == 0)
        {
            // The four in their order, which is that of most calls.
            return $"AccessKeyId={Uri.EscapeDataString(accessKey)}&SignatureMethod=HmacSHA256&SignatureVersion=2&Timestamp={Uri.EscapeDataString(timestamp)}";
        }

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
