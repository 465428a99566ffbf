namespace HtxCancel.Htx;

/// <summary>What came back over HTTP: a status and a body that arrived whole.</summary>
/// <param name="Status">The HTTP status; HTX's own errors come with 200, others are the edge's.</param>
/// <param name="Body">The body, decompressed, at most 4 MiB.</param>
/// <param name="Host">Which of the configured hosts answered, from 0.</param>
/// <param name="Limits">What it says of the rate limit.</param>
/// <param name="SignedWith">The keys that signed the request, which no word of the answer may bring into a report.</param>
internal sealed record HtxReply(int Status, ReadOnlyMemory<byte> Body, int Host = 0, RateLimits? Limits = null, ApiKeyPair? SignedWith = null)
{
    /// <summary>The HTTP <c>Date</c>, which the edge writes.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>HTX's own words, fit for a report and a log.</summary>
    public string? Clean(string? message) => HtxMessage.Clean(message, SignedWith);
}
