namespace HtxCancel.Cancellation.Reports;

/// <summary>Calls that the run sent to HTX, by the rate pool they draw from.</summary>
/// <param name="Trade">Calls that needed the permission to trade.</param>
/// <param name="Read">Calls that only read.</param>
/// <param name="Unanswered">How many of them got no answer, or none that could be read: a cancel among them may have been carried out.</param>
public sealed record ReportCalls(int Trade, int Read, int Unanswered);
