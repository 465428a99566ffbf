namespace HtxCancel.Htx;

/// <summary>An order as the exchange's own list shows it; null is what could not be read. A conditional order's id is its algo id; the
/// code is trimmed and upper-case; a one-way order's offset follows from whether it is reduce-only; price and volume are as
/// sent.</summary>
internal sealed record ListedOrder(
    string OrderId, string? ContractCode, MarginMode? MarginMode, Direction? Direction, Offset? Offset,
    string? Price, string? Volume, string? OrderSource, bool Cancelling)
{
    /// <summary>That of the list which showed it.</summary>
    public OrderType OrderType { get; init; }

    /// <summary>Placed in one-way mode: HTX's filters by offset pass it by.</summary>
    public bool OneWay { get; init; }

    public OrderKey Key => new(OrderId, IsConditional: OrderType != OrderType.Plain);
}

/// <summary>What names one order of one account: its id, or its algo id, which is counted apart.</summary>
internal readonly record struct OrderKey(string OrderId, bool IsConditional);
