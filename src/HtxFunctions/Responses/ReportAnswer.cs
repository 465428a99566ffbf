using System.Net;
using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;
using Microsoft.Azure.Functions.Worker.Http;

namespace HtxFunctions.Responses;

/// <summary>Writes a report with the status that its outcome has.</summary>
internal static class ReportAnswer
{
    public static Task<HttpResponseData> WriteAsync(HttpRequestData request, CancelReport report) => Answer.WriteAsync(
        request, StatusOf(report.Outcome), "application/json; charset=utf-8", report.ToJson(), RetryAfterOf(report.Outcome));

    // 503 is also what makes an action group call again; 502 does not.
    internal static HttpStatusCode StatusOf(Outcome outcome) => outcome switch
    {
        Outcome.Clear or Outcome.DryRun => HttpStatusCode.OK,
        Outcome.Refused => HttpStatusCode.BadGateway,
        Outcome.Blocked or Outcome.Remaining or Outcome.Unknown => HttpStatusCode.ServiceUnavailable,
    };

    internal static int? RetryAfterOf(Outcome outcome) => outcome switch
    {
        Outcome.Clear or Outcome.DryRun or Outcome.Refused => null,
        Outcome.Blocked => 30,
        Outcome.Remaining or Outcome.Unknown => 5,
    };
}
