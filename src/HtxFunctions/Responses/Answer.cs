using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Http;

namespace HtxFunctions.Responses;

/// <summary>Writes HTTP answers.</summary>
internal static class Answer
{
    public static Task<HttpResponseData> JsonAsync(HttpRequestData request, HttpStatusCode status, byte[] body, int? retryAfterSeconds = null) =>
        WriteAsync(request, status, "application/json; charset=utf-8", body, retryAfterSeconds);

    public static Task<HttpResponseData> ReportAsync(HttpRequestData request, CancelReport report) =>
        JsonAsync(request, StatusOf(report.Outcome), report.ToJson(), RetryAfterOf(report.Outcome));

    public static Task<HttpResponseData> ProblemAsync(HttpRequestData request, Problem problem) => WriteAsync(
        request,
        (HttpStatusCode)problem.Status,
        "application/problem+json",
        JsonSerializer.SerializeToUtf8Bytes(problem, ProblemJson.Default.Problem),
        problem.Status == (int)HttpStatusCode.ServiceUnavailable ? 5 : null);

    // 503 is also what makes an action group call again; 502 does not.
    private static HttpStatusCode StatusOf(Outcome outcome) => outcome switch
    {
        Outcome.Clear or Outcome.DryRun => HttpStatusCode.OK,
        Outcome.Refused => HttpStatusCode.BadGateway,
        Outcome.Blocked or Outcome.Remaining or Outcome.Unknown => HttpStatusCode.ServiceUnavailable,
    };

    private static int? RetryAfterOf(Outcome outcome) => outcome switch
    {
        Outcome.Clear or Outcome.DryRun or Outcome.Refused => null,
        Outcome.Blocked => 30,
        Outcome.Remaining or Outcome.Unknown => 5,
    };

    private static async Task<HttpResponseData> WriteAsync(
        HttpRequestData request, HttpStatusCode status, string contentType, byte[] body, int? retryAfterSeconds)
    {
        var response = request.CreateResponse(status);
        response.Headers.Add("Content-Type", contentType);
        response.Headers.Add("Cache-Control", "no-store");
        if (retryAfterSeconds is { } seconds)
            response.Headers.Add("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));

        await response.Body.WriteAsync(body).ConfigureAwait(false);
        return response;
    }
}
