namespace HtxFunctions.Functions;

/// <summary>Goes on with every open kill, every 15 s: what its run did not finish, and what comes under a hold. Throws nothing.</summary>
public sealed class ResumeKills(OpenKillService service, SettingsCheck settingsCheck, ILogger<ResumeKills> logger)
{
    /// <summary>One tick. One that comes late is as good as any other.</summary>
    [Function(nameof(ResumeKills))]
    public async Task RunAsync([TimerTrigger("*/15 * * * * *")] TimerInfo timer)
    {
        settingsCheck.LogInFirstInvocation();
        foreach (var report in await service.TickAsync().ConfigureAwait(false))
            logger.LogMetrics(report);
    }
}
