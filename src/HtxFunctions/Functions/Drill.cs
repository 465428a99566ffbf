namespace HtxFunctions.Functions;

/// <summary>Rehearses a kill of every target when <c>DrillSchedule</c> comes due (UTC). Cancels nothing and throws nothing.</summary>
public sealed class Drill(
    DrillService service, SettingsCheck settingsCheck, IOptions<ScheduleSettings> schedule, TimeProvider time, ILogger<Drill> logger)
{
    /// <summary>One tick.</summary>
    [Function(nameof(Drill))]
    public async Task RunAsync([TimerTrigger("%DrillSchedule%")] TimerInfo timer)
    {
        settingsCheck.LogInFirstInvocation();
        if (!Lateness.IsInTime(timer, schedule.Value.ScheduleMaxLate, time.GetUtcNow(), logger.DrillLatenessUnknown, logger.DrillTooLate))
            return;

        try
        {
            logger.LogMetrics(await service.RunAsync().ConfigureAwait(false));
        }
        catch (Exception e)
        {
            logger.DrillFailed(e);
            logger.LogReady(false);
        }
    }
}
