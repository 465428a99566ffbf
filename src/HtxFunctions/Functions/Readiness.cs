using System.Net;
using HtxCancel.Readiness;
using HtxCancel.Settings;
using HtxFunctions.Diagnostics;
using HtxFunctions.Responses;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;

namespace HtxFunctions.Functions;

/// <summary><c>GET /api/readiness</c>: whether a kill would work right now. Cancels nothing.</summary>
public sealed class Readiness(ReadinessService service, SettingsCheck settingsCheck, ILogger<Readiness> logger)
{
    /// <summary>Checks, and answers 200 when a kill would work, else 503; with the report either way.</summary>
    [Function(nameof(Readiness))]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "readiness")] HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        settingsCheck.TellFirstInvocation();
        try
        {
            var report = await service.CheckAsync().ConfigureAwait(false);
            return await Answer.WriteAsync(
                request,
                report.Ready ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable,
                "application/json; charset=utf-8",
                report.ToJson(),
                retryAfterSeconds: null).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.ReadinessFailed(e);
            return await ProblemAnswer.WriteAsync(request, Problem.NotChecked).ConfigureAwait(false);
        }
    }
}
