using Microsoft.Azure.Functions.Worker;

namespace HtxFunctions.Functions;

/// <summary>Whether a tick comes in time, for every timer of the app.</summary>
internal static class Lateness
{
    /// <summary>
    /// Whether <paramref name="timer"/> is less late than <paramref name="allowed"/>. The host runs one catch-up tick after an
    /// outage, however long it was: hours later nobody expects a kill.
    /// </summary>
    /// <param name="timer">The tick.</param>
    /// <param name="allowed">One that is this late or later is not acted on.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="logUnknown">Logs a past-due tick of which the host does not say how late it is; it is not acted on.</param>
    /// <param name="logTooLate">Logs how late a tick is, and what is allowed.</param>
    public static bool IsInTime(
        TimerInfo timer, TimeSpan allowed, DateTimeOffset now, Action<TimeSpan> logUnknown, Action<TimeSpan, TimeSpan> logTooLate)
    {
        if (timer is not { IsPastDue: true })
        {
            return true;
        }

        if (timer.ScheduleStatus?.Next is not { } due || due == default)
        {
            logUnknown(allowed);
            return false;
        }

        var late = now - new DateTimeOffset(due.ToUniversalTime());
        if (late >= allowed)
        {
            logTooLate(late, allowed);
        }

        return late < allowed;
    }
}
