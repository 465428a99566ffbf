using FunctionsHost.Functions;
using FunctionsHost.Http;
using FunctionsHost.Timers;
using FunctionsHost.Workers;

namespace FunctionsHost;

/// <summary>
/// A functions app on this machine: a small Functions host, and a real worker that it speaks the host's own gRPC protocol with.
/// The functions are those of the worker's metadata. They get what the real host gives (seen of version 4.1037 and read in its
/// source): routes and methods, with 404 for a wrong method too; keys by authorization level (401); no body where its length is
/// not announced; bodies of at most 100 MB; <c>POST /admin/functions/{name}</c>; timers; host.json's functionTimeout; a new worker
/// for one that died; and 5 s for a worker that is told to end.
/// </summary>
/// <remarks>
/// What the real host does and this one does not: other triggers and bindings than HTTP and timer; route constraints, CORS,
/// Easy Auth and identities, cookies of answers; binding data of an HTTP call beside its route; keys in a storage account, system
/// keys, key management; storing when a timer ran, one tick for several instances, runOnStartup, useMonitor; retry policies;
/// scaling out, placeholders and specialization; several workers at once; starting a new worker before the next call needs it,
/// and backing off; /admin beside starting functions; drain mode; waiting 10 s before a worker is told to end; sampling and log
/// levels of host.json; restarting when a file changes.
/// </remarks>
public sealed class FunctionApp : IAsyncDisposable
{
    /// <summary>How long a worker lives at most once it was told to end, as on the real host.</summary>
    public static readonly TimeSpan TerminationGrace = TimeSpan.FromSeconds(5);

    private readonly WorkerGateway _gateway;
    private readonly HttpFront _front;
    private readonly WorkerKeeper _keeper;
    private readonly Invoker _invoker;
    private readonly TimerLoops _timers;
    private readonly FunctionKeys _keys;
    private Task? _ended;

    private FunctionApp(WorkerGateway gateway, HttpFront front, WorkerKeeper keeper, Invoker invoker, TimerLoops timers, FunctionKeys keys)
    {
        (_gateway, _front, _keeper, _invoker, _timers, _keys) = (gateway, front, keeper, invoker, timers, keys);
    }

    /// <summary>Where the functions are, such as http://127.0.0.1:7071/.</summary>
    public Uri Url => _front.Url;

    /// <summary>The key that opens every function.</summary>
    public string HostKey => _keys.HostKey;

    /// <summary>The key that opens every function and /admin.</summary>
    public string MasterKey => _keys.MasterKey;

    /// <summary>The names of the functions that the worker has, those that are disabled included.</summary>
    public IReadOnlyList<string> Functions => [.. _keeper.Functions.Select(function => function.Name)];

    /// <summary>The same with what starts each, from the worker's metadata.</summary>
    internal IReadOnlyList<FunctionInfo> Loaded => _keeper.Functions;

    /// <summary>How many invocations are under way.</summary>
    public int Running => _invoker.Running;

    /// <summary>The process of the worker that serves now; <see langword="null"/> when it is this process, or there is none.</summary>
    public int? WorkerProcessId => _keeper.ProcessId;

    /// <summary>Starts a host and its worker.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The app, its functions loaded and listening.</returns>
    /// <exception cref="FunctionsHostException">The port is in use, or the worker cannot be started or does not connect within 30 s.</exception>
    public static async Task<FunctionApp> StartAsync(FunctionAppOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new AppSettings(options.Settings);
        var hostJson = HostJson.Read(options.Worker.Folder);
        var relay = new LogRelay(options.Log);
        var gateway = await WorkerGateway.StartAsync(relay, options.InvocationSending, cancellationToken);
        var keeper = new WorkerKeeper(gateway, options);
        HttpFront? front = null;
        try
        {
            // First, so that a port in use is known before a worker runs.
            front = await HttpFront.StartAsync(options.Port, cancellationToken);
            await keeper.StartAsync(cancellationToken);
            var invoker = new Invoker(keeper, relay, hostJson.FunctionTimeout, options);
            var keys = new FunctionKeys(options.HostKey, options.MasterKey, keeper.Functions.Select(function => function.Name));
            var timers = new TimerLoops(keeper.Functions, settings, invoker, options);
            front.Serve(new HttpFunctions(keeper.Functions, settings, hostJson.RoutePrefix, keys, invoker, options.Log), new AdminEndpoint(timers, keys));
            timers.Start();
            return new FunctionApp(gateway, front, keeper, invoker, timers, keys);
        }
        catch
        {
            await keeper.DisposeAsync();
            await (front?.DisposeAsync() ?? ValueTask.CompletedTask);
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>The key that opens one function.</summary>
    /// <param name="function">The function's name.</param>
    /// <returns>Its key.</returns>
    /// <exception cref="KeyNotFoundException">There is no such function.</exception>
    public string KeyOf(string function) => _keys.KeyOf(function);

    /// <summary>Runs a timer function and waits for its end, whether it is disabled or not.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="tick">What it is told.</param>
    /// <returns>A task that fails as the function does.</returns>
    /// <exception cref="KeyNotFoundException">There is no such timer function.</exception>
    public Task RunTimerAsync(string function, TimerTick tick) => _timers.RunAsync(function, tick);

    /// <summary>
    /// Ends the app as the real host does: ticks and calls end, and the worker is told to. What runs has
    /// <see cref="TerminationGrace"/> from then on; after it the worker is killed, and whoever still waits gets HTTP 500.
    /// </summary>
    /// <returns>A task that ends when the worker has ended.</returns>
    public ValueTask DisposeAsync() => new(_ended ??= EndAsync());

    private async Task EndAsync()
    {
        _front.StopServing();
        await _timers.StopAsync();
        await _keeper.TerminateAsync(_invoker.IdleAsync());
        await _timers.DisposeAsync();
        await _front.DisposeAsync();
        await _gateway.DisposeAsync();
    }
}
