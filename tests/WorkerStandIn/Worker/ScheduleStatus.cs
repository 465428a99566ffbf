namespace Microsoft.Azure.Functions.Worker;

/// <summary>The state of a timer function's schedule.</summary>
public class ScheduleStatus
{
    /// <summary>When the schedule was last due.</summary>
    public DateTime Last { get; set; }

    /// <summary>When the schedule is due next.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this state was last written.</summary>
    public DateTime LastUpdated { get; set; }
}
