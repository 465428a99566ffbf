using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HtxCancel.Settings;

/// <summary>Settings of the schedule, at the top level. A wrong value stops the app.</summary>
public sealed class ScheduleSettings
{
    /// <summary>A tick that comes this late or later does nothing. 1 s to 1 day; default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ScheduleMaxLate { get; set; } = TimeSpan.FromMinutes(5);
}

[OptionsValidator]
internal sealed partial class ScheduleSettingsValidator : IValidateOptions<ScheduleSettings>;
