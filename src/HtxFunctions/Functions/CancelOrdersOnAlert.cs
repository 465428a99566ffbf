using System.Text;

namespace HtxFunctions.Functions;

/// <summary><c>POST /api/alerts</c>: an Azure Monitor action group says that an alert fired, and the target that the alert names is
/// cancelled. An action group calls again on 408, 429, 503, 504 and when it gets no answer within about 10 s, five times at most, and
/// then calls nobody here for 15 minutes: whatever another call would not change is answered otherwise.</summary>
public sealed class CancelOrdersOnAlert(
    CancelService service, AccountsAndTargets settings, Caller caller, SettingsCheck settingsCheck, ILogger<CancelOrdersOnAlert> logger)
{
    // Azure Monitor sends 256 KB at most.
    private const int MaximumBodyBytes = 1024 * 1024;

    private const int LongestTarget = 64;

    /// <summary>Decides on the alert, runs what it asks for, answers with the report. The run continues if the caller disconnects: there is no token.</summary>
    [Function(nameof(CancelOrdersOnAlert))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "alerts")] HttpRequestData request)
    {
        settingsCheck.LogInFirstInvocation();
        try
        {
            var body = await BoundedBody.ReadAsync(request.Body, MaximumBodyBytes, null, CancellationToken.None).ConfigureAwait(false);
            var decision = AlertDecision.Of(body, request.Query["target"]);
            var answer = decision is AlertDecision.Act act ? ActAsync(request, act) : IgnoreAsync(request, (AlertDecision.Ignored)decision);
            return await answer.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.FunctionFailed(e, nameof(CancelOrdersOnAlert));
            logger.LogFailedKill();
            return await Answer.ProblemAsync(request, Problem.Unexpected).ConfigureAwait(false);
        }
    }

    private async Task<HttpResponseData> ActAsync(HttpRequestData request, AlertDecision.Act act)
    {
        var (target, fault) = settings.TargetNamed(act.Target);
        if (target is not null)
        {
            var report = await service.RunAsync(new CancelCommand(target.Scope!, Trigger.Alert)
            {
                Alert = act.Details,
                HoldMinutes = target.HoldMinutes,
                AskedBy = caller.NameOf(request) is { } one ? new AskedBy(one, null) : null,
            }).ConfigureAwait(false);
            logger.LogMetrics(report);
            return await Answer.ReportAsync(request, report).ConfigureAwait(false);
        }

        // What is too long for a name may be a key in the wrong place.
        var name = act.Target.Length > LongestTarget ? "(a long name)" : act.Target;
        logger.AlertRefused(JsonSerializer.Serialize(new AlertRefused(name, fault!, act.Details), AlertJson.Default.AlertRefused));
        return await Answer.ProblemAsync(request, new Problem(
            (int)HttpStatusCode.BadRequest,
            "The alert's target cannot be cancelled: nothing was cancelled.",
            "Correct htxTarget in the alert rule, or the target in the settings.",
            new Dictionary<string, string[]> { ["target"] = [fault!] })).ConfigureAwait(false);
    }

    private Task<HttpResponseData> IgnoreAsync(HttpRequestData request, AlertDecision.Ignored ignored)
    {
        // Without a target it may be the portal's test, or a rule that was to kill and cannot. Without the common schema it is
        // another monitor, or a body that got lost on its way: the Functions host drops a chunked one.
        var level = ignored.Reason switch
        {
            IgnoredReason.NotFired => LogLevel.Information,
            IgnoredReason.NoTarget or IgnoredReason.NotCommonSchema => LogLevel.Warning,
        };
        var record = JsonSerializer.Serialize(new AlertIgnored(ignored.Reason, ignored.Details), AlertJson.Default.AlertIgnored);
        logger.AlertIgnored(level, record);
        return Answer.JsonAsync(request, HttpStatusCode.OK, Encoding.UTF8.GetBytes(record));
    }
}
