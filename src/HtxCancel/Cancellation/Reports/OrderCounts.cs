namespace HtxCancel.Cancellation.Reports;

/// <summary>Orders counted by type. Null is what was not looked at.</summary>
/// <param name="Plain">Plain orders.</param>
/// <param name="Trigger">Trigger orders.</param>
/// <param name="Tpsl">Take-profit and stop-loss orders.</param>
/// <param name="Trailing">Trailing orders.</param>
public sealed record OrderCounts(int? Plain, int? Trigger = null, int? Tpsl = null, int? Trailing = null);
