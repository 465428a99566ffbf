using System.Globalization;
using System.Text.Json;
using HtxSimulator;

namespace Benchmarks.Exchange;

/// <summary>
/// The stand-in exchange as a process of its own, so that its work does not count as the client's. It is told what to do
/// by lines on its standard input, and answers each with one line.
/// </summary>
internal sealed class ExchangeServer
{
    // It shows no cancelled order any longer: how long HTX does is not the client's doing.
    private readonly SimulatedExchange _exchange = new(TimeProvider.System) { CancelLag = TimeSpan.Zero };
    private readonly List<SimulatedAccount> _accounts = [];
    private TimeSpan _roundTrip;
    private int _refill;

    /// <summary>Serves until its input ends.</summary>
    public static async Task RunAsync() => await new ExchangeServer().ServeAsync();

    private async Task ServeAsync()
    {
        // A request that waits keeps its thread.
        ThreadPool.SetMinThreads(400, 400);
        foreach (var path in Paths.All)
        {
            _exchange.OnAnswer(path, (_, _, _) =>
            {
                // A timer would be up to 4 ms late.
                Thread.Sleep(_roundTrip);
                return null;
            });
        }

        _exchange.OnRequest("/linear-swap-api/v1/swap_cancelall", (request, _) =>
        {
            Refill(request);
            return null;
        });

        await using var server = await SimulatorServer.StartAsync(_exchange);
        Console.WriteLine(server.Url);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            Console.WriteLine(Do(line.Split(' ')));
        }
    }

    private string Do(string[] words)
    {
        switch (words)
        {
            case ["accounts", var count, var mode]:
                for (var number = int.Parse(count, CultureInfo.InvariantCulture); number > 0; number--)
                {
                    var name = KnownKeys.NameOf(_accounts.Count);
                    var account = _exchange.AddAccount(name, KnownKeys.Of(name).AccessKey, KnownKeys.Of(name).SecretKey);
                    account.AssetMode = int.Parse(mode, CultureInfo.InvariantCulture);
                    _accounts.Add(account);
                }

                return "ok";
            case ["contracts", var count]:
                _exchange.Contracts.UnionWith(Contracts.Named(int.Parse(count, CultureInfo.InvariantCulture)));
                return "ok";
            case ["place", var account, var contracts, var each]:
                foreach (var code in Contracts.Named(int.Parse(contracts, CultureInfo.InvariantCulture)))
                {
                    Place(_accounts[int.Parse(account, CultureInfo.InvariantCulture)], code, int.Parse(each, CultureInfo.InvariantCulture));
                }

                return "ok";
            case ["refill", var count]:
                _refill = int.Parse(count, CultureInfo.InvariantCulture);
                return "ok";
            case ["round-trip", var milliseconds]:
                _roundTrip = TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture));
                return "ok";
            case ["lose-cancels", var yes]:
                _exchange.CancelsDoNothing = bool.Parse(yes);
                return "ok";
            case ["resting"]:
                return _exchange.RestingOrders.Count.ToString(CultureInfo.InvariantCulture);
            case ["calls", var account]:
                var key = KnownKeys.Of(KnownKeys.NameOf(int.Parse(account, CultureInfo.InvariantCulture))).AccessKey;
                return JsonSerializer.Serialize(_exchange.Calls.Where(call => call.AccessKey == key)
                    .CountBy(call => call.ErrorCode is null ? call.Path : $"{call.Path} {call.ErrorCode}").OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary());
            default:
                return "what?";
        }
    }

    // Each kill finds orders, without a word on the side.
    private void Refill(SimulatedRequest request)
    {
        var account = _refill == 0 ? null : _accounts.Find(account => request.Query.Contains($"AccessKeyId={account.Keys[0].AccessKey}&", StringComparison.Ordinal));
        if (account is not null)
        {
            Place(account, Contracts.First, _refill);
        }
    }

    private static void Place(SimulatedAccount account, string code, int count)
    {
        for (var number = 0; number < count; number++)
        {
            account.Place(code, number % 2 == 0 ? "buy" : "sell", "open", 100m + number, 1);
        }
    }
}
