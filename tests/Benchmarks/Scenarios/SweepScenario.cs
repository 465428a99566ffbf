using System.Globalization;
using Benchmarks.Clients;
using Benchmarks.Exchange;
using HtxCancel.Cancellation;

namespace Benchmarks.Scenarios;

/// <summary>
/// Many contracts or many orders at 30 ms round trip, from the trigger to the last acknowledgement: against what HTX's rate
/// limit allows, 72 cancels at once and 72 more every 3 s.
/// </summary>
internal static class SweepScenario
{
    private const int RoundTrip = 30;
    private const int CancelsAtOnce = 72;
    private const int Window = 3000;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var one = await OfContractsAsync(1, trials: 5);
        var some = await OfContractsAsync(72, trials: 5);
        var many = await OfContractsAsync(300, trials: 3);
        var orders = await MeasureAsync(assetMode: 2, contracts: 20, ordersEach: 250, trials: 3);
        return
        [
            new Figure("sweep", "1 contract, v1, to the last acknowledgement", "round trips", one / RoundTrip),
            new Figure("sweep", "72 contracts, v1, to the last acknowledgement", "round trips", some / RoundTrip, AtMost: 3),
            new Figure("sweep", "300 contracts, v1, against the rate limit", "ms", many, Bound(300), 1.05),
            new Figure("sweep", "5,000 isolated orders on 20 contracts, v5, against the rate limit", "ms", orders, Bound(500), 1.05),
        ];
    }

    /// <summary>Milliseconds to the last acknowledgement of a kill of so many contracts on v1, one order each.</summary>
    public static Task<double> OfContractsAsync(int contracts, int trials) => MeasureAsync(assetMode: 0, contracts, ordersEach: 1, trials);

    /// <summary>The earliest that so many cancels can all be acknowledged, milliseconds.</summary>
    public static double Bound(int cancels) => ((cancels - 1) / CancelsAtOnce * Window) + RoundTrip;

    private static async Task<double> MeasureAsync(int assetMode, int contracts, int ordersEach, int trials)
    {
        await using var exchange = await ExchangeProcess.StartAsync(trials + 1, assetMode, contracts);
        using var app = new App(exchange.BaseUrls, trials + 1);

        // Connections and code: an account that is not measured.
        await app.WarmUpAsync();
        await exchange.DoAsync(string.Create(CultureInfo.InvariantCulture, $"place {trials} {contracts} 1"));
        await app.KillAsync(ScopeOf(trials, contracts), Trigger.Timer);
        await exchange.DoAsync($"round-trip {RoundTrip}");
        List<double> took = [];
        for (var account = 0; account < trials; account++)
        {
            await exchange.DoAsync(string.Create(CultureInfo.InvariantCulture, $"place {account} {contracts} {ordersEach}"));
            var report = await app.KillAsync(ScopeOf(account, contracts), Trigger.Timer);
            took.Add(report.TimingsMs.LastAcknowledgement!.Value);
        }

        return took.Median();
    }

    private static CancelScope ScopeOf(int account, int contracts) => new([KnownKeys.NameOf(account)], [.. Contracts.Named(contracts)], null, null);
}
