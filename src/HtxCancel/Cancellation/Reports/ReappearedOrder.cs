namespace HtxCancel.Cancellation.Reports;

/// <summary>An order that came while the run was under way, and is gone again.</summary>
/// <param name="OrderId">HTX's id.</param>
/// <param name="OrderSource">Where the order came from, in HTX's words.</param>
public sealed record ReappearedOrder(string OrderId, string? OrderSource);
