using System.Globalization;
using Benchmarks.Clients;
using Benchmarks.Exchange;

namespace Benchmarks.Scenarios;

/// <summary>
/// Many contracts or many orders, from the trigger to the last acknowledgement: against what HTX's rate
/// limit allows, 72 cancels at once and 72 more every 3 s.
/// </summary>
internal static class SweepScenario
{
    private const int RoundTrip = 30;
    private const int Nearby = 5;
    private const int WarmUps = 6;
    private const int CancelsAtOnce = 72;
    private const int Window = 3000;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var one = await OfContractsAsync(1, trials: 9);
        var some = await OfContractsAsync(72, trials: 9);
        var many = await OfContractsAsync(300, trials: 2);
        var orders = await MeasureAsync(assetMode: 2, contracts: 20, ordersEach: 250, trials: 2, RoundTrip);
        var ordersNearby = await MeasureAsync(assetMode: 2, contracts: 20, ordersEach: 250, trials: 2, Nearby);
        return
        [
            new Figure("sweep", "1 contract, v1, 30 ms, to the last acknowledgement", "round trips", one / RoundTrip),
            new Figure("sweep", "72 contracts, v1, 30 ms, to the last acknowledgement", "round trips", some / RoundTrip, AtMost: 3),
            new Figure("sweep", "300 contracts, v1, 30 ms, against the rate limit", "ms", many, Bound(300), 1.05),
            new Figure("sweep", "5,000 isolated orders on 20 contracts, v5, 30 ms, against the rate limit", "ms", orders, Bound(500), 1.05),
            new Figure("sweep", "5,000 isolated orders on 20 contracts, v5, 5 ms, against the rate limit", "ms", ordersNearby, Bound(500), 1.05),
        ];
    }

    /// <summary>Milliseconds to the last acknowledgement of a kill of so many contracts on v1, one order each.</summary>
    public static Task<double> OfContractsAsync(int contracts, int trials) => MeasureAsync(assetMode: 0, contracts, ordersEach: 1, trials, RoundTrip);

    /// <summary>The earliest that so many cancels can all be acknowledged, milliseconds.</summary>
    public static double Bound(int cancels) => ((cancels - 1) / CancelsAtOnce * Window) + RoundTrip;

    private static async Task<double> MeasureAsync(int assetMode, int contracts, int ordersEach, int trials, int roundTrip)
    {
        // What takes long waits for the rate limit of its own account: those run side by side, and after one warm-up.
        var isLong = contracts * ordersEach > CancelsAtOnce;
        var warmUps = isLong ? 1 : WarmUps;
        await using var exchange = await ExchangeProcess.StartAsync(warmUps + trials, assetMode, contracts);
        using var app = new App(exchange.BaseUrls, warmUps + trials);
        await app.WarmUpAsync();
        await exchange.DoAsync(string.Create(CultureInfo.InvariantCulture, $"round-trip {roundTrip}"));
        for (var account = 0; account < warmUps + trials; account++)
        {
            var isFew = isLong && account < warmUps;
            await exchange.DoAsync(string.Create(CultureInfo.InvariantCulture, $"place {account} {contracts} {(isFew ? 0 : ordersEach)}"));
        }

        List<double> took = [];
        for (var account = 0; account < warmUps; account++)
        {
            await KillAsync(account);
        }

        if (isLong)
        {
            took.AddRange(await Task.WhenAll(Enumerable.Range(warmUps, trials).Select(KillAsync)));
        }
        else
        {
            for (var account = warmUps; account < warmUps + trials; account++)
            {
                took.Add(await KillAsync(account));
            }
        }

        return took.Median();

        async Task<double> KillAsync(int account) => (await app.KillAsync(ScopeOf(account, contracts), Trigger.Timer)).TimingsMs.LastAcknowledgement ?? 0;
    }

    private static CancelScope ScopeOf(int account, int contracts) => new([KnownKeys.NameOf(account)], [.. Contracts.Named(contracts)], null, null);
}
