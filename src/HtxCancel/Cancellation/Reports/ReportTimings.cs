namespace HtxCancel.Cancellation.Reports;

/// <summary>Milliseconds from the run's start to each of its milestones. Null is what did not come to pass.</summary>
/// <param name="Keys">The keys of every account were there.</param>
/// <param name="FirstRequest">The first request to HTX went out.</param>
/// <param name="LastAcknowledgement">HTX accepted the last cancel.</param>
/// <param name="FirstEmptyLook">Of every contract a list had been read with nothing in scope.</param>
/// <param name="Verified">Every contract was proven clear.</param>
public sealed record ReportTimings(long? Keys, long? FirstRequest, long? LastAcknowledgement, long? FirstEmptyLook, long? Verified);
