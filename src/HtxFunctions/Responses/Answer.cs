using System.Globalization;
using System.Net;
using Microsoft.Azure.Functions.Worker.Http;

namespace HtxFunctions.Responses;

/// <summary>Writes an HTTP answer.</summary>
internal static class Answer
{
    /// <param name="request">The request that is answered.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="contentType">The body's media type.</param>
    /// <param name="body">The body.</param>
    /// <param name="retryAfterSeconds">When to call again; null to say nothing of it.</param>
    public static async Task<HttpResponseData> WriteAsync(
        HttpRequestData request, HttpStatusCode status, string contentType, byte[] body, int? retryAfterSeconds)
    {
        var response = request.CreateResponse();
        response.StatusCode = status;
        response.Headers.Add("Content-Type", contentType);
        response.Headers.Add("Cache-Control", "no-store");
        if (retryAfterSeconds is { } seconds)
        {
            response.Headers.Add("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

        await response.Body.WriteAsync(body).ConfigureAwait(false);
        return response;
    }
}
