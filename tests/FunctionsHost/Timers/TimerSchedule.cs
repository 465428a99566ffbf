using FunctionsHost.Functions;
using NCrontab;

namespace FunctionsHost.Timers;

/// <summary>When a timer function comes due, UTC, as the real host reads it from the trigger and the app settings.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule _schedule;

    private TimerSchedule(CrontabSchedule schedule) => _schedule = schedule;

    /// <summary>Reads a trigger's schedule.</summary>
    /// <param name="schedule">An expression, or a setting's name between percent signs.</param>
    /// <param name="settings">The app settings.</param>
    /// <exception cref="FormatException">A setting is missing, or what it says is no NCRONTAB expression of five or six fields.</exception>
    public static TimerSchedule Read(string schedule, AppSettings settings)
    {
        var expression = settings.Resolve(schedule).Trim();
        var hasSeconds = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length == 6;
        return CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = hasSeconds }) is { } read
            ? new TimerSchedule(read)
            : throw new FormatException($"'{expression}' is not an NCRONTAB expression");
    }

    /// <summary>When it comes due next.</summary>
    /// <param name="after">A moment, UTC.</param>
    /// <returns>The first time after it, UTC; the end of time when there is none.</returns>
    public DateTime NextAfter(DateTime after) => _schedule.GetNextOccurrence(after);

    /// <summary>What a run is told: nothing where it comes due more than once a minute, as on the real host.</summary>
    /// <param name="last">When it ran last.</param>
    /// <param name="due">When it was due.</param>
    /// <param name="isPastDue">Whether it makes up for one that was missed.</param>
    public TimerTick TickAt(DateTime last, DateTime due, bool isPastDue) => IsFrequent(due) ? new TimerTick() : new TimerTick(isPastDue, new TimerStatus(last, due, last));

    /// <summary>The run that was missed since the last one; null when there is none.</summary>
    /// <param name="last">When it ran last.</param>
    /// <param name="now">The time, UTC.</param>
    public TimerTick? MissedSince(DateTime last, DateTime now) =>
        NextAfter(last) is var due && due <= now && !IsFrequent(due) ? TickAt(last, due, isPastDue: true) : null;

    private bool IsFrequent(DateTime due) => NextAfter(due) - due < TimeSpan.FromMinutes(1);
}
