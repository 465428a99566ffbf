using HtxCancel.Cancellation;

namespace HtxCancel.Htx.TradeV5;

/// <summary>The body of <c>cancel_all_orders</c> for every contract.</summary>
/// <param name="Side">Only this side; null, and then left out, for both.</param>
internal sealed record CancelEveryContractBody(Direction? Side);
