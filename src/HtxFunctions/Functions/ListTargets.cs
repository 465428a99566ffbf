namespace HtxFunctions.Functions;

/// <summary><c>GET /api/targets</c>: what each target of the settings cancels, in fields and in words. Asks nobody, cancels nothing.</summary>
public sealed class ListTargets(AccountsAndTargets settings, SettingsCheck settingsCheck)
{
    /// <summary>Answers with every target, by name, switched-off ones included.</summary>
    [Function(nameof(ListTargets))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "targets")] HttpRequestData request)
    {
        settingsCheck.LogInFirstInvocation();
        return Answer.JsonAsync(request, HttpStatusCode.OK, TargetList.Of(settings).ToJson());
    }
}
