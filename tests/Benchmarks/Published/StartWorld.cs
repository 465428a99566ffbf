using System.Diagnostics;
using HtxSimulator;

namespace Benchmarks.Published;

/// <summary>Identity, vault and exchange, in another process than what is started; it notes the first signed request and the first cancel.</summary>
internal sealed class StartWorld : IAsyncDisposable
{
    /// <summary>The one account of an app that is started.</summary>
    public const string Account = "main";

    /// <summary>The contract that is cancelled.</summary>
    public const string Contract = "BTC-USDT";

    private readonly SimulatedExchange _exchange;
    private readonly AzureSide _azure;
    private readonly SimulatorServer _server;
    private long _signedAt;
    private long _cancelAt;

    private StartWorld(AzureSide azure, SimulatedExchange exchange, SimulatorServer server)
    {
        (_azure, _exchange, _server) = (azure, exchange, server);
        foreach (var path in Paths.All)
        {
            var isCancel = Paths.Cancels.Contains(path);
            _exchange.OnRequest(path, (_, _) =>
            {
                var now = Stopwatch.GetTimestamp();
                Interlocked.CompareExchange(ref _signedAt, now, 0);
                Interlocked.CompareExchange(ref _cancelAt, isCancel ? now : 0, 0);
                return null;
            });
        }
    }

    /// <summary>The exchange's address.</summary>
    public Uri Url => _server.Url;

    /// <summary>Starts them.</summary>
    public static async Task<StartWorld> StartAsync()
    {
        var exchange = new SimulatedExchange(TimeProvider.System) { CancelLag = TimeSpan.Zero };
        return new StartWorld(await AzureSide.StartAsync(), exchange, await SimulatorServer.StartAsync(exchange));
    }

    /// <summary>Starts an app and makes the cheapest call; returns milliseconds to its answer, and of CPU until then.</summary>
    public async Task<(double ToAnswer, double Cpu)> AnswerAsync(PublishedFunctions functions)
    {
        var settings = _azure.SettingsOf(Url, (Account, NewKeys()));
        var startedAt = Stopwatch.GetTimestamp();
        await using var app = await PublishedApp.StartAsync(functions, settings);
        await app.CallAsync();
        var took = Stopwatch.GetElapsedTime(startedAt);
        return (took.TotalMilliseconds, app.CpuTime.TotalMilliseconds);
    }

    /// <summary>Starts an app and cancels; returns milliseconds to its first signed request and to its first cancel.</summary>
    public async Task<(double ToSigned, double ToCancel)> CancelAsync(PublishedFunctions functions)
    {
        var settings = _azure.SettingsOf(Url, (Account, NewKeys()));
        (_signedAt, _cancelAt) = (0, 0);
        var startedAt = Stopwatch.GetTimestamp();
        await using var app = await PublishedApp.StartAsync(functions, settings);
        await app.CancelAsync(Account, Contract);
        return Since(startedAt);
    }

    /// <summary>Opens an account with keys and a rate limit of its own, and one order.</summary>
    public ApiKeyPair NewKeys()
    {
        var keys = KnownKeys.Of(Guid.NewGuid().ToString("N"));
        _exchange.AddAccount(keys.AccessKey, keys.AccessKey, keys.SecretKey).Place(Contract, "buy", "open", 100m, 1);
        return keys;
    }

    /// <summary>Runs another program to its end; returns milliseconds to its first cancel.</summary>
    public async Task<double> RunAsync(string file, string[] arguments, string folder)
    {
        (_signedAt, _cancelAt) = (0, 0);
        var info = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        var startedAt = Stopwatch.GetTimestamp();
        using var process = Process.Start(info)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Since(startedAt).ToCancel : throw new InvalidOperationException($"{file} {arguments[0]} ended with {process.ExitCode}.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _azure.DisposeAsync();
    }

    private (double ToSigned, double ToCancel) Since(long startedAt) => _cancelAt != 0
        ? (Stopwatch.GetElapsedTime(startedAt, _signedAt).TotalMilliseconds, Stopwatch.GetElapsedTime(startedAt, _cancelAt).TotalMilliseconds)
        : throw new InvalidOperationException("There was no cancel.");
}
