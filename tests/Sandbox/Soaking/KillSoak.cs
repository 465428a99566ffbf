using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using HtxSimulator;
using Sandbox.Terminal;
using Spectre.Console;

namespace Sandbox.Soaking;

/// <summary>
/// Fires kills through the whole app, and shows whether it keeps memory, threads or sockets of them. Each account is
/// killed again and again, with orders placed before each kill; the accounts side by side, because HTX's rate limit is
/// one account's.
/// </summary>
/// <param name="world">The world, of <see cref="Options"/>.</param>
/// <param name="output">Where the figures go.</param>
internal sealed class KillSoak(SandboxWorld world, IAnsiConsole output)
{
    /// <summary>The fewest kills: one a quarter.</summary>
    public const int MinimumKills = 4;

    /// <summary>The most kills.</summary>
    public const int MaximumKills = 1_000_000;

    private const string ContractCode = "BTC-USDT";
    private const int Accounts = 12;
    private const int OrdersPerKill = 3;
    private const int Quarters = 4;

    // What is loaded, pooled and cached once, however few kills follow, does not count as growth.
    private const int KillsBefore = 8 * Accounts;

    // How many kills go by between two counts of threads and sockets.
    private const int KillsPerCount = 10;

    private const double GrowthAllowed = 1.1;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, int> _outcomes = new();
    private SoakFigures _most = SoakFigures.Now();

    /// <summary>The world that it needs: accounts on v1 and on v5 by turns, and looks close together.</summary>
    /// <param name="port">The port of the functions.</param>
    /// <param name="errors">Where the app's warnings and errors go.</param>
    /// <returns>The options.</returns>
    public static SandboxWorldOptions Options(int port, IAnsiConsole errors) => new()
    {
        Port = port,
        ContractCodes = [ContractCode],
        Accounts = [.. Enumerable.Range(1, Accounts).Select(number => new SandboxAccount($"soak{number}") { AssetMode = number % 2 == 0 ? 2 : 0 })],
        Settings = new Dictionary<string, string?> { ["Cancel:LookInterval"] = LookInterval.ToString("c", CultureInfo.InvariantCulture) },
        Log = [new TerminalLoggerProvider(errors, isVerbose: false)],
    };

    /// <summary>Runs it.</summary>
    /// <param name="kills">How many kills.</param>
    /// <param name="stop">Gives it up.</param>
    /// <returns>Whether all were clear and nothing grew.</returns>
    public async Task<bool> RunAsync(int kills, CancellationToken stop)
    {
        // Else the exchange's memory would grow with every call, and be taken for the app's.
        world.Exchange!.KeepsHistory = false;
        output.WriteLine($"{kills} kills of {OrdersPerKill} orders each, over HTTP and sockets, on {Accounts} accounts side by side: half on v1, half on v5.");
        output.WriteLine("So many because HTX's limit, 72 calls in 3 s, is kept, and is one account's.");
        output.WriteLine($"Looks are {LookInterval.TotalMilliseconds:0} ms apart (default 1 s). The simulated exchange keeps no history of calls and finished orders.");
        output.WriteLine($"{KillsBefore} kills before the first quarter fill pools and caches; they are not counted.");
        output.WriteLine();

        await FireAsync(KillsBefore, stop);
        _outcomes.Clear();
        var (callsBefore, begun) = (world.Exchange.CallCount, TimeProvider.System.GetTimestamp());
        List<SoakQuarter> quarters = [];
        for (var quarter = 1; quarter <= Quarters && !stop.IsCancellationRequested; quarter++)
        {
            var fired = (int)((long)kills * quarter / Quarters);
            await FireAsync(fired - (quarters.LastOrDefault()?.Kills ?? 0), stop);
            Count();
            quarters.Add(new SoakQuarter(
                fired,
                world.Exchange.CallCount - callsBefore,
                _outcomes.GetValueOrDefault("clear"),
                MemoryAfterCollection(),
                SoakFigures.Now(),
                _most,
                TimeProvider.System.GetElapsedTime(begun)));
        }

        Show(quarters);
        return Judge(quarters, kills, world.Exchange.RestingOrders.Count);
    }

    private static long MemoryAfterCollection()
    {
        // Twice: what has a finalizer goes with the second one.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    private async Task FireAsync(int kills, CancellationToken stop)
    {
        var left = kills;
        await Task.WhenAll(world.Accounts.Select(account => Task.Run(async () =>
        {
            for (var number = Interlocked.Decrement(ref left); number >= 0 && !stop.IsCancellationRequested; number = Interlocked.Decrement(ref left))
            {
                _outcomes.AddOrUpdate(await KillAsync(account.Key, account.Value, stop), 1, (_, count) => count + 1);
                if (number % KillsPerCount == 0)
                {
                    Count();
                }
            }
        })));
    }

    // The outcome; of an answer that is no report for a clear account, what it was.
    private async Task<string> KillAsync(string name, SimulatedAccount account, CancellationToken stop)
    {
        for (var order = 0; order < OrdersPerKill; order++)
        {
            account.Place(ContractCode, order % 2 == 0 ? "buy" : "sell", "open", 91_250m + order, 1);
        }

        try
        {
            using var body = new StringContent($$"""{"account":"{{name}}","contract_code":"{{ContractCode}}"}""", Encoding.UTF8, "application/json");
            using var response = await world.Client.PostAsync(new Uri(CurlLines.CancelPath, UriKind.Relative), body, stop);
            var answer = FunctionAnswer.Read((int)response.StatusCode, await response.Content.ReadAsStringAsync(stop));
            return answer.Outcome != "clear" ? answer.Outcome
                : !answer.IsClear || answer.Cancelled != OrdersPerKill ? $"clear, with {answer.Cancelled} cancelled and HTTP {answer.Status}"
                : account.RestingOrders.Count > 0 ? "clear, and an order rests"
                : answer.Outcome;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return stop.IsCancellationRequested ? "interrupted" : "no answer";
        }
    }

    private void Count()
    {
        var now = SoakFigures.Now();
        for (var seen = _most; ; seen = _most)
        {
            if (Interlocked.CompareExchange(ref _most, seen.Or(now), seen) == seen)
            {
                return;
            }
        }
    }

    private void Show(List<SoakQuarter> quarters)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in new[] { "kills", "calls", "clear", "other", "MiB after GC", "threads", "most", "sockets", "most", "seconds" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().PadLeft(0));
        }

        foreach (var quarter in quarters)
        {
            table.AddRow(
            [
                Text(quarter.Kills), Text(quarter.Calls), Text(quarter.Clear), Text(quarter.Kills - quarter.Clear), MiB(quarter.MemoryBytes),
                Text(quarter.Figures.Threads), Text(quarter.Most.Threads), Text(quarter.Figures.Sockets), Text(quarter.Most.Sockets),
                quarter.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
            ]);
        }

        output.Write(table);
    }

    private bool Judge(List<SoakQuarter> quarters, int kills, int resting)
    {
        string[] others = [.. _outcomes.Where(outcome => outcome.Key != "clear").OrderBy(outcome => outcome.Key).Select(outcome => $"{outcome.Value} {outcome.Key}")];
        output.WriteLine($"Outcomes: {string.Join(", ", [$"{_outcomes.GetValueOrDefault("clear")} clear", .. others])}; {resting} orders rest.");
        if (quarters.Count < Quarters)
        {
            output.WriteLine("Interrupted: it proves nothing.");
            return false;
        }

        // Idle threads come and go, and so do idle connections: what counts is more than there ever were by the first half's end.
        var (half, last) = (quarters[(Quarters / 2) - 1], quarters[^1]);
        var isClear = _outcomes.GetValueOrDefault("clear") == kills && resting == 0;
        var memoryKept = last.MemoryBytes <= half.MemoryBytes * GrowthAllowed;
        var threadsKept = !(last.Figures.Threads > half.Most.Threads);
        var socketsKept = !(last.Figures.Sockets > half.Most.Sockets);
        output.WriteLine($"All clear: {YesOrNo(isClear)}.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Memory after the last half is at most 10 % more than after the first: {YesOrNo(memoryKept)} ({MiB(half.MemoryBytes)} to {MiB(last.MemoryBytes)} MiB, {(100.0 * last.MemoryBytes / half.MemoryBytes) - 100:+0.0;-0.0} %)."));
        output.WriteLine($"Threads after the last half are no more than the most up to the end of the first: {YesOrNo(threadsKept)} ({Text(half.Most.Threads)} and {Text(last.Figures.Threads)}).");
        output.WriteLine($"Sockets after the last half are no more than the most up to the end of the first: {YesOrNo(socketsKept)} ({Text(half.Most.Sockets)} and {Text(last.Figures.Sockets)}).");
        return isClear && memoryKept && threadsKept && socketsKept;
    }

    private static string YesOrNo(bool isSo) => isSo ? "yes" : "NO";

    private static string MiB(long bytes) => (bytes / 1024.0 / 1024.0).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "n/a";
}
