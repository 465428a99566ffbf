using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace Sandbox.Functions;

/// <summary>When a timer function comes due, in UTC, as the real host reads it from the function's trigger and the app settings.</summary>
internal sealed partial class TimerSchedule
{
    private readonly CrontabSchedule _schedule;

    private TimerSchedule(string expression, CrontabSchedule schedule)
    {
        Expression = expression;
        _schedule = schedule;
    }

    /// <summary>The NCRONTAB expression, its settings filled in.</summary>
    public string Expression { get; }

    /// <summary>Whether the settings switch a function off, with <c>AzureWebJobs.&lt;function&gt;.Disabled</c>.</summary>
    /// <param name="functionName">The function.</param>
    /// <param name="settings">The app settings.</param>
    /// <returns>Whether they do.</returns>
    public static bool IsDisabled(string functionName, IConfiguration settings) =>
        settings[$"AzureWebJobs.{functionName}.Disabled"]?.Trim() is { } value && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a trigger's schedule.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="settings">The app settings, for names between percent signs.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="FormatException">A setting is missing, or what it says is no NCRONTAB expression of five or six fields.</exception>
    public static TimerSchedule Read(TimerTriggerAttribute trigger, IConfiguration settings)
    {
        var expression = Setting().Replace(trigger.Schedule, name =>
            settings[name.Groups[1].Value] ?? throw new FormatException($"'{name.Value}' does not resolve to an app setting")).Trim();
        var hasSeconds = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length == 6;
        var schedule = CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = hasSeconds });
        return schedule is null ? throw new FormatException($"'{expression}' is not an NCRONTAB expression") : new TimerSchedule(expression, schedule);
    }

    /// <summary>When it comes due next.</summary>
    /// <param name="after">A moment, UTC.</param>
    /// <returns>The first time after it, UTC; the end of time when there is none.</returns>
    public DateTime NextAfter(DateTime after) => _schedule.GetNextOccurrence(after);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();
}
