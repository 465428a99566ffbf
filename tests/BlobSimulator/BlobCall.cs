namespace BlobSimulator;

/// <summary>One request and what became of it.</summary>
/// <param name="Time">When it arrived, by the service's clock.</param>
/// <param name="Request">The request.</param>
/// <param name="Status">The HTTP status answered, whether the answer arrived or not; <see langword="null"/> when there was none.</param>
/// <param name="ErrorCode">The error code of the answer; <see langword="null"/> for none.</param>
public sealed record BlobCall(DateTimeOffset Time, BlobRequest Request, int? Status, string? ErrorCode)
{
    /// <summary>What it asked for.</summary>
    public BlobOperation Operation => Request.Operation;

    /// <summary>The blob's name; <see langword="null"/> for a listing.</summary>
    public string? Name => Request.Name;
}
