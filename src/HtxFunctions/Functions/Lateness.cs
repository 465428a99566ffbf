using Microsoft.Azure.Functions.Worker;

namespace HtxFunctions.Functions;

/// <summary>Whether a tick comes in time, for every timer of the app.</summary>
internal static class Lateness
{
    /// <summary>
    /// Whether <paramref name="timer"/> is to be acted on. The host runs one catch-up tick after an outage, however long it
    /// was: hours later nobody expects a kill.
    /// </summary>
    /// <param name="timer">The tick.</param>
    /// <param name="allowed">One that is this late or later is not acted on.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="unknown">Told what is allowed, when the host does not say how late a past-due tick is.</param>
    /// <param name="tooLate">Told how late it is and what is allowed, when that is too late.</param>
    public static bool IsInTime(TimerInfo timer, TimeSpan allowed, DateTimeOffset now, Action<TimeSpan> unknown, Action<TimeSpan, TimeSpan> tooLate)
    {
        if (timer is not { IsPastDue: true })
        {
            return true;
        }

        if (timer.ScheduleStatus is not { } status || status.Next == default)
        {
            unknown(allowed);
            return false;
        }

        var late = now - new DateTimeOffset(status.Next.ToUniversalTime());
        if (late < allowed)
        {
            return true;
        }

        tooLate(late, allowed);
        return false;
    }
}
