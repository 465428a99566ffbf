namespace HtxCancel.Cancellation;

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
