namespace HtxCancel.Readiness;

/// <summary>Whether one of HTX's hosts answers.</summary>
/// <param name="Host">Its name.</param>
/// <param name="RoundTripMs">How long its answer took, milliseconds, a new connection included; null where none of use came.</param>
/// <param name="Problem">What came instead; null where it answered.</param>
public sealed record HostReadiness(string Host, long? RoundTripMs, string? Problem);
