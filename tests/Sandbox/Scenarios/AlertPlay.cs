using Sandbox.Terminal;

namespace Sandbox.Scenarios;

/// <summary>Posts alerts as an action group does: two that must cancel nothing, and one that kills.</summary>
internal static class AlertPlay
{
    /// <summary>Plays it.</summary>
    /// <param name="stage">Where.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>What the one that kills was answered.</returns>
    public static async Task<FunctionAnswer> PlayAsync(Stage stage, CancellationToken stop)
    {
        var firedAt = TimeProvider.System.GetUtcNow().AddSeconds(-30);
        await IgnoreAsync(stage, SampleAlerts.Create("Resolved", SandboxWorld.Target, firedAt), "a resolved alert", "not_fired", stop);
        await IgnoreAsync(stage, SampleAlerts.Create("Fired", target: null, firedAt), "a fired alert that names no target, such as the portal's test", "no_target", stop);

        var answer = await stage.PostAsync(CurlLines.AlertPath, SampleAlerts.Create("Fired", SandboxWorld.Target, firedAt), stop, "a fired alert with htxTarget among its custom properties");
        var alert = answer.Report?.Member("alert") ?? default;
        if (alert.Text("rule") != SampleAlerts.Rule || !(alert.Member("fired_to_verified_ms")?.TryGetInt64(out var delay) == true && delay >= 30_000))
        {
            stage.Contradictions.Add("The report was to name the alert's rule, and the time from its firing to the proof.");
        }

        stage.Say($"Fired {alert.Text("fired_at")} by '{alert.Text("rule")}', proven clear {alert.Text("fired_to_verified_ms")} ms after that.");
        return answer;
    }

    private static async Task IgnoreAsync(Stage stage, string alert, string shown, string reason, CancellationToken stop)
    {
        var answer = await stage.PostAsync(CurlLines.AlertPath, alert, stop, shown);
        stage.Say($"  {answer.Outcome}: {answer.Detail}");
        if (answer.Status != 200 || answer.Outcome != "ignored" || answer.Detail != reason)
        {
            stage.Contradictions.Add($"To {shown} the answer was to be ignored, {reason}, with HTTP 200.");
        }

        // The app's warm-up only gets; a kill posts.
        if (stage.World.Exchange?.Calls.Any(call => call.Method == "POST") == true)
        {
            stage.Contradictions.Add($"On {shown} nothing was to be posted to the exchange.");
        }
    }
}
