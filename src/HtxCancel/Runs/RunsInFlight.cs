namespace HtxCancel.Runs;

/// <summary>
/// Logs what is known of the running kills at once when the host shuts down, then lets them go on for as long as the process
/// is let live. Thread-safe.
/// </summary>
internal sealed class RunsInFlight(IHostApplicationLifetime lifetime, TimeProvider time, ILogger<RunsInFlight> logger) : IHostedService
{
    private readonly ConcurrentDictionary<CancelRun, Task> _runs = new();

    /// <summary>Runs <paramref name="run"/> as one that the host waits for.</summary>
    public async Task<T> TrackAsync<T>(CancelRun run, Func<CancelRun, Task<T>> start)
    {
        // Logged in the invocation's own context, as it was when the run began: the Functions host drops a line that has none.
        using var stopping = lifetime.ApplicationStopping.Register(() => _ = LogStoppingAsync(run));
        var task = start(run);
        _runs[run] = task;
        try
        {
            return await task.ConfigureAwait(false);
        }
        finally
        {
            _runs.TryRemove(run, out _);
        }
    }

    private async Task LogStoppingAsync(CancelRun run) => RunRecord.LogStopping(logger, await run.ReportSoFarAsync().ConfigureAwait(false));

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Those too that an invocation begins meanwhile.
        var forever = Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        while (_runs.Values is { Count: > 0 } running && !forever.IsCompleted)
        {
            await Task.WhenAny([.. running, forever]).ConfigureAwait(false);
            await Task.Yield();
        }
    }
}
