namespace HtxFunctions.Functions;

/// <summary><c>POST /api/orders/cancel</c>: a person or a program cancels orders and waits for the proof.</summary>
public sealed class CancelOrders(
    CancelService service, CancelRequestReader reader, SettingsCheck settingsCheck, ILogger<CancelOrders> logger)
{
    /// <summary>Reads the call, runs it, answers with the report. The run continues if the caller disconnects: there is no token.</summary>
    [Function(nameof(CancelOrders))]
    public Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/cancel")] HttpRequestData request)
    {
        settingsCheck.LogInFirstInvocation();
        return KillCall.AnswerAsync(request, () => reader.ReadAsync(request), service, nameof(CancelOrders), logger);
    }
}
