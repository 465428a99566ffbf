using HtxCancel.Notifications;

namespace HtxFunctions.Functions;

/// <summary><c>POST /api/notifications/test</c>: sends a test message to every address of <c>Notify:SecretName</c>. Cancels nothing.</summary>
public sealed class TestNotifications(Notifier notifier, SettingsCheck settingsCheck, ILogger<TestNotifications> logger)
{
    /// <summary>Answers 200 when every address took the message, else 502, with what became of each; within 20 s.</summary>
    [Function(nameof(TestNotifications))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "notifications/test")] HttpRequestData request)
    {
        settingsCheck.LogInFirstInvocation();
        try
        {
            var results = await notifier.TestAsync().ConfigureAwait(false);
            var isTaken = results.All(result => result.Problem is null);
            return await Answer.JsonAsync(request, isTaken ? HttpStatusCode.OK : HttpStatusCode.BadGateway, NotificationResult.ToJson(results)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.FunctionFailed(e, nameof(TestNotifications));
            return await Answer.ProblemAsync(request, Problem.NotChecked).ConfigureAwait(false);
        }
    }
}
