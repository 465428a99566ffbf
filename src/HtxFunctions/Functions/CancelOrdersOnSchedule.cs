namespace HtxFunctions.Functions;

/// <summary>Cancels every target of <c>CancelTargets</c> when <c>CancelSchedule</c> comes due (UTC), side by side, one run and one record
/// each. Throws nothing.</summary>
public sealed class CancelOrdersOnSchedule(
    CancelService service, AccountsAndTargets settings, SettingsCheck settingsCheck, IOptions<ScheduleSettings> schedule,
    TimeProvider time, ILogger<CancelOrdersOnSchedule> logger)
{
    /// <summary>One tick.</summary>
    [Function(nameof(CancelOrdersOnSchedule))]
    public async Task RunAsync([TimerTrigger("%CancelSchedule%")] TimerInfo timer)
    {
        settingsCheck.LogInFirstInvocation();
        if (!Lateness.IsInTime(timer, schedule.Value.ScheduleMaxLate, time.GetUtcNow(), logger.LatenessUnknown, logger.TooLate))
            return;

        if (settings.CancelTargets.Count == 0)
        {
            logger.NothingScheduled();
            return;
        }

        await Task.WhenAll(settings.CancelTargets.Select(CancelAsync)).ConfigureAwait(false);
    }

    private async Task CancelAsync(string name)
    {
        try
        {
            if (settings.Targets.GetValueOrDefault(name) is not { } target)
                logger.TargetUnknown(name);
            else if (target.Scope is not { } scope)
                logger.TargetOff(name, target.Fault);
            else
                logger.LogMetrics(await service.RunAsync(new CancelCommand(scope, Trigger.Timer) { HoldMinutes = target.HoldMinutes }).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            logger.ScheduledRunFailed(e, name);
            logger.LogFailedKill();
        }
    }
}
