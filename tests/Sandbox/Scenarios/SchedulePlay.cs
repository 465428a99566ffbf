using System.Globalization;
using Sandbox.Terminal;

namespace Sandbox.Scenarios;

/// <summary>Lets the schedule come due: nobody calls.</summary>
internal static class SchedulePlay
{
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(90);

    /// <summary>App settings with a schedule that comes due in a few seconds, and at that second of every minute from then on.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["CancelSchedule"] = string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow().AddSeconds(4).Second} * * * * *"),
    };

    /// <summary>Plays it.</summary>
    /// <param name="stage">Where.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>The record of the run: nobody gets its report.</returns>
    public static async Task<FunctionAnswer> PlayAsync(Stage stage, CancellationToken stop)
    {
        stage.Say($"CancelSchedule is '{Settings["CancelSchedule"]}': waiting for it to come due.");
        try
        {
            var record = await stage.Runs.FirstByTimer.WaitAsync(TimeOut, stop);
            stage.Say("The schedule came due. Nobody gets a report; this is the record of its run in the log:");
            // No HTTP answer carries it; what is checked is the record.
            return FunctionAnswer.Read(status: 200, record);
        }
        catch (TimeoutException)
        {
            return FunctionAnswer.None("The schedule did not come due.");
        }
        catch (OperationCanceledException)
        {
            return FunctionAnswer.None("Interrupted before the schedule came due.");
        }
    }
}
