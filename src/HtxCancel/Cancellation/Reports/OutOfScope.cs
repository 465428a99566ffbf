namespace HtxCancel.Cancellation.Reports;

/// <summary>How many orders rest on the account beside the scope, other contracts included. Null is what was not looked at.</summary>
/// <param name="Isolated">Isolated margin.</param>
/// <param name="Cross">Cross margin.</param>
public sealed record OutOfScope(OrderCounts? Isolated, OrderCounts? Cross)
{
    /// <summary>Nothing was looked at.</summary>
    internal static OutOfScope Unknown { get; } = new(null, null);

    /// <summary>The orders of lists of <paramref name="types"/> that were read in full, in both margin modes.</summary>
    internal static OutOfScope Of(IReadOnlyCollection<ListedOrder> orders, IReadOnlyCollection<OrderType> types)
    {
        return new OutOfScope(CountsOf(MarginMode.Isolated), CountsOf(MarginMode.Cross));

        OrderCounts CountsOf(MarginMode mode) =>
            new(Count(mode, OrderType.Plain), Count(mode, OrderType.Trigger), Count(mode, OrderType.Tpsl), Count(mode, OrderType.Trailing));

        int? Count(MarginMode mode, OrderType type) =>
            types.Contains(type) ? orders.Count(order => order.MarginMode == mode && order.OrderType == type) : null;
    }
}
