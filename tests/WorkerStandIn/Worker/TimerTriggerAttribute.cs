using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the parameter of a function that runs on a schedule.</summary>
public sealed class TimerTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Sets the schedule.</summary>
    /// <param name="schedule">A six-field NCRONTAB expression, or the name of an app setting between percent signs.</param>
    public TimerTriggerAttribute(string schedule)
    {
        Schedule = schedule;
        UseMonitor = true;
    }

    /// <summary>A six-field NCRONTAB expression, or the name of an app setting between percent signs.</summary>
    public string Schedule { get; private set; }

    /// <summary>Whether the host stores when the function ran, to catch up after an outage.</summary>
    public bool UseMonitor { get; set; }

    /// <summary>Whether the function also runs whenever its host starts.</summary>
    public bool RunOnStartup { get; set; }
}
