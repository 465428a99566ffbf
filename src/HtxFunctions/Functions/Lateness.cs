using Microsoft.Azure.Functions.Worker;

namespace HtxFunctions.Functions;

/// <summary>How late a tick comes that makes up for one that was missed.</summary>
internal static class Lateness
{
    /// <summary>The time since the tick was due; null where the host does not tell when that was.</summary>
    public static TimeSpan? Of(TimerInfo timer, DateTimeOffset now) => timer.ScheduleStatus is { } status && status.Next != default
        ? now - new DateTimeOffset(status.Next.ToUniversalTime())
        : null;
}
