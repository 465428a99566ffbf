namespace HtxCancel.Cancellation.Reports;

/// <summary>An order that HTX would not cancel and that no later list showed gone: it rests, as far as is known.</summary>
/// <param name="OrderId">HTX's id.</param>
/// <param name="ErrCode">HTX's number for why.</param>
/// <param name="ErrMsg">HTX's words for why; for people only.</param>
/// <param name="OrderType">The kind of order; null where no list showed the order.</param>
/// <param name="Direction">Its side; null where no list showed the order.</param>
/// <param name="Offset">Whether it opens or closes; null where no list showed the order.</param>
/// <param name="Price">As HTX sent it; null where no list showed the order.</param>
/// <param name="Volume">In contracts, as HTX sent it; null where no list showed the order.</param>
public sealed record FailedOrder(
    string OrderId, int? ErrCode, string? ErrMsg, OrderType? OrderType, Direction? Direction, Offset? Offset, string? Price, string? Volume);
