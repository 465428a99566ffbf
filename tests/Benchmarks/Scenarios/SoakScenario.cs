using System.Diagnostics;
using Benchmarks.Clients;
using Benchmarks.Exchange;

namespace Benchmarks.Scenarios;

/// <summary>20,000 kills of one contract with 10 orders, one after the other: what they allocate, and what stays.</summary>
internal static class SoakScenario
{
    private const int Accounts = 400;
    private const int WarmUps = 2000;
    private const int Kills = 20_000;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var exchange = await ExchangeProcess.StartAsync(Accounts);
        await exchange.DoAsync("refill 10");
        using var app = new App(exchange.BaseUrls, Accounts);
        await KillAsync(app, WarmUps);

        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        List<State> quarters = [];
        for (var quarter = 0; quarter < 4; quarter++)
        {
            await KillAsync(app, Kills / 4);
            quarters.Add(State.Now());
        }

        var perKill = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)Kills / 1024;
        return
        [
            new Figure("soak", "allocated per kill, mean of 20,000", "KiB", perKill, AtMost: 48),
            new Figure("soak", "heap after the last quarter, against the second", "KiB", quarters[3].Heap / 1024d, quarters[1].Heap / 1024d, 1.05),
            new Figure("soak", "threads after the last quarter, against the second", "", quarters[3].Threads, quarters[1].Threads, 1),
            new Figure("soak", "sockets after the last quarter, against the second", "", quarters[3].Sockets, quarters[1].Sockets, 1),
        ];
    }

    private static async Task KillAsync(App app, int kills)
    {
        for (var kill = 0; kill < kills; kill++)
        {
            await app.KillAsync(App.ScopeOf(kill % Accounts));
        }
    }

    private sealed record State(long Heap, int Threads, int Sockets)
    {
        public static State Now()
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            using var process = Process.GetCurrentProcess();
            return new State(GC.GetTotalMemory(forceFullCollection: true), process.Threads.Count, OpenSockets());
        }

        private static int OpenSockets() => Directory.EnumerateFiles("/proc/self/fd")
            .Count(file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
    }
}
