namespace HtxFunctions.Functions;

/// <summary><c>POST /api/orders/cancel</c>: a person or a program cancels orders and waits for the proof.</summary>
public sealed class CancelOrders(
    CancelService service, CancelRequestReader reader, SettingsCheck settingsCheck, ILogger<CancelOrders> logger)
{
    /// <summary>Reads the call, runs it, answers with the report. The run continues if the caller disconnects: there is no token.</summary>
    [Function(nameof(CancelOrders))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/cancel")] HttpRequestData request)
    {
        settingsCheck.LogInFirstInvocation();
        try
        {
            var read = await reader.ReadAsync(request).ConfigureAwait(false);
            if (read is CancelRequest.Valid valid)
            {
                var report = await service.RunAsync(valid.Command).ConfigureAwait(false);
                logger.LogMetrics(report);
                return await Answer.ReportAsync(request, report).ConfigureAwait(false);
            }

            var problem = ((CancelRequest.Invalid)read).Problem;
            logger.RequestInvalid(problem.Status, problem.Summary());
            return await Answer.ProblemAsync(request, problem).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.FunctionFailed(e, nameof(CancelOrders));
            logger.LogFailedKill();
            return await Answer.ProblemAsync(request, Problem.Unexpected).ConfigureAwait(false);
        }
    }
}
