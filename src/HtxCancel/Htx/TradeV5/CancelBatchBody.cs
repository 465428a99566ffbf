namespace HtxCancel.Htx.TradeV5;

/// <summary>The body of <c>cancel_batch_orders</c>.</summary>
/// <param name="ContractCode">The contract of all of them.</param>
/// <param name="OrderId">At most 10 ids.</param>
internal sealed record CancelBatchBody(string ContractCode, string[] OrderId);
