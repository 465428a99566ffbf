using FunctionsHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Http;

/// <summary>Answers calls of HTTP functions.</summary>
internal sealed class HttpFunctions
{
    private readonly List<Entry> _entries = [];
    private readonly FunctionKeys _keys;
    private readonly Invoker _invoker;

    /// <param name="functions">All functions.</param>
    /// <param name="settings">The app settings, which routes may name.</param>
    /// <param name="prefix">The first part of every route.</param>
    /// <param name="keys">The host's keys.</param>
    /// <param name="invoker">Runs them.</param>
    /// <param name="log">Told of functions that cannot be served.</param>
    public HttpFunctions(IEnumerable<FunctionInfo> functions, AppSettings settings, string prefix, FunctionKeys keys, Invoker invoker, ILoggerFactory log)
    {
        (_keys, _invoker) = (keys, invoker);
        foreach (var function in functions)
        {
            if (function.Trigger is not FunctionTrigger.Http trigger || settings.Disable(function.Name))
            {
                continue;
            }

            try
            {
                var template = TemplateParser.Parse($"{prefix}/{settings.Resolve(trigger.Route ?? function.Name)}".TrimStart('/'));
                _entries.Add(new Entry(function, trigger, new TemplateMatcher(template, []), RoutePrecedence.ComputeInbound(template)));
            }
            catch (FormatException exception)
            {
                log.CreateLogger("Host.Startup").FunctionDisabled(function.Name, exception.Message);
            }
        }

        // The more a route says, the earlier it is tried.
        _entries.Sort((one, other) => one.Precedence.CompareTo(other.Precedence));
    }

    /// <summary>Answers a call: 404 where no function has its route and method, 401 without the key, 500 where the function fails.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        var values = new RouteValueDictionary();
        if (_entries.FirstOrDefault(entry => entry.Serves(http.Request, values)) is not { } entry)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!_keys.Admit(http.Request, entry.Function.Name, entry.Trigger.Level))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var request = await HttpMessages.ReadAsync(http.Request, values, entry.Trigger.Binding);
        var answer = await _invoker.InvokeAsync(entry.Function, request, http.RequestAborted);
        if (HttpMessages.AnswerOf(answer) is not { } rpc)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        await HttpMessages.WriteAsync(rpc, http.Response);
    }

    private sealed record Entry(FunctionInfo Function, FunctionTrigger.Http Trigger, TemplateMatcher Route, decimal Precedence)
    {
        public bool Serves(HttpRequest request, RouteValueDictionary values)
        {
            values.Clear();
            return (Trigger.Methods.Count == 0 || Trigger.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase)) && Route.TryMatch(request.Path, values);
        }
    }
}
