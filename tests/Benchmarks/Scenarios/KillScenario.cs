using System.Diagnostics;
using System.Globalization;
using Benchmarks.Clients;
using Benchmarks.Exchange;

namespace Benchmarks.Scenarios;

/// <summary>
/// One contract with 10 orders, warm, from the trigger to the report, looks back to back: against a bare client that sends
/// the same signed calls in the same order.
/// </summary>
internal static class KillScenario
{
    private const int Accounts = 200;
    private const int WarmUps = 400;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var exchange = await ExchangeProcess.StartAsync(Accounts);
        await exchange.DoAsync("refill 10");
        using var app = new App(exchange.BaseUrls, Accounts);
        using var bare = new BareClient(exchange.Url);
        var turn = 0;
        await MeasureAsync(WarmUps);
        await CompareCallsAsync(exchange, app, bare);

        List<Figure> figures = [];
        foreach (var (roundTrip, trials, bound) in new[] { (30, 60, 1.05), (5, 200, 1.15), (0, 600, 1.6) })
        {
            await exchange.DoAsync($"round-trip {roundTrip}");
            var (ours, theirs) = await MeasureAsync(trials);
            figures.Add(new Figure(
                "kill", string.Create(CultureInfo.InvariantCulture, $"trigger to report, {roundTrip} ms round trip"), "ms", ours.Median(), theirs.Median(), bound));
        }

        return figures;

        // In turns, so that a busy machine hits both.
        async Task<(List<double> Ours, List<double> Theirs)> MeasureAsync(int trials)
        {
            List<double> ours = [];
            List<double> theirs = [];
            for (var trial = 0; trial < trials; trial++)
            {
                var account = turn++ % Accounts;
                ours.Add(await TimeAsync(() => app.KillAsync(App.ScopeOf(account))));
                account = turn++ % Accounts;
                theirs.Add(await TimeAsync(() => bare.KillAsync(account)));
            }

            return (ours, theirs);
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds;
    }

    // The ratio means something only while both send the same.
    private static async Task CompareCallsAsync(ExchangeProcess exchange, App app, BareClient bare)
    {
        var before = await exchange.CallsOfAsync(0);
        await app.KillAsync(App.ScopeOf(0));
        var between = await exchange.CallsOfAsync(0);
        await bare.KillAsync(0);
        var after = await exchange.CallsOfAsync(0);
        var ours = Between(before, between);
        var theirs = Between(between, after);
        if (ours != theirs)
        {
            throw new InvalidOperationException($"The app calls {ours}, the bare client {theirs}: make them the same.");
        }
    }

    private static string Between(IReadOnlyDictionary<string, int> before, IReadOnlyDictionary<string, int> after) => string.Join(
        ", ", after.Select(entry => (entry.Key, Calls: entry.Value - before.GetValueOrDefault(entry.Key))).Where(entry => entry.Calls > 0).Select(entry => $"{entry.Calls}x {entry.Key}"));
}
