namespace HtxCancel.OpenKills;

/// <summary>
/// One run's hold on its open kill: writes it, keeps its lease while the run lasts, and writes how it ended. All of it is beside
/// the run: what the store does or does not delays nothing but the answer, by half a second at most. Thread-safe.
/// </summary>
internal sealed class HeldKill
{
    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_repeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestEnd = TimeSpan.FromSeconds(0.5);

    private readonly string _leaseId;
    private readonly TaskCompletionSource<Change> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KillStore _store;
    private readonly TimeProvider _time;
    private readonly Action _release;
    private readonly string _id;
    private readonly Change _begin;
    private readonly Task _holding;
    private volatile OpenKill? _stored;
    private volatile string? _problem;

    private HeldKill(KillStore store, string id, string leaseId, OpenKill? stored, Change begin, CancelRun run, TimeProvider time)
    {
        (_store, _id, _leaseId, _stored, _begin, _release, _time) = (store, id, leaseId, stored, begin, run.EndNow, time);
        _holding = HoldAsync();
    }

    /// <summary>What a run does to its kill; null where there is none, before or after.</summary>
    internal delegate OpenKill? Change(OpenKill? kill, DateTimeOffset now);

    /// <summary>The kill as it was stored last; null where it never was.</summary>
    public OpenKill? Stored => _stored;

    /// <summary>Somebody released it: its run has ended at once.</summary>
    public bool IsReleased { get; private set; }

    /// <summary>Opens the kill of a run that was asked for, or joins it.</summary>
    public static HeldKill Begin(KillStore store, CancelRun run, TimeProvider time) => new(
        store,
        StoredScope.Of(run.Command.Scope).ToId(),
        Guid.NewGuid().ToString(),
        stored: null,
        (kill, now) => (kill ?? OpenKill.Of(run.Command, now)).JoinedBy(run, now),
        run,
        time);

    /// <summary>Goes on with a kill whose lease was taken.</summary>
    public static HeldKill Resume(KillStore store, OpenKill kill, string leaseId, CancelRun run, TimeProvider time) =>
        new(store, kill.Id, leaseId, kill, (known, _) => known, run, time);

    /// <summary>The report with what the store has of its kill, and will have after <paramref name="end"/>.</summary>
    public CancelReport Seal(CancelReport report, Change end)
    {
        if (_stored is not { } stored)
            return report with { Durable = false, DurableDetail = $"the store {_problem ?? "did not answer in time"}: this kill ends with this answer, or with the app{WithoutHold(report)}" };

        var isHeld = stored.IsHeld(_store.Now);
        var goesOn = !IsReleased && end(stored, _store.Now) is not null;
        var until = isHeld ? $"Whatever comes in this scope is cancelled until {stored.HoldUntil:yyyy-MM-dd HH:mm:ss} UTC" : "The app tries again every 15 seconds";
        return report with
        {
            Durable = true,
            DurableDetail = IsReleased ? "the kill was released while it ran: it ended at once" : null,
            KillId = stored.Id,
            GoesOn = goesOn,
            HoldUntil = isHeld ? stored.HoldUntil : null,
            GoesOnDetail = goesOn ? $"{until}; to release it: DELETE /api/kills/{stored.Id}." : null,
        };
    }

    /// <summary>The report of a run whose kill nobody stores.</summary>
    public static CancelReport SealWithout(KillStore store, CancelReport report) => report.DryRun ? report : report with
    {
        Durable = store.Settings.Problem is null ? null : false,
        DurableDetail = store.Settings.Problem is { } problem ? problem + WithoutHold(report)
            : report.HoldMinutes > 0 ? $"open kills are off (Kills:ContainerUri is not set){WithoutHold(report)}"
            : null,
    };

    private static string WithoutHold(CancelReport report) =>
        report.HoldMinutes > 0 ? $"; its hold of {report.HoldMinutes} minutes is left out: what comes later stays" : "";

    /// <summary>The run has ended: writes that. Waits for the store half a second at most, and not at all for one that fails; what
    /// is not written by then is tried again, for as long as the process lives.</summary>
    public async Task EndAsync(Change end)
    {
        _end.SetResult(end);
        if (_problem is null)
            await _holding.EndsWithinAsync(s_longestEnd, _time).ConfigureAwait(false);
    }

    private async Task HoldAsync()
    {
        while (true)
        {
            var pause = s_renewal;
            try
            {
                if (await StepAsync(_end.Task.IsCompletedSuccessfully ? await _end.Task.ConfigureAwait(false) : null).ConfigureAwait(false))
                    return;

                _problem = null;
            }
            catch (Exception e)
            {
                // Whatever the store does stops nobody.
                (_problem, pause) = (KillStore.Words(e), s_repeat);
            }

            if (_end.Task.IsCompleted)
                await Task.Delay(pause, _time).ConfigureAwait(false);
            else
                await _end.Task.EndsWithinAsync(pause, _time).ConfigureAwait(false);
        }
    }

    // True when it is over.
    private async Task<bool> StepAsync(Change? end)
    {
        if (end is not null)
        {
            var left = await _store.ChangeAsync(_id, _leaseId, (kill, now) => end(_stored is null ? _begin(kill, now) : kill, now)).ConfigureAwait(false);
            if (left is not null)
                await _store.UnleaseAsync(_id, _leaseId).ConfigureAwait(false);

            return true;
        }

        if (_stored is null)
            _stored = await _store.ChangeAsync(_id, _leaseId, (kill, now) => _begin(kill, now)).ConfigureAwait(false);

        if (await _store.LeaseAsync(_id, _leaseId).ConfigureAwait(false) == Lease.NoBlob)
        {
            IsReleased = true;
            _release();
            return true;
        }

        return false;
    }
}
