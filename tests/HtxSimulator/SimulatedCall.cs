namespace HtxSimulator;

/// <summary>One request that reached the exchange and what became of it.</summary>
/// <param name="Time">When it arrived, UTC, by the exchange's <see cref="TimeProvider"/>.</param>
/// <param name="Request">The request as it arrived.</param>
/// <param name="AccessKey">The <c>AccessKeyId</c> it named, known or not; null when it named none.</param>
/// <param name="Status">The HTTP status answered; null when nothing was (hang, reset).</param>
/// <param name="ErrorCode">HTX's error code in the answer; null when there was none.</param>
/// <param name="MetFault">Whether the exchange was kept from carrying it out, or its answer was changed or lost.</param>
public sealed record SimulatedCall(DateTimeOffset Time, SimulatedRequest Request, string? AccessKey, int? Status, int? ErrorCode, bool MetFault)
{
    /// <summary>The HTTP method, upper case.</summary>
    public string Method => Request.Method;

    /// <summary>The path, without the query.</summary>
    public string Path => Request.Path;

    /// <summary>The body as text, empty when there was none.</summary>
    public string Body => Request.Body;
}
