using System.Collections.Concurrent;
using System.Text.Json;
using HtxCancel.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HtxCancel.Cancellation;

/// <summary>
/// Lets running kills go on while the host shuts down, for as long as its shutdown time-out allows, and first logs that
/// they are under way. Thread-safe.
/// </summary>
internal sealed class RunsInFlight(IHostApplicationLifetime lifetime, TimeProvider time, ILogger<RunsInFlight> logger) : IHostedService
{
    private readonly ConcurrentDictionary<string, Task> _runs = new();

    /// <summary>Runs <paramref name="run"/> as one that the host waits for.</summary>
    public async Task<T> TrackAsync<T>(string runId, CancelCommand command, Func<Task<T>> run)
    {
        var startedAt = time.GetTimestamp();

        // Logged in the invocation's own context, as it was when the run began: the Functions host drops a line that has none.
        using var stopping = lifetime.ApplicationStopping.Register(() => LogStopping(runId, command, startedAt));
        var task = run();
        _runs[runId] = task;
        try
        {
            return await task.ConfigureAwait(false);
        }
        finally
        {
            _runs.TryRemove(runId, out _);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var ends = Task.WhenAll(_runs.Values);
        await Task.WhenAny(ends, Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken)).ConfigureAwait(false);
    }

    private void LogStopping(string runId, CancelCommand command, long startedAt)
    {
        if (logger.IsEnabled(LogLevel.Warning))
        {
            logger.CancelRunStopping(JsonSerializer.Serialize(
                new RunStopping(runId, command.Trigger, command.DryRun, RunRecord.Shortened(command.Scope), (long)time.GetElapsedTime(startedAt).TotalMilliseconds),
                RunRecordJson.Default.RunStopping));
        }
    }
}
