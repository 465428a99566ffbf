namespace HtxFunctions.Functions;

/// <summary><c>DELETE /api/kills/{id}</c>: a person releases an open kill. Whoever works on it sends no more cancels, 6 s later at the latest.</summary>
public sealed class ReleaseKill(OpenKillService service, Caller caller, SettingsCheck settingsCheck, ILogger<ReleaseKill> logger)
{
    /// <summary>Answers 204 when it is released, 404 when there is none of this id, 503 when the store does not say.</summary>
    [Function(nameof(ReleaseKill))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "kills/{id}")] HttpRequestData request, string id)
    {
        settingsCheck.LogInFirstInvocation();
        try
        {
            return await service.ReleaseAsync(id, caller.NameOf(request)).ConfigureAwait(false)
                ? request.CreateResponse(HttpStatusCode.NoContent)
                : await Answer.ProblemAsync(request, Problem.NoSuchKill).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.StoreFailed(e, nameof(ReleaseKill));
            return await Answer.ProblemAsync(request, Problem.NoStore).ConfigureAwait(false);
        }
    }
}
