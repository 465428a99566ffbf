namespace HtxCancel.Cancellation.Reports;

/// <summary>Calls that the run sent to HTX, by the rate pool they draw from.</summary>
/// <param name="Trade">Calls that needed the permission to trade.</param>
/// <param name="Read">Calls that only read.</param>
public sealed record ReportCalls(int Trade, int Read);
