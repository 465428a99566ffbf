namespace HtxFunctions.Functions;

/// <summary><c>GET /api/kills</c>: the kills that go on by themselves. Asks the store only, cancels nothing.</summary>
public sealed class ListKills(OpenKillService service, SettingsCheck settingsCheck, ILogger<ListKills> logger)
{
    /// <summary>Answers with every open kill, the oldest first, or 503 when the store does not say.</summary>
    [Function(nameof(ListKills))]
    public async Task<HttpResponseData> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "kills")] HttpRequestData request)
    {
        settingsCheck.LogInFirstInvocation();
        try
        {
            return await Answer.JsonAsync(request, HttpStatusCode.OK, (await service.ListAsync().ConfigureAwait(false)).ToJson()).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.StoreFailed(e, nameof(ListKills));
            return await Answer.ProblemAsync(request, Problem.NoStore).ConfigureAwait(false);
        }
    }
}
