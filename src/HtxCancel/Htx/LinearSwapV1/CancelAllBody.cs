using HtxCancel.Cancellation;

namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>The body of <c>swap_cancelall</c>; a null filter is left out, which HTX reads as "all".</summary>
internal sealed record CancelAllBody(string ContractCode, Direction? Direction, Offset? Offset);
