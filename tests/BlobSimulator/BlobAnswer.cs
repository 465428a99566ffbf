namespace BlobSimulator;

/// <summary>What the service answers.</summary>
/// <param name="Status">The HTTP status.</param>
internal sealed record BlobAnswer(int Status)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ErrorCode => Headers.GetValueOrDefault("x-ms-error-code");

    /// <summary>An error, with a body unless only headers were asked for.</summary>
    public static BlobAnswer Of(BlobError error, BlobOperation operation)
    {
        var answer = new BlobAnswer(error.Status) { Headers = new() { ["x-ms-error-code"] = error.Code } };
        if (operation == BlobOperation.GetProperties || error.Status == 304)
        {
            return answer;
        }

        answer.Headers["Content-Type"] = "application/xml";
        return answer with { Body = BlobXml.Error(error) };
    }
}
