using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Sandbox.Functions;

/// <summary>Serves one HTTP function.</summary>
/// <param name="function">The function.</param>
/// <param name="trigger">Its route, methods and level.</param>
/// <param name="keys">The host's keys.</param>
/// <param name="logger">Told of functions that fail.</param>
internal sealed class HttpEndpoint(DiscoveredFunction function, HttpTriggerAttribute trigger, FunctionKeys keys, ILogger logger)
{
    /// <summary>Adds the function's route.</summary>
    /// <param name="app">The host.</param>
    public void Map(WebApplication app)
    {
        var pattern = $"/api/{trigger.Route ?? function.Name}";
        if (trigger.Methods is { Length: > 0 } methods)
        {
            app.MapMethods(pattern, methods.Select(method => method.ToUpperInvariant()), ServeAsync);
        }
        else
        {
            app.Map(pattern, ServeAsync);
        }
    }

    private async Task ServeAsync(HttpContext http)
    {
        if (!keys.Admits(http.Request, trigger.AuthLevel))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        // The web application's scope for this request, and its token, which fires when the caller hangs up.
        var invocation = new Invocation(function.Name, http.RequestServices, http.RequestAborted);
        var request = await HostedRequest.ReadAsync(http.Request, invocation);
        HttpResponseData answer;
        try
        {
            answer = await function.InvokeAsync(request, invocation) ?? throw new InvalidOperationException("The function gave no answer.");
        }
        catch (Exception exception)
        {
            logger.FunctionFailed(exception, function.Name);
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        await SendAsync(answer, http.Response);
    }

    private static async Task SendAsync(HttpResponseData answer, HttpResponse response)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers)
        {
            response.Headers.Append(name, new StringValues([.. values]));
        }

        answer.Body.Position = 0;
        if (answer.Body.Length > 0)
        {
            response.ContentLength = answer.Body.Length;
            await answer.Body.CopyToAsync(response.Body);
        }
    }
}
