using HtxCancel.Cancellation;

namespace HtxCancel.Htx.TradeV5;

/// <summary>One of v5's lists of open orders.</summary>
/// <param name="OrderType">What its orders are here.</param>
/// <param name="Type">HTX's <c>type</c>, without which it lists no conditional orders; null for plain ones.</param>
internal sealed record V5ListKind(OrderType OrderType, string? Type)
{
    /// <summary>The path of the list.</summary>
    public string Path => Type is null ? "/v5/trade/order/opens" : "/v5/algo/order/opens";

    /// <summary>The lists that hold the orders of <paramref name="type"/>.</summary>
    public static IEnumerable<V5ListKind> Of(OrderType type)
    {
        string?[] types = type switch
        {
            OrderType.Plain => [null],
            OrderType.Trigger => ["trigger"],
            OrderType.Tpsl => ["tp", "sl", "tpsl"],
            OrderType.Trailing => ["trailing_stop"],
        };
        return types.Select(name => new V5ListKind(type, name));
    }

    /// <inheritdoc/>
    public override string ToString() => $"the list of {Type ?? "plain"} orders";
}
