namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>The body of <c>swap_cancelall</c>; a null filter is left out, which HTX reads as "all".</summary>
internal sealed record CancelAllBody(string ContractCode, Direction? Direction, Offset? Offset);

/// <summary>The body of <c>swap_cancel</c>: at most 10 ids of one contract, comma-separated.</summary>
internal sealed record CancelBody(string ContractCode, string OrderId);

/// <summary>The body of <c>swap_openorders</c>: one contract, or, left out, all; pages from 1, of at most 50.</summary>
internal sealed record OpenOrdersBody(string? ContractCode, int PageIndex, int PageSize);

/// <summary>The data of <c>swap_cancelall</c>: ids in a comma-separated string that can be empty or null, and errors that can name the
/// very same ids.</summary>
internal sealed record CancelAllData(
    CancelAllError?[]? Errors,
    [property: JsonConverter(typeof(TextConverter))] string? Successes);

/// <summary>One order that <c>swap_cancelall</c> says it did not cancel.</summary>
internal sealed record CancelAllError(
    [property: JsonConverter(typeof(TextConverter))] string? OrderId,
    int? ErrCode,
    string? ErrMsg);

/// <summary>One page of <c>swap_openorders</c>, and how many orders there are on all pages.</summary>
internal sealed record OpenOrdersData(OpenOrderRow?[]? Orders, int? TotalSize);

/// <summary>One row of <c>swap_openorders</c>: what of it decides on the scope, and what a person wants to see.</summary>
internal sealed record OpenOrderRow(
    [property: JsonConverter(typeof(TextConverter))] string? OrderId,
    [property: JsonConverter(typeof(TextConverter))] string? OrderIdStr,
    string? ContractCode,
    string? Direction,
    string? Offset,
    [property: JsonConverter(typeof(FlagConverter))] bool? ReduceOnly,
    [property: JsonConverter(typeof(TextConverter))] string? Price,
    [property: JsonConverter(typeof(TextConverter))] string? Volume,
    string? MarginMode,
    [property: JsonConverter(typeof(TextConverter))] string? OrderSource,
    [property: JsonConverter(typeof(TextConverter))] string? Status);
