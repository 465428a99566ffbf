using System.Diagnostics;
using Benchmarks.Exchange;
using Benchmarks.Published;

namespace Benchmarks.Scenarios;

/// <summary>
/// From the moment that the functions host sends the invocation to the published process, warm, until its cancel arrives on the
/// exchange's connection: against a bare function of the template app that signs and posts the same cancel.
/// </summary>
internal static class InvocationScenario
{
    // Enough that no account comes near its rate limit, few enough that the app's warm-up has little to do.
    private const int Accounts = 20;
    private const int WarmUps = 300;
    private const int Trials = 1000;

    private static long _sentAt;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var appFunctions = await Publishing.AppAsync();
        var bareFunctions = await Publishing.TemplateAsync();
        await using var exchange = await ExchangeProcess.StartAsync(Accounts);
        await using var wire = new WireTap(exchange.Url);
        await using var azure = await AzureSide.StartAsync();
        var settings = azure.SettingsOf(wire.Url, Enumerable.Range(0, Accounts).Select(KnownKeys.NameOf).Select(name => (name, KnownKeys.Of(name))));

        // The least that the app allows: what is measured comes before the first look.
        settings["Cancel:LookInterval"] = "00:00:00.1";
        await using var app = await PublishedApp.StartAsync(appFunctions, settings, NoteSending);
        await using var bare = await PublishedApp.StartAsync(bareFunctions, settings, NoteSending);
        List<double> ours = [];
        List<double> theirs = [];
        for (var trial = -WarmUps; trial < Trials; trial++)
        {
            var account = KnownKeys.NameOf((trial + WarmUps) % Accounts);
            var (appTook, bareTook) = (await MeasureAsync(app, account, wire), await MeasureAsync(bare, account, wire));
            if (trial >= 0)
            {
                ours.Add(appTook);
                theirs.Add(bareTook);
            }
        }

        return
        [
            new Figure("invocation", "invocation sent to cancel on the wire, p50", "µs", ours.Percentile(0.5), theirs.Percentile(0.5)),
            new Figure("invocation", "invocation sent to cancel on the wire, p99", "µs", ours.Percentile(0.99), theirs.Percentile(0.99)),
        ];
    }

    private static void NoteSending() => Volatile.Write(ref _sentAt, Stopwatch.GetTimestamp());

    private static async Task<double> MeasureAsync(PublishedApp app, string account, WireTap wire)
    {
        wire.TakeCancelAt();
        await app.CancelAsync(account, Contracts.First);
        var (sentAt, cancelAt) = (Volatile.Read(ref _sentAt), wire.TakeCancelAt());
        return cancelAt > sentAt ? Stopwatch.GetElapsedTime(sentAt, cancelAt).TotalMicroseconds : throw new InvalidOperationException("No cancel was sent.");
    }
}
