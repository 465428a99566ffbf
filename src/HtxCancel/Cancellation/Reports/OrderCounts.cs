namespace HtxCancel.Cancellation.Reports;

/// <summary>Orders counted by type.</summary>
/// <param name="Plain">Plain orders.</param>
public sealed record OrderCounts(int Plain);
