using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sandbox.Functions;

/// <summary>
/// Starts timer functions by hand, as the real host does at <c>POST /admin/functions/{name}</c>: answers 202 at once
/// and lets the run go on.
/// </summary>
/// <param name="timers">The timer functions by name.</param>
/// <param name="keys">The host's keys.</param>
/// <param name="logger">Told of runs that fail.</param>
internal sealed class AdminEndpoint(IReadOnlyDictionary<string, DiscoveredFunction> timers, FunctionKeys keys, ILogger logger)
{
    /// <summary>Adds the route.</summary>
    /// <param name="app">The host.</param>
    public void Map(WebApplication app) => app.MapPost("/admin/functions/{name}", async http => http.Response.StatusCode = await StartAsync(http));

    private async Task<int> StartAsync(HttpContext http)
    {
        if (!keys.Admits(http.Request, AuthorizationLevel.Admin))
        {
            return StatusCodes.Status401Unauthorized;
        }

        if (!await HasObjectAsBodyAsync(http.Request))
        {
            return StatusCodes.Status400BadRequest;
        }

        if (!http.Request.HasJsonContentType())
        {
            return StatusCodes.Status415UnsupportedMediaType;
        }

        if (!timers.TryGetValue((string)http.GetRouteValue("name")!, out var function))
        {
            return StatusCodes.Status404NotFound;
        }

        // The request's services end with its answer, long before the run.
        var services = http.RequestServices.GetRequiredService<IServiceScopeFactory>();
        var hostStops = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var timer = ByHand(http.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System);
        http.RequestServices.GetRequiredService<TimerRuns>().Add(Task.Run(() => RunAsync(function, timer, services, hostStops), CancellationToken.None));
        return StatusCodes.Status202Accepted;
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

    // Between two runs of the schedule: a run by hand is not past due, and its next run lies ahead.
    private static TimerInfo ByHand(TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var last = now.AddHours(-1);
        return new TimerInfo { ScheduleStatus = new ScheduleStatus { Last = last, LastUpdated = last, Next = now.AddHours(1) } };
    }

    private async Task RunAsync(DiscoveredFunction function, TimerInfo timer, IServiceScopeFactory services, CancellationToken hostStops)
    {
        try
        {
            await function.RunTimerAsync(timer, services, hostStops);
        }
        catch (Exception exception)
        {
            logger.FunctionFailed(exception, function.Name);
        }
    }
}
