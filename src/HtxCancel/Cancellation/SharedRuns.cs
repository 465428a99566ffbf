using HtxCancel.Cancellation.Reports;

namespace HtxCancel.Cancellation;

/// <summary>
/// Calls that ask the same at the same time share a run, so that fifty of them do not use up the rate limit: one that comes
/// while such a run is under way is answered by it when the run's last cancels and looks began after the call, and else
/// by one more run, which all that wait share. The same alert once more asks for nothing new: it always shares the run
/// that it set off. Thread-safe.
/// </summary>
internal sealed class SharedRuns(TimeProvider time)
{
    /// <summary>A run that takes longer has met something; who called after its cancels is not kept waiting for it.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<CancelCommand, (CancelRun Run, Task<CancelReport> End)> _current = [];

    /// <summary>Answers one call.</summary>
    /// <param name="command">What it asks.</param>
    /// <param name="create">Makes the run for a call that came at this timestamp of the time provider.</param>
    /// <param name="start">Runs it to its end.</param>
    /// <returns>The report, and whether it is of another call's run.</returns>
    public async Task<(CancelReport Report, bool IsShared)> RunAsync(
        CancelCommand command, Func<long, CancelRun> create, Func<CancelRun, Task<CancelReport>> start)
    {
        // Every field of the call makes a difference, but whose alert it is.
        var key = command with { Alert = null };
        var arrivedAt = time.GetTimestamp();
        var ended = new TaskCompletionSource<CancelReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        CancelRun? stuck = null;
        while (true)
        {
            var (run, end) = Join(key, stuck, () => (create(arrivedAt), ended.Task));
            if (end == ended.Task)
            {
                return (await RunOwnAsync(key, run, start, ended).ConfigureAwait(false), IsShared: false);
            }

            var isItsOwn = run.CreatedAt >= arrivedAt || IsSameAlert(run.Command, command);
            if (isItsOwn || await end.EndsWithinAsync(LongestWait, time).ConfigureAwait(false))
            {
                var report = await end.ConfigureAwait(false);
                if (isItsOwn || run.ProofBegunAt >= arrivedAt)
                {
                    return (report, IsShared: true);
                }
            }
            else
            {
                stuck = run;
            }
        }
    }

    private (CancelRun Run, Task<CancelReport> End) Join(CancelCommand key, CancelRun? stuck, Func<(CancelRun, Task<CancelReport>)> create)
    {
        lock (_lock)
        {
            if (!_current.TryGetValue(key, out var current) || current.Run == stuck)
            {
                _current[key] = current = create();
            }

            return current;
        }
    }

    private async Task<CancelReport> RunOwnAsync(
        CancelCommand key, CancelRun run, Func<CancelRun, Task<CancelReport>> start, TaskCompletionSource<CancelReport> ended)
    {
        try
        {
            var report = await start(run).ConfigureAwait(false);
            Leave(key, run);
            ended.SetResult(report);
            return report;
        }
        catch (Exception e)
        {
            // For those who wait too.
            Leave(key, run);
            ended.SetException(e);
            _ = ended.Task.Exception;
            throw;
        }
    }

    private void Leave(CancelCommand key, CancelRun run)
    {
        lock (_lock)
        {
            if (_current.TryGetValue(key, out var current) && current.Run == run)
            {
                _current.Remove(key);
            }
        }
    }

    // An action group that gets no answer in time calls again.
    private static bool IsSameAlert(CancelCommand one, CancelCommand other) => one.Alert?.AlertId is { } id && id == other.Alert?.AlertId;
}
