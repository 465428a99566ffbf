namespace HtxFunctions.Functions;

/// <summary><c>GET /api/readiness</c>: whether a kill would work right now. Cancels nothing.</summary>
public sealed class Readiness(ReadinessService service, SettingsCheck settingsCheck, ILogger<Readiness> logger)
{
    /// <summary>Checks, and answers 200 when a kill would work, else 503; with the report either way.</summary>
    [Function(nameof(Readiness))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "readiness")] HttpRequestData request)
    {
        settingsCheck.LogInFirstInvocation();
        try
        {
            var report = await service.CheckAsync().ConfigureAwait(false);
            logger.LogReady(report.Ready);
            var status = report.Ready ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable;
            return await Answer.JsonAsync(request, status, report.ToJson()).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.ReadinessFailed(e);
            logger.LogReady(false);
            return await Answer.ProblemAsync(request, Problem.NotChecked).ConfigureAwait(false);
        }
    }
}
