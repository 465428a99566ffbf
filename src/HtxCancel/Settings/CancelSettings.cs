using System.ComponentModel.DataAnnotations;

namespace HtxCancel.Settings;

/// <summary>How long a run may take and what proves it: the settings section <c>Cancel</c>. A wrong value stops the app.</summary>
public sealed class CancelSettings : IValidatableObject
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Cancel";

    /// <summary>An HTTP call is answered by then. 1 s to 3 min (the platform ends a call after 230 s); default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:03:00")]
    public TimeSpan HttpDeadline { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>A run by timer ends by then, unless HTX blocks it. 1 s to 10 min; default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan TimerDeadline { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A run by alert ends by then, unless HTX blocks it. 1 s to 10 min; default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan AlertDeadline { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A run by timer or alert that HTX blocks (settlement, delivery, maintenance) ends by then. 1 s to 11 min (the function
    /// time-out is 12); default 10 min. Shorter than the run's own deadline has no effect.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:11:00")]
    public TimeSpan BlockedDeadline { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many empty looks in a row prove a contract clear. 2 to 10; default 2.</summary>
    [Range(2, 10)]
    public int Looks { get; set; } = 2;

    /// <summary>How far apart these looks are. 100 ms to 30 s; default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a run has the time that its proof takes.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (LookInterval * (Looks - 1) > new[] { HttpDeadline, TimerDeadline, AlertDeadline, OpenKillService.RunDeadline }.Min() / 2)
        {
            yield return new ValidationResult(
                "Cancel:LookInterval times (Cancel:Looks - 1) must be at most 6 s, and half of Cancel:HttpDeadline, Cancel:TimerDeadline and "
                + "Cancel:AlertDeadline: else no run has the time to end clear.");
        }
    }

    internal TimeSpan DeadlineOf(CancelCommand command) => command.Resumes?.Deadline ?? command.Trigger switch
    {
        Trigger.Http => HttpDeadline,
        Trigger.Timer => TimerDeadline,
        Trigger.Alert => AlertDeadline,
    };

    /// <summary>A caller who waits is answered at the deadline; nobody waits for a timer, and an alert's caller has long hung up.</summary>
    internal TimeSpan BlockedDeadlineOf(CancelCommand command) =>
        command.Trigger == Trigger.Http || command.Resumes is not null || BlockedDeadline < DeadlineOf(command) ? DeadlineOf(command) : BlockedDeadline;
}

/// <summary>Settings of the schedule, at the top level. A wrong value stops the app.</summary>
public sealed class ScheduleSettings
{
    /// <summary>A tick that comes this late or later does nothing. 1 s to 1 day; default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ScheduleMaxLate { get; set; } = TimeSpan.FromMinutes(5);
}

[OptionsValidator]
internal sealed partial class CancelSettingsValidator : IValidateOptions<CancelSettings>;

[OptionsValidator]
internal sealed partial class ScheduleSettingsValidator : IValidateOptions<ScheduleSettings>;
