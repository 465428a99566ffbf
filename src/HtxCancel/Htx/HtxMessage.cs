namespace HtxCancel.Htx;

/// <summary>Makes HTX's own words fit for a report and a log.</summary>
internal static partial class HtxMessage
{
    private const int MaximumLength = 200;

    // What is cleaned is bounded first: an answer can be 4 MiB of text.
    private const int MaximumRead = 2000;

    // What the bound may have cut in two, a key or a signature, is dropped.
    private const int LongestSecret = 128;

    /// <summary><paramref name="message"/> without keys, signatures and control characters, at most 200 characters: an exchange or an
    /// edge may quote the very request that it refuses.</summary>
    public static string? Clean(string? message, ApiKeyPair? keys)
    {
        if (message is null)
            return null;

        var safe = SignedParameter().Replace(message.Length > MaximumRead ? message[..MaximumRead] : message, "…");
        safe = SignatureShaped().Replace(safe, "…");
        foreach (var secret in keys is null ? [] : new[] { keys.AccessKey, keys.SecretKey })
            safe = safe.Replace(secret, "…", StringComparison.OrdinalIgnoreCase);

        if (message.Length > MaximumRead)
            safe = safe[..Math.Max(0, safe.Length - LongestSecret)];

        var text = new StringBuilder(Math.Min(safe.Length, MaximumLength));
        foreach (var character in safe.Length > MaximumLength ? safe[..MaximumLength] : safe)
            text.Append(char.IsControl(character) ? ' ' : character);

        return text.ToString();
    }

    [GeneratedRegex("(?:AccessKeyId|Signature)=[^&\\s\"'<>]*", RegexOptions.IgnoreCase)]
    private static partial Regex SignedParameter();

    // Base64 of 32 bytes, plain or percent-encoded: a signature quoted by itself.
    [GeneratedRegex("(?:[A-Za-z0-9+/]|%2[BbFf]){43}(?:=|%3[Dd])")]
    private static partial Regex SignatureShaped();
}
