using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Http;

namespace HtxFunctions.Responses;

/// <summary>Writes a <see cref="Problem"/>.</summary>
internal static class ProblemAnswer
{
    public static Task<HttpResponseData> WriteAsync(HttpRequestData request, Problem problem) => Answer.WriteAsync(
        request,
        (HttpStatusCode)problem.Status,
        "application/problem+json",
        JsonSerializer.SerializeToUtf8Bytes(problem, ProblemJson.Default.Problem),
        problem.Status == (int)HttpStatusCode.ServiceUnavailable ? 5 : null);
}
