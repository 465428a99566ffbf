namespace HtxSimulator;

/// <summary>Carries cancels out, alike for both generations; called under the exchange's lock.</summary>
internal static class Cancellation
{
    /// <summary>Cancels listed orders as a cancel-all does, which takes no more than its cap of those that still rest.</summary>
    public static List<CancelledItem> All(SimulatedExchange exchange, SimulatedAccount account, List<SimulatedOrder> orders)
    {
        var cancelling = orders.Where(order => order.GoneAt is not null);
        var taken = orders.Where(order => order.GoneAt is null).Take(exchange.MaximumCancelledPerCall);
        return [.. cancelling.Concat(taken).Select(order => One(account, order.OrderId, _ => true))];
    }

    /// <summary>Cancels one order by its id, unless the call cannot reach it.</summary>
    public static CancelledItem One(SimulatedAccount account, string orderId, Predicate<SimulatedOrder> inReach) =>
        new(orderId, account.Cancel(orderId, inReach));
}
