using HtxSimulator;

namespace Sandbox.Scenarios;

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

    /// <summary>The contracts.</summary>
    public static IReadOnlyList<string> ContractCodes { get; } = [.. Markets.Select(market => market.ContractCode)];

    /// <summary>Places the orders, all opening a position.</summary>
    /// <param name="account">Whose they are.</param>
    public static void Place(SimulatedAccount account)
    {
        foreach (var (contractCode, price, step, volume) in Markets)
        {
            foreach (var (direction, steps) in Ladder)
            {
                account.Place(contractCode, direction, "open", price + (steps * step), volume);
            }
        }
    }
}
