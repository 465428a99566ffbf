namespace HtxCancel.Runs;

/// <summary>
/// Calls that ask the same at the same time share runs, so that fifty of them do not use up the rate limit. One that comes
/// while an equal run is under way is answered by it when that run ends soon and well, on cancels and looks that all began
/// after the call; else by one more run beside it, which all share that wait by then. The same alert once more asks for nothing
/// new: it shares the run that it started, as long as that lasts. Thread-safe.
/// </summary>
internal sealed class SharedRuns(CancelSettings settings, TimeProvider time)
{
    /// <summary>A run that takes longer has met something; a call is not kept waiting for it, nor for a quarter of its deadline.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly List<RunUnderWay> _underWay = [];
    private readonly List<(CancelCommand Asked, long ArrivedAt)> _waiting = [];

    /// <summary>Answers one call.</summary>
    /// <param name="command">What it asks.</param>
    /// <param name="create">Makes the run for a call that came at this timestamp of the time provider.</param>
    /// <param name="start">Runs it to its end.</param>
    /// <returns>The report, and whether it is of another call's run.</returns>
    public async Task<(CancelReport Report, bool IsShared)> RunAsync(
        CancelCommand command, Func<long, CancelRun> create, Func<CancelRun, Task<CancelReport>> start)
    {
        var arrivedAt = time.GetTimestamp();
        var (run, part) = Join(command, arrivedAt, orEarlier: true, create);
        if (part == Part.MayBeAnswered)
        {
            await run.End.Task.EndsWithinAsync(WaitOf(command), time).ConfigureAwait(false);
            if (run.End.Task.IsCompletedSuccessfully
                && await run.End.Task.ConfigureAwait(false) is { Outcome: Outcome.Clear or Outcome.Refused or Outcome.DryRun } report
                && run.Run.IsProvenSince(arrivedAt))
            {
                WaitsNoLonger(run, arrivedAt);
                return (report, IsShared: true);
            }

            (run, part) = Join(command, arrivedAt, orEarlier: false, create);
            WaitsNoLonger(run, arrivedAt);
        }

        return part == Part.Starts
            ? (await StartAsync(run, start).ConfigureAwait(false), IsShared: false)
            : (await run.End.Task.ConfigureAwait(false), IsShared: true);
    }

    private TimeSpan WaitOf(CancelCommand command) =>
        settings.DeadlineOf(command) / 4 is var quarter && quarter < LongestWait ? quarter : LongestWait;

    private (RunUnderWay Run, Part Part) Join(CancelCommand command, long arrivedAt, bool orEarlier, Func<long, CancelRun> create)
    {
        // Every field of the call makes a difference, but whose alert it is, who calls, and why.
        var (asked, alert) = (command.WithoutCaller, command.Alert?.AlertId);
        lock (_lock)
        {
            var equal = _underWay.FindAll(run => run.Asked == asked);
            var part = Part.Shares;
            var run = equal.Find(run => alert is not null && run.Alerts.Contains(alert)) ?? equal.FindLast(run => run.Run.CreatedAt >= arrivedAt);
            if (run is null && orEarlier && equal.Count > 0)
            {
                _waiting.Add((asked, arrivedAt));
                equal[^1].Run.JoinedBy(command);
                return (equal[^1], Part.MayBeAnswered);
            }

            if (run is null)
            {
                // All that wait by now share it: none of them is to be answered after its own deadline.
                var first = _waiting.Where(call => call.Asked == asked).Select(call => call.ArrivedAt).Append(arrivedAt).Min();
                part = Part.Starts;
                run = new RunUnderWay(asked, create(first));
                _underWay.Add(run);
            }

            if (alert is not null)
                run.Alerts.Add(alert);

            run.Run.JoinedBy(command);

            return (run, part);
        }
    }

    private async Task<CancelReport> StartAsync(RunUnderWay run, Func<CancelRun, Task<CancelReport>> start)
    {
        try
        {
            var report = await start(run.Run).ConfigureAwait(false);
            Leave(run);
            run.End.SetResult(report);
            return report;
        }
        catch (Exception e)
        {
            // For those who share it too.
            Leave(run);
            run.End.SetException(e);
            _ = run.End.Task.Exception;
            throw;
        }
    }

    private void WaitsNoLonger(RunUnderWay run, long arrivedAt)
    {
        lock (_lock)
        {
            _waiting.Remove((run.Asked, arrivedAt));
        }
    }

    private void Leave(RunUnderWay run)
    {
        lock (_lock)
        {
            _underWay.Remove(run);
        }
    }

    // What a call has to do with a run.
    private enum Part
    {
        Starts,
        Shares,
        MayBeAnswered,
    }

    private sealed class RunUnderWay(CancelCommand asked, CancelRun run)
    {
        public CancelCommand Asked => asked;

        public CancelRun Run => run;

        // The ids of the alerts whose run it is.
        public HashSet<string> Alerts { get; } = [];

        public TaskCompletionSource<CancelReport> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
