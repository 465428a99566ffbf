using HtxCancel.Cancellation.Reports;

namespace HtxCancel.Cancellation;

/// <summary>
/// Calls that ask the same at the same time share a run, so that fifty of them do not use up the rate limit: one that comes
/// while such a run is under way is answered by it when the run's last cancels and looks began after the call, and else
/// by one more run, which all that wait share. Thread-safe.
/// </summary>
internal sealed class SharedRuns(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (CancelRun Run, Task<CancelReport> End)> _current = new(StringComparer.Ordinal);

    /// <summary>Answers one call.</summary>
    /// <param name="command">What it asks.</param>
    /// <param name="create">Makes the run for a call that came at this timestamp of the time provider.</param>
    /// <param name="start">Runs it to its end.</param>
    /// <returns>The report, and whether it is of another call's run.</returns>
    public async Task<(CancelReport Report, bool IsShared)> RunAsync(
        CancelCommand command, Func<long, CancelRun> create, Func<CancelRun, Task<CancelReport>> start)
    {
        var key = KeyOf(command);
        var arrivedAt = time.GetTimestamp();
        var ended = new TaskCompletionSource<CancelReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (true)
        {
            var (run, end) = Join(key, () => (create(arrivedAt), ended.Task));
            if (end == ended.Task)
            {
                return (await RunOwnAsync(key, run, start, ended).ConfigureAwait(false), IsShared: false);
            }

            var report = await end.ConfigureAwait(false);
            if (run.ProofBegunAt >= arrivedAt)
            {
                return (report, IsShared: true);
            }
        }
    }

    private (CancelRun Run, Task<CancelReport> End) Join(string key, Func<(CancelRun, Task<CancelReport>)> create)
    {
        lock (_lock)
        {
            if (!_current.TryGetValue(key, out var current))
            {
                _current.Add(key, current = create());
            }

            return current;
        }
    }

    private async Task<CancelReport> RunOwnAsync(
        string key, CancelRun run, Func<CancelRun, Task<CancelReport>> start, TaskCompletionSource<CancelReport> ended)
    {
        try
        {
            var report = await start(run).ConfigureAwait(false);
            Leave(key);
            ended.SetResult(report);
            return report;
        }
        catch (Exception e)
        {
            // For those who wait too.
            Leave(key);
            ended.SetException(e);
            _ = ended.Task.Exception;
            throw;
        }
    }

    private void Leave(string key)
    {
        lock (_lock)
        {
            _current.Remove(key);
        }
    }

    // The same deadline too: who waits for an HTTP answer must not wait for a run by timer.
    private static string KeyOf(CancelCommand command) => string.Join('|',
        command.Trigger,
        command.DryRun,
        string.Join(',', command.Scope.Accounts),
        string.Join(',', command.Scope.ContractCodes),
        command.Scope.Direction,
        command.Scope.Offset,
        command.Scope.MarginModeAsked,
        string.Join(',', command.Scope.OrderTypes));
}
