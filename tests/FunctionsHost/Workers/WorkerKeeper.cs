using FunctionsHost.Functions;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Workers;

/// <summary>Keeps one worker running: a new one takes the place of one that ended.</summary>
internal sealed class WorkerKeeper(WorkerGateway gateway, FunctionAppOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(30);

    private readonly ILogger _logger = options.Log.CreateLogger("Host.Worker");
    private readonly ILogger _console = options.Log.CreateLogger("Host.Function.Console");
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopped = new();
    private Task<WorkerSession>? _current;

    /// <summary>The functions of the first worker; all have the same.</summary>
    public IReadOnlyList<FunctionInfo> Functions { get; private set; } = [];

    /// <summary>The process of the worker that serves; null for this one, and for none.</summary>
    public int? ProcessId => Serving is { IsServing: true } session ? session.ProcessId : null;

    private WorkerSession? Serving => _current is { IsCompletedSuccessfully: true } current ? current.Result : null;

    /// <summary>Starts the first worker.</summary>
    /// <exception cref="FunctionsHostException">It cannot be started.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken);
        Functions = session.Functions;
        _current = Task.FromResult(session);
    }

    /// <summary>The worker that serves; a new one where it has ended.</summary>
    /// <exception cref="FunctionsHostException">There is none, and another one cannot be started.</exception>
    /// <exception cref="WorkerGoneException">The host is being stopped.</exception>
    public Task<WorkerSession> GetAsync()
    {
        lock (_gate)
        {
            if (_stopped.IsCancellationRequested)
            {
                throw new WorkerGoneException();
            }

            return _current switch
            {
                { IsFaulted: true } => _current = OpenAsync(_stopped.Token),
                { IsCompletedSuccessfully: true } when !Serving!.IsServing => _current = ReplaceAsync(Serving),
                _ => _current!,
            };
        }
    }

    /// <summary>Tells the worker to end, and kills it when it has not ended in time or what runs has not.</summary>
    /// <param name="idle">Ends when nothing runs.</param>
    public async Task TerminateAsync(Task idle)
    {
        await StopAsync();
        if (Serving is { } session)
        {
            using var time = new CancellationTokenSource();
            var grace = Task.Delay(FunctionApp.TerminationGrace, options.Time, time.Token);
            session.Terminate(FunctionApp.TerminationGrace);
            await Task.WhenAny(Task.WhenAll(session.Ended, idle), grace);
            await time.CancelAsync();
        }

        await DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await (Serving?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    // From then on no worker is started; one that was being started is given up.
    private async Task StopAsync()
    {
        await _stopped.CancelAsync();
        Task current;
        lock (_gate)
        {
            current = _current ?? Task.CompletedTask;
        }

        await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<WorkerSession> ReplaceAsync(WorkerSession ended)
    {
        var how = await ended.Ended;
        _logger.WorkerEnded(how.Length == 0 ? "" : $" ({how})");
        await ended.DisposeAsync();
        return await OpenAsync(_stopped.Token);
    }

    private async Task<WorkerSession> OpenAsync(CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        var connected = gateway.Expect(id);
        IWorker? worker = null;
        try
        {
            worker = await options.Worker.StartAsync(new WorkerStart(gateway.Url, id, options.Settings, _console), cancellationToken);
            using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var ready = OpenAsync(worker, connected);
            await Task.WhenAny(ready, worker.Ended, Task.Delay(ConnectTime, options.Time, time.Token));
            await time.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return ready.IsCompleted ? await ready
                : worker.Ended.IsCompleted ? throw new WorkerGoneException()
                : throw new FunctionsHostException($"The worker did not connect within {ConnectTime.TotalSeconds:0} s. Look at what it wrote, and whether a proxy or firewall keeps it from {gateway.Url}.");
        }
        catch (Exception exception)
        {
            gateway.Forget(id);
            await (worker?.DisposeAsync() ?? ValueTask.CompletedTask);
            if (exception is WorkerGoneException)
            {
                throw new FunctionsHostException($"The worker ended before it was ready ({await worker!.Ended}). Look at what it wrote, and mend the app or its settings.");
            }

            throw;
        }
    }

    private async Task<WorkerSession> OpenAsync(IWorker worker, Task<WorkerStream> connected) =>
        await WorkerSession.OpenAsync(worker, await connected, options.Worker.Folder);
}
