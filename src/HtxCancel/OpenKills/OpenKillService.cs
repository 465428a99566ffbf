namespace HtxCancel.OpenKills;

/// <summary>What ticks and people do with open kills: go on with them, list them, release them. Thread-safe.</summary>
public sealed partial class OpenKillService
{
    /// <summary>How long a tick works on one kill: the next tick comes 15 s after it.</summary>
    internal static readonly TimeSpan RunDeadline = TimeSpan.FromSeconds(12);

    // The process that wrote a younger one may not hold its lease yet, or no longer for a moment.
    private static readonly TimeSpan s_leftAlone = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_shortestRun = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_oldTick = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_betweenComplaints = TimeSpan.FromHours(1);

    private readonly KillStore _store;
    private readonly CancelService _service;
    private readonly TimeProvider _time;
    private readonly ILogger<OpenKillService> _logger;
    private readonly ConcurrentDictionary<string, long> _complaints = new();

    internal OpenKillService(KillStore store, CancelService service, TimeProvider time, ILogger<OpenKillService> logger) =>
        (_store, _service, _time, _logger) = (store, service, time, logger);

    /// <summary>Goes on with every open kill that nobody works on, side by side, each for 12 s at most. Throws nothing.</summary>
    /// <returns>The reports of runs that were a kill's first or last.</returns>
    public async Task<IReadOnlyList<CancelReport>> TickAsync()
    {
        if (!_store.IsOn)
            return [];

        try
        {
            await _store.TickAsync().ConfigureAwait(false);
            var free = (await _store.ListAsync().ConfigureAwait(false)).Where(kill => !kill.IsLeased);
            var reports = await Task.WhenAll(free.Select(kill => ResumeAsync(kill.Id))).ConfigureAwait(false);
            return [.. reports.OfType<CancelReport>()];
        }
        catch (Exception e)
        {
            _logger.KillsNotListed(KillStore.Words(e));
            return [];
        }
    }

    /// <summary>Every open kill, the oldest first; one that cannot be read has a problem instead.</summary>
    internal async Task<KillList> ListAsync()
    {
        if (!_store.IsOn)
            return new KillList(false, []);

        var kills = await _store.ListAsync().ConfigureAwait(false);
        var listed = await Task.WhenAll(kills.Select(kill => ListedAsync(kill.Id))).ConfigureAwait(false);
        return new KillList(true, [.. listed.OfType<ListedKill>().OrderBy(kill => kill.Since)]);
    }

    /// <summary>Releases one open kill: whoever works on it stops within 6 s. False when there is none of this id.</summary>
    /// <param name="id">The kill's id, whatever a caller wrote.</param>
    /// <param name="releasedBy">The caller's name as the platform signed it in; null where it did not.</param>
    internal async Task<bool> ReleaseAsync(string id, string? releasedBy)
    {
        if (!_store.IsOn || !KillId().IsMatch(id))
            return false;

        var kill = await ListedAsync(id).ConfigureAwait(false);
        if (!await _store.RemoveAsync(id).ConfigureAwait(false))
            return false;

        _logger.KillReleased(JsonSerializer.Serialize(new KillEnd(id, kill?.RunIds is [var first, ..] ? first : null, kill?.LastOutcome, kill?.Tries, releasedBy), KillListJson.Default.KillEnd));
        return true;
    }

    /// <summary>Whether the store keeps kills and ticks come, and what is open.</summary>
    internal async Task<OpenKillsReadiness> CheckAsync()
    {
        List<string> problems = [.. new[] { _store.Settings.Problem }.OfType<string>()];
        if (!_store.IsOn)
            return OpenKillsReadiness.Off with { Problems = problems };

        var (check, list, tick) = (_store.CheckAsync(), ListAsync(), _store.LastTickAsync());
        await Task.WhenAll(check, list, tick).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (new Task[] { check, list, tick }.FirstOrDefault(task => !task.IsCompletedSuccessfully) is { } failed)
            problems.Add($"the store of open kills {KillStore.Words(failed.Exception?.InnerException ?? new OperationCanceledException())}: no kill is durable; check the storage account, its network rules, and the identity's role on it");

        long? age = null;
        if (tick.IsCompletedSuccessfully)
        {
            age = tick.Result is { } at ? (long)(_store.Now - at).TotalSeconds : null;
            if (!(age <= s_oldTick.TotalSeconds))
            {
                problems.Add(age is null
                    ? "no tick of open kills has come yet, and one is due every 15 s: check again in a minute, then look at the function ResumeKills"
                    : $"the last tick of open kills was {age} s ago, and one is due every 15 s: nobody goes on with them; look at the function ResumeKills, and restart the app");
            }
        }

        IReadOnlyList<ListedKill> kills = list.IsCompletedSuccessfully ? list.Result.Kills : [];
        problems.AddRange(kills.Where(kill => kill.Problem is not null).Select(kill => $"open kill {kill.Id} cannot be read, and may be a kill: look at its blob, and release it once nothing rests"));
        return new OpenKillsReadiness(true, check.IsCompletedSuccessfully, age, kills) { Problems = problems };
    }

    private async Task<CancelReport?> ResumeAsync(string id)
    {
        try
        {
            var leaseId = Guid.NewGuid().ToString();
            if (await _store.LeaseAsync(id, leaseId).ConfigureAwait(false) != Lease.Own || await _store.ReadAsync(id).ConfigureAwait(false) is not { } kill)
                return null;

            var now = _store.Now;
            if (kill.LastOutcome is null && now - kill.Since < s_leftAlone)
            {
                await _store.UnleaseAsync(id, leaseId).ConfigureAwait(false);
                return null;
            }

            if (!IsOver(kill, now))
            {
                var scope = kill.IsHeld(now) ? kill.Scope : kill.Unfinished ?? kill.Scope;
                return await _service.ResumeAsync(new Resumption(kill, scope.ToScope(), DeadlineOf(kill, now)), leaseId).ConfigureAwait(false);
            }

            // Unless somebody asks for it again at this moment.
            if (await _store.ChangeAsync(id, leaseId, (known, at) => known is null || IsOver(known, at) ? null : known).ConfigureAwait(false) is not null)
                await _store.UnleaseAsync(id, leaseId).ConfigureAwait(false);
            else if (kill.IsOpen(now))
                _logger.KillGivenUp(JsonSerializer.Serialize(new KillEnd(id, kill.FirstRunId, kill.LastOutcome, kill.Tries, null), KillListJson.Default.KillEnd));
            else
                RunRecord.LogLast(_logger, kill); // Its hold is over. No run ends it: what was placed since is nobody's to cancel.
        }
        catch (Exception e)
        {
            // One kill that fails never stops another. What cannot be read is left where it is.
            if (IsTimeToComplain(id))
                _logger.KillNotResumed(id, e is ArgumentException ? e.Message.TrimEnd('.') : $"the store {KillStore.Words(e)}");
        }

        return null;
    }

    // What comes after a hold is nobody's to cancel; a proof takes some seconds all the same.
    private static TimeSpan DeadlineOf(OpenKill kill, DateTimeOffset now) => kill.HoldUntil - now is { } left && kill is { GoesOn: false, Waiting: [] }
        ? TimeSpan.FromTicks(Math.Clamp(left.Ticks, s_shortestRun.Ticks, RunDeadline.Ticks))
        : RunDeadline;

    private bool IsOver(OpenKill kill, DateTimeOffset now) => !kill.IsOpen(now) || kill.IsOverdue(now, _store.Settings.GoOnFor);

    private async Task<ListedKill?> ListedAsync(string id)
    {
        try
        {
            return await _store.ReadAsync(id).ConfigureAwait(false) is { } kill ? ListedKill.Of(kill) : null;
        }
        catch (JsonException e)
        {
            return ListedKill.Unreadable(id, KillStore.Words(e));
        }
    }

    private bool IsTimeToComplain(string id)
    {
        var now = _time.GetTimestamp();
        if (_complaints.TryGetValue(id, out var last) && _time.GetElapsedTime(last, now) < s_betweenComplaints)
            return false;

        _complaints[id] = now;
        return true;
    }

    [GeneratedRegex("^[0-9a-f]{24}\\z")]
    private static partial Regex KillId();
}
