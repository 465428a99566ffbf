namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>The body of <c>swap_cancel</c>.</summary>
/// <param name="ContractCode">The contract of all of them.</param>
/// <param name="OrderId">At most 10 ids, comma-separated.</param>
internal sealed record CancelBody(string ContractCode, string OrderId);
