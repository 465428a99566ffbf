namespace HtxCancel.Htx.TradeV5;

/// <summary>One conditional order in the array that is the body of <c>algo/cancel_orders</c>.</summary>
internal sealed record CancelAlgoBody(string ContractCode, string AlgoId);
