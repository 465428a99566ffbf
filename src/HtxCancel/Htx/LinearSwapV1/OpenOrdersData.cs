namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>One page of <c>swap_openorders</c>.</summary>
/// <param name="Orders">The page's rows.</param>
/// <param name="TotalSize">How many orders there are on all pages.</param>
internal sealed record OpenOrdersData(OpenOrderRow?[]? Orders, int? TotalSize);
