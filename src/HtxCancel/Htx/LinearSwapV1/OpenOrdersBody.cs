namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>The body of <c>swap_openorders</c>.</summary>
/// <param name="ContractCode">One contract; null, and then left out, for all.</param>
/// <param name="PageIndex">From 1.</param>
/// <param name="PageSize">At most 50.</param>
internal sealed record OpenOrdersBody(string? ContractCode, int PageIndex, int PageSize);
