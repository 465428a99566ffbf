using System.Text.Json;

namespace FunctionsHost.Timers;

/// <summary>What a timer function is told about its run.</summary>
/// <param name="IsPastDue">Whether it makes up for one that was missed.</param>
/// <param name="ScheduleStatus">Its schedule's state; <see langword="null"/> when it comes due more than once a minute.</param>
public sealed record TimerTick(bool IsPastDue = false, TimerStatus? ScheduleStatus = null)
{
    internal string ToJson() => JsonSerializer.Serialize(this);
}

/// <summary>The state of a timer function's schedule.</summary>
/// <param name="Last">When it ran last.</param>
/// <param name="Next">When this run was due.</param>
/// <param name="LastUpdated">When this state was written.</param>
public sealed record TimerStatus(DateTime Last, DateTime Next, DateTime LastUpdated);
