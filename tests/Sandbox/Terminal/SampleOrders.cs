using HtxSimulator;

namespace Sandbox.Terminal;

/// <summary>Resting orders as a market maker leaves them: two buys and two sells around a price, on each of three contracts.</summary>
internal static class SampleOrders
{
    private static readonly (string ContractCode, decimal Price, decimal Step, decimal Volume)[] Markets =
    [
        ("BTC-USDT", 91_250.0m, 45.5m, 12),
        ("ETH-USDT", 3_012.40m, 2.35m, 40),
        ("XRP-USDT", 2.1450m, 0.0035m, 150),
    ];

    private static readonly (string Direction, int Steps)[] Ladder = [("buy", -1), ("buy", -2), ("sell", 1), ("sell", 2)];

    /// <summary>Places the orders.</summary>
    /// <param name="account">Whose they are.</param>
    /// <returns>The orders, all opening a position.</returns>
    public static IReadOnlyList<SimulatedOrder> Place(SimulatedAccount account) =>
        [.. from market in Markets
            from rung in Ladder
            select account.Place(market.ContractCode, rung.Direction, "open", market.Price + (rung.Steps * market.Step), market.Volume)];
}
