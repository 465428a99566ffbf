namespace HtxFunctions.Functions;

/// <summary>Whether a tick comes in time, for every timer of the app. The host runs one catch-up tick after an outage, however long it
/// was: hours later nobody expects a kill.</summary>
internal static class Lateness
{
    /// <summary>Whether it is less late than <paramref name="allowed"/>; not if it is past due and the host does not say how late.</summary>
    public static bool IsInTime(
        TimerInfo timer, TimeSpan allowed, DateTimeOffset now, Action<TimeSpan> logUnknown, Action<TimeSpan, TimeSpan> logTooLate)
    {
        if (timer is not { IsPastDue: true })
            return true;

        if (timer.ScheduleStatus?.Next is not { } due || due == default)
        {
            logUnknown(allowed);
            return false;
        }

        var late = now - new DateTimeOffset(due.ToUniversalTime());
        if (late >= allowed)
            logTooLate(late, allowed);

        return late < allowed;
    }
}
