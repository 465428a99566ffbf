using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sandbox.Functions;

/// <summary>
/// Runs timer functions on their schedules. As on the real host, runs of one function never overlap, one that takes longer
/// than its interval is followed by another at once, a run that fails stops nothing, and a schedule of less than a minute
/// has no status. Nothing is stored, so no run is past due.
/// </summary>
/// <param name="timers">The functions, and when they come due.</param>
/// <param name="time">The clock.</param>
/// <param name="services">Where a run's services come from.</param>
/// <param name="logger">Told of runs that fail.</param>
internal sealed class TimerSchedules(
    IReadOnlyList<(DiscoveredFunction Function, TimerSchedule Schedule)> timers, TimeProvider time, IServiceScopeFactory services, ILogger logger)
    : BackgroundService
{
    // A delay knows some fifty days at most.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(timers.Select(timer => RunAsync(timer.Function, timer.Schedule, stoppingToken)));

    private async Task RunAsync(DiscoveredFunction function, TimerSchedule schedule, CancellationToken stopping)
    {
        var last = default(DateTime);
        var due = schedule.NextAfter(Now);
        while (true)
        {
            for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
            {
                await Task.Delay(left < LongestDelay ? left : LongestDelay, time, stopping);
            }

            stopping.ThrowIfCancellationRequested();
            var begun = Now;
            await RunAsync(function, new TimerInfo { ScheduleStatus = StatusOf(schedule, last, due) }, stopping);
            (last, due) = (begun, schedule.NextAfter(begun));
        }
    }

    private static ScheduleStatus? StatusOf(TimerSchedule schedule, DateTime last, DateTime due) =>
        schedule.NextAfter(due) - due < TimeSpan.FromMinutes(1) ? null : new ScheduleStatus { Last = last, LastUpdated = last, Next = due };

    private async Task RunAsync(DiscoveredFunction function, TimerInfo timer, CancellationToken stopping)
    {
        try
        {
            await function.RunTimerAsync(timer, services, stopping);
        }
        catch (Exception exception)
        {
            logger.FunctionFailed(exception, function.Name);
        }
    }
}
