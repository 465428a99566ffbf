using System.Text.Json.Serialization;

namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>One order that <c>swap_cancelall</c> says it did not cancel.</summary>
internal sealed record CancelAllError(
    [property: JsonConverter(typeof(TextConverter))] string? OrderId,
    int? ErrCode,
    string? ErrMsg);
