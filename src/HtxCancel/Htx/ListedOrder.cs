namespace HtxCancel.Htx;

/// <summary>An order as the exchange's own list shows it. Null is what could not be read.</summary>
/// <param name="OrderId">HTX's id, digits as sent; of a conditional order its algo id.</param>
/// <param name="ContractCode">Trimmed and upper-case.</param>
/// <param name="MarginMode">Isolated or cross.</param>
/// <param name="Direction">The order's side.</param>
/// <param name="Offset">The order's own offset; a one-way order's follows from whether it is reduce-only.</param>
/// <param name="Price">As sent.</param>
/// <param name="Volume">Contracts, as sent.</param>
/// <param name="OrderSource">Where the order came from, HTX's word.</param>
/// <param name="Cancelling">HTX lists it as being cancelled.</param>
internal sealed record ListedOrder(
    string OrderId,
    string? ContractCode,
    MarginMode? MarginMode,
    Direction? Direction,
    Offset? Offset,
    string? Price,
    string? Volume,
    string? OrderSource,
    bool Cancelling)
{
    /// <summary>The kind of order: that of the list which showed it.</summary>
    public OrderType OrderType { get; init; }

    /// <summary>Placed in one-way mode: HTX's filters by offset pass it by.</summary>
    public bool OneWay { get; init; }

    /// <summary>What names it in this program: ids of plain and of conditional orders are counted apart.</summary>
    public OrderKey Key => new(OrderId, IsConditional: OrderType != OrderType.Plain);
}

/// <summary>What names one order of one account.</summary>
/// <param name="OrderId">HTX's id, or algo id.</param>
/// <param name="IsConditional">It is the algo id of a trigger, take-profit, stop-loss or trailing order.</param>
internal readonly record struct OrderKey(string OrderId, bool IsConditional);

/// <summary>Why a look cannot be trusted to show the whole list.</summary>
/// <param name="Class">What HTX's code means; unknown where it was no code that stood in the way.</param>
/// <param name="Detail">What happened, as a part of a sentence.</param>
/// <param name="IsShift">Orders came or went while the list was read.</param>
internal sealed record LookProblem(HtxCodeClass Class, string Detail, bool IsShift = false);
