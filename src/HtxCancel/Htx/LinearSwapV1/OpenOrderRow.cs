using System.Text.Json.Serialization;

namespace HtxCancel.Htx.LinearSwapV1;

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
