using System.Text.Json.Serialization;

namespace HtxCancel.Htx.TradeV5;

/// <summary>One row of <c>order/opens</c> or <c>algo/order/opens</c>: what decides on the scope, and what a person wants to see.</summary>
/// <param name="Id">The row's own id, which the cursor of the next page names; the order's, where it was seen.</param>
/// <param name="OrderId">A plain order's id.</param>
/// <param name="AlgoId">A conditional order's id.</param>
/// <param name="ContractCode">In either case.</param>
/// <param name="MarginMode"><c>cross</c> or <c>isolated</c>.</param>
/// <param name="Side"><c>buy</c> or <c>sell</c>.</param>
/// <param name="PositionSide"><c>long</c>, <c>short</c>, or <c>both</c> in one-way mode.</param>
/// <param name="ReduceOnly">Can be blank where the position has a side.</param>
/// <param name="Type">A conditional order's type; something else on a plain one.</param>
/// <param name="State">A word, or v1's number.</param>
/// <param name="Price">As sent.</param>
/// <param name="Volume">Contracts, as sent.</param>
/// <param name="OrderSource">HTX's word.</param>
internal sealed record ListedRow(
    [property: JsonConverter(typeof(TextConverter))] string? Id,
    [property: JsonConverter(typeof(TextConverter))] string? OrderId,
    [property: JsonConverter(typeof(TextConverter))] string? AlgoId,
    string? ContractCode,
    string? MarginMode,
    string? Side,
    string? PositionSide,
    [property: JsonConverter(typeof(FlagConverter))] bool? ReduceOnly,
    [property: JsonConverter(typeof(TextConverter))] string? Type,
    [property: JsonConverter(typeof(TextConverter))] string? State,
    [property: JsonConverter(typeof(TextConverter))] string? Price,
    [property: JsonConverter(typeof(TextConverter))] string? Volume,
    [property: JsonConverter(typeof(TextConverter))] string? OrderSource);
