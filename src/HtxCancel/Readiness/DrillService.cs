namespace HtxCancel.Readiness;

/// <summary>
/// Rehearses a kill of every target: whether one would work, and a dry run of each, side by side. Cancels nothing, and logs
/// what it found. Thread-safe.
/// </summary>
public sealed class DrillService(
    ReadinessService readiness, CancelService service, AccountsAndTargets settings, TimeProvider time, ILogger<DrillService> logger)
{
    /// <summary>Runs one drill to its end, and logs its record. Ends within the timer's deadline and 5 s more.</summary>
    public async Task<DrillRecord> RunAsync()
    {
        var startedAt = time.GetUtcNow();
        var started = time.GetTimestamp();
        var report = await readiness.CheckAsync().ConfigureAwait(false);
        foreach (var (account, secret) in report.Accounts.Select(account => (account.Account, account.Secret)))
        {
            if (secret is { IsExpiring: true, ExpiresAt: { } at, DaysLeft: { } daysLeft } && logger.IsEnabled(LogLevel.Warning))
            {
                logger.SecretExpiring(
                    JsonSerializer.Serialize(new ExpiringSecret(account, at, daysLeft), ReadinessJson.Default.ExpiringSecret));
            }
        }

        var targets = settings.Targets.Values.OrderBy(target => target.Name, StringComparer.Ordinal);
        var runs = await Task.WhenAll(targets.Select(RunAsync)).ConfigureAwait(false);
        List<string> problems = [.. report.Problems, .. runs.Select(run => run.Problem).OfType<string>()];
        var record = new DrillRecord(
            problems.Count == 0,
            problems,
            [.. report.Accounts.Select(account =>
                new DrillAccount(account.Account, account.Ready, account.Secret.ExpiresAt, account.Secret.DaysLeft))],
            [.. runs.Select(run => run.Target)],
            startedAt,
            (long)time.GetElapsedTime(started).TotalMilliseconds);
        if (logger.IsEnabled(record.Level))
            logger.DrillFinished(record.Level, record.ToLine());

        return record;
    }

    private async Task<(DrillTarget Target, string? Problem)> RunAsync(TargetSettings target)
    {
        if (target.Scope is not { } scope)
        {
            // Why stands among the problems of the readiness check.
            return (new DrillTarget(target.Name, null, null, null, 0), null);
        }

        var started = time.GetTimestamp();
        try
        {
            var report = await service.RunAsync(new CancelCommand(scope, Trigger.Timer, DryRun: true)).ConfigureAwait(false);
            var worst = report.Accounts.MaxBy(account => account.Outcome);
            return (
                new DrillTarget(target.Name, report.Outcome, report.Totals.StillOpen, report.TimingsMs, report.ElapsedMs),
                report.Outcome == Outcome.DryRun ? null
                    : $"The dry run of target {target.Name} ended {report.Outcome.ToString().ToLowerInvariant()} "
                        + $"on {worst?.Account}: {worst?.Detail?.TrimEnd('.')}.");
        }
        catch (Exception e)
        {
            // One target that fails never stops another.
            logger.DrillRunFailed(e, target.Name);
            return (
                new DrillTarget(target.Name, Outcome.Unknown, null, null, (long)time.GetElapsedTime(started).TotalMilliseconds),
                $"The dry run of target {target.Name} met an unexpected fault ({e.GetType().Name}); the log has more.");
        }
    }
}
