using System.Globalization;

namespace HtxFunctions.Responses;

internal static class Answer
{
    public static Task<HttpResponseData> JsonAsync(HttpRequestData request, HttpStatusCode status, byte[] body, int? retryAfterSeconds = null) =>
        WriteAsync(request, status, "application/json; charset=utf-8", body, retryAfterSeconds);

    public static Task<HttpResponseData> ReportAsync(HttpRequestData request, CancelReport report)
    {
        // After a few 503 an action group calls nobody here for 15 minutes.
        if (report is { Trigger: Trigger.Alert, GoesOn: true, Outcome: not Outcome.Clear })
            return JsonAsync(request, HttpStatusCode.Accepted, report.ToJson());

        // 503 is also what makes an action group call again; 502 does not.
        var (status, retryAfterSeconds) = report.Outcome switch
        {
            Outcome.Clear or Outcome.DryRun => (HttpStatusCode.OK, (int?)null),
            Outcome.Refused => (HttpStatusCode.BadGateway, null),
            Outcome.Blocked => (HttpStatusCode.ServiceUnavailable, 30),
            Outcome.Remaining or Outcome.Unknown => (HttpStatusCode.ServiceUnavailable, 5),
        };
        return JsonAsync(request, status, report.ToJson(), retryAfterSeconds);
    }

    public static Task<HttpResponseData> ProblemAsync(HttpRequestData request, Problem problem) => WriteAsync(
        request,
        (HttpStatusCode)problem.Status,
        "application/problem+json",
        JsonSerializer.SerializeToUtf8Bytes(problem, ProblemJson.Default.Problem),
        problem.Status == (int)HttpStatusCode.ServiceUnavailable ? 5 : null);

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
