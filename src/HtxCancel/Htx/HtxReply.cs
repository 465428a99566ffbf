namespace HtxCancel.Htx;

/// <summary>What came back over HTTP: a status and a body that arrived whole.</summary>
/// <param name="Status">The HTTP status; HTX's own errors come with 200, others are the edge's.</param>
/// <param name="Body">The body, decompressed, at most 4 MiB.</param>
/// <param name="Limits">What it says of the rate limit.</param>
internal sealed record HtxReply(int Status, ReadOnlyMemory<byte> Body, RateLimits? Limits = null);
