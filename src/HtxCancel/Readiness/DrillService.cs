namespace HtxCancel.Readiness;

/// <summary>Rehearses a kill of every target: whether one would work, and a dry run of each, side by side. Cancels nothing, and logs what
/// it found. Thread-safe.</summary>
public sealed class DrillService(
    ReadinessService readiness, CancelService service, AccountsAndTargets settings, TimeProvider time, ILogger<DrillService> logger)
{
    /// <summary>Runs one drill to its end, and logs its record. Ends within the timer's deadline and 5 s more.</summary>
    internal async Task<DrillRecord> RunAsync()
    {
        var startedAt = time.GetUtcNow();
        var started = time.GetTimestamp();
        var report = await readiness.CheckAsync().ConfigureAwait(false);
        foreach (var account in report.Accounts)
        {
            if (account.Secret is { IsExpiring: true, ExpiresAt: { } at, DaysLeft: { } daysLeft } && logger.IsEnabled(LogLevel.Warning))
            {
                logger.SecretExpiring(
                    JsonSerializer.Serialize(new ExpiringSecret(account.Account, at, daysLeft), ReadinessJson.Default.ExpiringSecret));
            }
        }

        var targets = settings.Targets.Values.OrderBy(target => target.Name, StringComparer.Ordinal);
        var runs = await Task.WhenAll(targets.Select(RunAsync)).ConfigureAwait(false);
        List<string> problems = [.. report.Problems, .. runs.Select(run => run.Problem).OfType<string>()];
        var accounts = report.Accounts.Select(account => new DrillAccount(account.Account, account.Ready, account.Secret.ExpiresAt, account.Secret.DaysLeft));
        var record = new DrillRecord(
            problems.Count == 0, problems, [.. accounts], [.. runs.Select(run => run.Target)], startedAt, MillisecondsSince(started));
        if (logger.IsEnabled(record.Level))
            logger.DrillFinished(record.Level, record.ToLine());

        return record;
    }

    private async Task<(DrillTarget Target, string? Problem)> RunAsync(TargetSettings target)
    {
        // Why it is switched off stands among the problems of the readiness check.
        if (target.Scope is not { } scope)
            return (new DrillTarget(target.Name, null, null, null, 0), null);

        var started = time.GetTimestamp();
        try
        {
            var report = await service.RunAsync(new CancelCommand(scope, Trigger.Timer, DryRun: true)).ConfigureAwait(false);
            var worst = report.Accounts.MaxBy(account => account.Outcome);
            var problem = report.Outcome == Outcome.DryRun ? null
                : $"The dry run of target {target.Name} ended {report.Outcome.ToString().ToLowerInvariant()} "
                    + $"on {worst?.Account}: {worst?.Detail?.TrimEnd('.')}.";
            return (new DrillTarget(target.Name, report.Outcome, report.Totals.StillOpen, report.TimingsMs, report.ElapsedMs), problem);
        }
        catch (Exception e)
        {
            // One target that fails never stops another.
            logger.DrillRunFailed(e, target.Name);
            return (
                new DrillTarget(target.Name, Outcome.Unknown, null, null, MillisecondsSince(started)),
                $"The dry run of target {target.Name} met an unexpected fault ({e.GetType().Name}); the log has more.");
        }
    }

    private long MillisecondsSince(long started) => (long)time.GetElapsedTime(started).TotalMilliseconds;
}

/// <summary>The record of a drill in the log, one line of compact JSON of at most 16 KiB: ready when a kill would work now, and every dry
/// run ended <c>dry_run</c>.</summary>
internal sealed record DrillRecord(
    bool Ready, IReadOnlyList<string> Problems, IReadOnlyList<DrillAccount> Accounts, IReadOnlyList<DrillTarget> Targets,
    DateTimeOffset StartedAt, long ElapsedMs)
{
    private const int MaximumLength = 16 * 1024;

    [JsonIgnore]
    public LogLevel Level => Ready ? LogLevel.Information : LogLevel.Error;

    /// <summary>The line, with fewer problems where all are too long for it.</summary>
    public string ToLine()
    {
        for (var kept = Problems.Count; ; kept /= 2)
        {
            var shown = kept == Problems.Count ? this : this with { Problems = [.. Problems.Take(kept), $"And {Problems.Count - kept} more."] };
            var text = JsonSerializer.Serialize(shown, ReadinessJson.Default.DrillRecord);
            if (text.Length <= MaximumLength || kept == 0)
                return text;
        }
    }
}

/// <summary>An account in the record of a drill; its secret's expiry and the whole days until then as in the readiness report.</summary>
internal sealed record DrillAccount(string Account, bool Ready, DateTimeOffset? SecretExpiresAt, int? SecretDaysLeft);

/// <summary>A target's dry run: no outcome where it is switched off; how many orders a kill would have cancelled, null where a list was
/// not read; when a kill would have had its keys and sent its first request.</summary>
internal sealed record DrillTarget(string Target, Outcome? Outcome, int? WouldCancel, ReportTimings? TimingsMs, long ElapsedMs);

/// <summary>The record of an account whose secret is about to expire.</summary>
internal sealed record ExpiringSecret(string Account, DateTimeOffset SecretExpiresAt, int DaysLeft);
