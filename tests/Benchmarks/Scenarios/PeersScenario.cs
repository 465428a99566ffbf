using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Benchmarks.Clients;
using Benchmarks.Exchange;
using Benchmarks.Published;

namespace Benchmarks.Scenarios;

/// <summary>The same kill through ccxt, the library that most traders have at hand: its last line that speaks v1.</summary>
internal static class PeersScenario
{
    private const string Version = "4.5.56";
    private const int WarmUps = 800;
    private const int Trials = 400;
    private const int StartTrials = 9;

    /// <summary>Measures it; nothing where node or the package is not to be had.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        if (await InstallAsync() is not { } folder)
        {
            Console.Error.WriteLine("peers is skipped: it needs node and npm.");
            return [];
        }

        return [.. await MeasureStartAsync(folder), .. await MeasureCancelAsync(folder), await MeasureLostCancelAsync(folder)];
    }

    private static string Script => Path.Combine(Publishing.Repository, "tests", "Benchmarks", "Peers", "kill.mjs");

    private static async Task<string?> InstallAsync()
    {
        var folder = Path.Combine(Publishing.Repository, "artifacts", "ccxt");
        Directory.CreateDirectory(folder);
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "ccxt"))
            && await RunAsync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, $"ccxt@{Version}"], folder) is null)
        {
            return null;
        }

        return await RunAsync("node", ["--version"], folder) is null ? null : folder;
    }

    private static async Task<IEnumerable<Figure>> MeasureStartAsync(string folder)
    {
        var published = await Publishing.AppAsync();
        await using var world = await StartWorld.StartAsync();
        List<double> ours = [];
        List<double> theirs = [];
        for (var trial = -1; trial < StartTrials; trial++)
        {
            var app = await world.CancelAsync(published);
            var keys = world.NewKeys();
            var peer = await world.RunAsync("node", Arguments(world.Url, StartWorld.Contract, "first", 0, [$"{keys.AccessKey}:{keys.SecretKey}"]), folder);
            if (trial >= 0)
            {
                ours.Add(app.ToCancel);
                theirs.Add(peer);
            }
        }

        return [new Figure("peers", $"ccxt {Version}: process start to first cancel", "ms", ours.Median(), theirs.Median(), 1, "the app fetches token and keys on the way")];
    }

    private static async Task<IEnumerable<Figure>> MeasureCancelAsync(string folder)
    {
        await using var exchange = await ExchangeProcess.StartAsync(WarmUps + Trials);
        await exchange.DoAsync("refill 10");
        using var app = new App(exchange.BaseUrls, WarmUps + Trials);
        await app.WarmUpAsync();

        // Side by side in thirds, so that a busy machine hits both.
        List<double> ours = [];
        List<double> theirs = [];
        List<double> ourCpu = [];
        List<double> theirCpu = [];
        for (var part = 0; part < 3; part++)
        {
            var peer = await RunAsync("node", Arguments(exchange.Url, Contracts.First, "many", WarmUps, Enumerable.Range(0, WarmUps + Trials).Select(Keys)), folder)
                ?? throw new InvalidOperationException("ccxt did not cancel.");
            using var answer = JsonDocument.Parse(peer);
            theirs.AddRange(answer.RootElement.GetProperty("times").EnumerateArray().Select(time => time.GetDouble()));
            theirCpu.Add(answer.RootElement.GetProperty("cpu_ms").GetDouble());

            var cpu = TimeSpan.Zero;
            for (var account = 0; account < WarmUps + Trials; account++)
            {
                if (account == WarmUps)
                {
                    cpu = Environment.CpuUsage.TotalTime;
                }

                var startedAt = Stopwatch.GetTimestamp();
                await app.CancelAsync(account);
                if (account >= WarmUps)
                {
                    ours.Add(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
                }
            }

            ourCpu.Add((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / Trials);
        }

        return
        [
            new Figure("peers", $"ccxt {Version}: time per cancel", "ms", ours.Median(), theirs.Median()),
            new Figure("peers", $"ccxt {Version}: CPU per cancel", "ms", ourCpu.Median(), theirCpu.Median(), 0.5),
        ];
    }

    private static async Task<Figure> MeasureLostCancelAsync(string folder)
    {
        await using var exchange = await ExchangeProcess.StartAsync(2);
        await exchange.DoAsync("place 0 1 10");
        await exchange.DoAsync("place 1 1 10");
        await exchange.DoAsync("lose-cancels true");
        using var app = new App(exchange.BaseUrls, 2, httpDeadline: TimeSpan.FromSeconds(2));
        var report = await app.Service.RunAsync(new CancelCommand(App.ScopeOf(0), Trigger.Http));
        var peerNoticed = await RunAsync("node", Arguments(exchange.Url, Contracts.First, "first", 0, [Keys(1)]), folder) is null;
        return new Figure(
            "peers",
            "cancels that were acknowledged and did not happen, unnoticed of 1",
            "",
            report.Outcome == Outcome.Clear ? 1 : 0,
            AtMost: 0,
            Note: $"the app said {report.Outcome.ToString().ToLowerInvariant()}, ccxt {(peerNoticed ? "threw" : "returned without an error")}");
    }

    private static string Keys(int account) => $"{KnownKeys.Of(KnownKeys.NameOf(account)).AccessKey}:{KnownKeys.Of(KnownKeys.NameOf(account)).SecretKey}";

    private static string[] Arguments(Uri exchange, string contract, string mode, int warmUps, IEnumerable<string> keys) =>
        [Script, exchange.ToString(), contract, contract.Split('-')[0], mode, warmUps.ToString(CultureInfo.InvariantCulture), .. keys];

    // What it wrote; null when it is not there or failed.
    private static async Task<string?> RunAsync(string file, string[] arguments, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            await errors;
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return null;
        }
    }
}
