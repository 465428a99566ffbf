using System.Net;
using HtxCancel.Cancellation;
using HtxCancel.Settings;
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
        ArgumentNullException.ThrowIfNull(request);
        settingsCheck.TellFirstInvocation();
        try
        {
            switch (await reader.ReadAsync(request).ConfigureAwait(false))
            {
                case CancelRequest.Valid valid:
                    return await ReportAnswer.WriteAsync(request, await service.RunAsync(valid.Command).ConfigureAwait(false)).ConfigureAwait(false);
                case CancelRequest.Invalid invalid:
                    logger.RequestInvalid(invalid.Problem.Status, invalid.Problem.Summary());
                    return await ProblemAnswer.WriteAsync(request, invalid.Problem).ConfigureAwait(false);
                default:
                    throw new InvalidOperationException("A request is valid or invalid.");
            }
        }
        catch (Exception e)
        {
            logger.FunctionFailed(e, nameof(CancelOrders));
            return await ProblemAnswer.WriteAsync(request, Problem.Unexpected((int)HttpStatusCode.ServiceUnavailable)).ConfigureAwait(false);
        }
    }
}
