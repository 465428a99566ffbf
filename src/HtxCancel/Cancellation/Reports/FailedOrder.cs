namespace HtxCancel.Cancellation.Reports;

/// <summary>An order that HTX would not cancel and that no later list showed gone.</summary>
/// <param name="OrderId">HTX's id.</param>
/// <param name="ErrCode">HTX's number for why.</param>
/// <param name="ErrMsg">HTX's words for why; for people only.</param>
public sealed record FailedOrder(string OrderId, int? ErrCode, string? ErrMsg);
