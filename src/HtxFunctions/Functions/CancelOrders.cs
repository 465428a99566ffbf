using HtxFunctions.Diagnostics;
using HtxFunctions.Requests;
using HtxFunctions.Responses;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;

namespace HtxFunctions.Functions;

/// <summary><c>POST /api/orders/cancel</c>: a person or a program cancels orders and waits for the proof.</summary>
public sealed class CancelOrders(
    CancelService service, CancelRequestReader reader, SettingsCheck settingsCheck, ILogger<CancelOrders> logger)
{
    /// <summary>
    /// Reads the call, runs it, answers with the report. A caller who hangs up does not stop the run: the invocation's own
    /// cancellation is not listened to.
    /// </summary>
    [Function(nameof(CancelOrders))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/cancel")] HttpRequestData request)
    {
        settingsCheck.TellFirstInvocation();
        try
        {
            var read = await reader.ReadAsync(request).ConfigureAwait(false);
            if (read is CancelRequest.Valid valid)
                return await Answer.ReportAsync(request, await service.RunAsync(valid.Command).ConfigureAwait(false)).ConfigureAwait(false);

            var problem = ((CancelRequest.Invalid)read).Problem;
            logger.RequestInvalid(problem.Status, problem.Summary());
            return await Answer.ProblemAsync(request, problem).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.FunctionFailed(e, nameof(CancelOrders));
            return await Answer.ProblemAsync(request, Problem.Unexpected).ConfigureAwait(false);
        }
    }
}
