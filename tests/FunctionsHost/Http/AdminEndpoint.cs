using System.Text.Json;
using FunctionsHost.Timers;
using Microsoft.AspNetCore.Http;

namespace FunctionsHost.Http;

/// <summary>
/// Starts timer functions by hand, as the real host does at <c>POST /admin/functions/{name}</c>: answers 202 at once and lets the
/// run go on.
/// </summary>
/// <param name="timers">The timer functions.</param>
/// <param name="keys">The host's keys.</param>
internal sealed class AdminEndpoint(TimerLoops timers, FunctionKeys keys)
{
    /// <summary>Answers a call.</summary>
    /// <param name="http">The call.</param>
    /// <param name="path">Its path after /admin.</param>
    public async Task AnswerAsync(HttpContext http, PathString path) => http.Response.StatusCode = await StartAsync(http.Request, path);

    private async Task<int> StartAsync(HttpRequest request, PathString path)
    {
        if (!path.StartsWithSegments("/functions", out var rest) || rest.Value is not ['/', .. var name] || !HttpMethods.IsPost(request.Method))
        {
            return StatusCodes.Status404NotFound;
        }

        if (!keys.AdmitMaster(request))
        {
            return StatusCodes.Status401Unauthorized;
        }

        if (!request.HasJsonContentType())
        {
            return StatusCodes.Status415UnsupportedMediaType;
        }

        if (!await HasObjectAsBodyAsync(request))
        {
            return StatusCodes.Status400BadRequest;
        }

        return timers.TryStartByHand(name) ? StatusCodes.Status202Accepted : StatusCodes.Status404NotFound;
    }

    private static async Task<bool> HasObjectAsBodyAsync(HttpRequest request)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return body.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
