namespace HtxCancel.Htx;

/// <summary>What came back over HTTP: a body that arrived whole, at most 4 MiB, and a status: HTX's own errors come with 200, others are
/// the edge's. No word of it may bring the keys that it is an answer to into a report.</summary>
internal sealed record HtxReply(int Status, ReadOnlyMemory<byte> Body, int Host = 0, RateLimits? Limits = null, ApiKeyPair? SignedWith = null)
{
    /// <summary>The HTTP <c>Date</c>, which the edge writes.</summary>
    public DateTimeOffset? Date { get; init; }

    public string? Clean(string? message) => HtxMessage.Clean(message, SignedWith);

    /// <summary>The JSON body, whatever its content type says, or null and in <paramref name="problem"/> what is wrong with it. Throws nothing.</summary>
    public T? Read<T>(JsonTypeInfo<T> type, out string problem)
        where T : class
    {
        T? value = null;
        var json = Body.Span;
        json = (json.StartsWith("\uFEFF"u8) ? json[3..] : json).Trim(" \r\n\t"u8);
        try
        {
            problem = json.IsEmpty ? "an empty body"
                : json[0] == '<' ? "a page of HTML, from the edge and not from the exchange"
                : (value = JsonSerializer.Deserialize(json, type)) is null ? "the JSON null"
                : "";
        }
        catch (JsonException e)
        {
            problem = $"a body that cannot be read (byte {e.BytePositionInLine ?? 0} of line {(e.LineNumber ?? 0) + 1}, {json.Length} bytes)";
        }

        problem = value is null ? $"HTTP {Status} with {problem}" : "";
        return value;
    }
}
