namespace HtxCancel.Htx.TradeV5;

/// <summary>One of v5's lists of open orders.</summary>
/// <param name="OrderType">What its orders are here.</param>
/// <param name="Type">HTX's <c>type</c>, without which it lists no conditional orders; null for plain ones.</param>
/// <param name="MarginMode">HTX's <c>margin_mode</c>; null where the list is asked for without one.</param>
internal sealed record V5ListKind(OrderType OrderType, string? Type, MarginMode? MarginMode = null)
{
    public string Path => Type is null ? "/v5/trade/order/opens" : "/v5/algo/order/opens";

    /// <summary>Plain orders of both margin modes, as far as HTX shows them without being asked for one.</summary>
    public static V5ListKind PlainUnfiltered { get; } = new(OrderType.Plain, null);

    /// <summary>The lists that hold the orders of <paramref name="type"/>. Plain ones are asked for by margin mode: whether a list
    /// without one shows both is documented nowhere. Conditional ones know no such parameter.</summary>
    public static IEnumerable<V5ListKind> Of(OrderType type, MarginScope margin)
    {
        string[] types = type switch
        {
            OrderType.Plain => [],
            OrderType.Trigger => ["trigger"],
            OrderType.Tpsl => ["tp", "sl", "tpsl"],
            OrderType.Trailing => ["trailing_stop"],
        };
        MarginMode[] modes = type != OrderType.Plain ? [] : margin switch
        {
            MarginScope.Isolated => [Scope.MarginMode.Isolated],
            MarginScope.Cross => [Scope.MarginMode.Cross],
            MarginScope.All => [Scope.MarginMode.Isolated, Scope.MarginMode.Cross],
        };
        return types.Select(name => new V5ListKind(type, name)).Concat(modes.Select(mode => new V5ListKind(type, null, mode)));
    }

    public override string ToString() =>
        $"the list of {(MarginMode is { } mode ? mode.ToString().ToLowerInvariant() + " " : "")}{Type ?? "plain"} orders";
}

/// <summary>What a page says of the list that it belongs to.</summary>
internal enum V5ListStep
{
    More,
    /// <summary>The page brought no new row: the list was whole.</summary>
    Ended,
    /// <summary>The page does not go on where the one before ended.</summary>
    Shifted,
}
