using System.Diagnostics;
using Benchmarks.Clients;
using Benchmarks.Exchange;

namespace Benchmarks.Scenarios;

/// <summary>
/// From the call of the HTTP function, warm, until its cancel is handed to the socket: against a bare client that signs and
/// posts the same cancel.
/// </summary>
internal static class FirstByteScenario
{
    private const int Accounts = 400;
    private const int WarmUps = 1000;
    private const int Trials = 10_000;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var exchange = await ExchangeProcess.StartAsync(Accounts);
        var wire = new WireClock();
        var bareWire = new WireClock();
        using var app = new App(exchange.BaseUrls, Accounts, wire);
        using var bare = new BareClient(exchange.Url, bareWire);
        List<double> ours = [];
        List<double> theirs = [];
        for (var trial = -WarmUps; trial < Trials; trial++)
        {
            var account = (trial + WarmUps) % Accounts;
            await app.CallAsync(account);
            var appTook = Microseconds(app.ReceivedAt, wire.TakeCancelSentAt());

            var calledAt = Stopwatch.GetTimestamp();
            await bare.CancelAsync(account);
            var bareTook = Microseconds(calledAt, bareWire.TakeCancelSentAt());
            if (trial >= 0)
            {
                ours.Add(appTook);
                theirs.Add(bareTook);
            }
        }

        return
        [
            new Figure("first-byte", "HTTP trigger to cancel on the wire, p50", "µs", ours.Percentile(0.5), theirs.Percentile(0.5), 1.3),
            new Figure("first-byte", "HTTP trigger to cancel on the wire, p99", "µs", ours.Percentile(0.99), theirs.Percentile(0.99), 2),
        ];
    }

    private static double Microseconds(long from, long to) =>
        to > from ? Stopwatch.GetElapsedTime(from, to).TotalMicroseconds : throw new InvalidOperationException("No cancel was sent.");
}
