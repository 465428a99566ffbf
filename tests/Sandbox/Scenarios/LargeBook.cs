using HtxSimulator;

namespace Sandbox.Scenarios;

/// <summary>200 resting orders on 40 contracts, of every type and margin mode that an account knows, some of them in one-way mode.</summary>
internal static class LargeBook
{
    private static readonly (string Symbol, decimal Price)[] Markets =
    [
        ("BTC", 91_250.0m), ("ETH", 3_012.40m), ("XRP", 2.1450m), ("SOL", 138.420m), ("DOGE", 0.15230m),
        ("LTC", 84.10m), ("BCH", 552.30m), ("ADA", 0.43120m), ("DOT", 2.3140m), ("LINK", 13.080m),
        ("AVAX", 14.210m), ("TRX", 0.27960m), ("BNB", 886.40m), ("UNI", 5.7810m), ("AAVE", 181.20m),
        ("FIL", 1.5630m), ("ETC", 13.440m), ("ATOM", 2.5190m), ("NEAR", 1.8720m), ("APT", 1.9340m),
        ("ARB", 0.21350m), ("OP", 0.31640m), ("SUI", 1.6470m), ("TON", 1.5980m), ("XLM", 0.24870m),
        ("ALGO", 0.13910m), ("HBAR", 0.14230m), ("ICP", 3.6150m), ("INJ", 5.8020m), ("SAND", 0.15040m),
        ("MANA", 0.16120m), ("AXS", 1.1280m), ("GALA", 0.00742m), ("CRV", 0.38810m), ("LDO", 0.63170m),
        ("DYDX", 0.22460m), ("GRT", 0.04918m), ("SNX", 0.48350m), ("ENS", 11.270m), ("CHZ", 0.03104m),
    ];

    // Per mille of the price, below it and above it.
    private static readonly decimal[] Rungs = [-3, -1.5m, 1.5m, 3, 4.5m];

    // Plain orders are the most. Seven entries over five rungs, so that each type comes at every rung.
    private static readonly string[] Types = ["plain", "plain", "trigger", "tp", "sl", "tpsl", "trailing_stop"];

    /// <summary>The contracts.</summary>
    public static IReadOnlyList<string> ContractCodes { get; } = [.. Markets.Select(market => $"{market.Symbol}-USDT")];

    /// <summary>Places the orders: plain ones alone in asset mode 0, where this program knows no others; cross margin alone in mode 1.</summary>
    /// <param name="account">Whose they are.</param>
    public static void Place(SimulatedAccount account)
    {
        for (var index = 0; index < Markets.Length * Rungs.Length; index++)
        {
            var (contract, rung) = Math.DivRem(index, Rungs.Length);
            var type = account.AssetMode == 0 ? "plain" : Types[index % Types.Length];
            var marginMode = account.AssetMode == 1 || index % 2 == 1 ? "cross" : "isolated";
            Place(account, contract, Rungs[rung], type, marginMode, volume: 5 + (index * 7 % 60));
        }
    }

    private static void Place(SimulatedAccount account, int contract, decimal rung, string type, string marginMode, int volume)
    {
        var code = ContractCodes[contract];
        var market = Markets[contract].Price;
        var price = decimal.Round(market * (1 + (rung / 1000)), market.Scale);

        // What waits for a move buys above the price and sells below it.
        var isStop = type is "trigger" or "sl" or "trailing_stop";
        var direction = rung < 0 != isStop ? "buy" : "sell";
        var closes = type is not ("plain" or "trigger");
        var isOneWay = contract % 4 == 3;
        var offset = isOneWay ? "both" : closes ? "close" : "open";
        _ = type == "plain"
            ? account.Place(code, direction, offset, price, volume, marginMode)
            : account.PlaceAlgo(code, type, direction, offset, price, volume, marginMode, reduceOnly: isOneWay && closes);
    }
}
