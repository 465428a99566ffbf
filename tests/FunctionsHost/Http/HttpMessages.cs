using System.Globalization;
using FunctionsHost.Protocol;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace FunctionsHost.Http;

/// <summary>Turns requests into what a worker gets, and what it says into answers.</summary>
internal static class HttpMessages
{
    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="route">The values of its route's parameters.</param>
    /// <param name="binding">The function's parameter that gets it.</param>
    public static async Task<InvocationRequest> ReadAsync(HttpRequest request, RouteValueDictionary route, string binding)
    {
        var invocation = new InvocationRequest();
        var http = new RpcHttp { Method = request.Method, Url = request.GetEncodedUrl() };
        foreach (var (name, value) in request.Headers)
        {
            // The real host sends names in lower case, and several values as one with commas.
            http.NullableHeaders[name.ToLowerInvariant()] = new() { Value = value.ToString() };
        }

        foreach (var (name, value) in request.Query)
        {
            http.NullableQuery[name] = new() { Value = value.ToString() };
        }

        foreach (var (name, value) in route)
        {
            // Functions that take a route's value as a parameter find it here.
            var text = Convert.ToString(value, CultureInfo.InvariantCulture);
            invocation.TriggerMetadata[name] = new() { String = text };
            http.NullableParams[name] = new() { Value = text };
        }

        // The real host passes a body on only when its length is announced: a chunked one arrives empty.
        if (request.ContentLength > 0)
        {
            http.Body = new() { Bytes = await ByteString.FromStreamAsync(request.Body, request.HttpContext.RequestAborted) };
        }

        invocation.InputData.Add(new ParameterBinding { Name = binding, Data = new() { Http = http } });
        return invocation;
    }

    /// <summary>The HTTP answer of an invocation; null when it gave none.</summary>
    public static RpcHttp? AnswerOf(InvocationResponse? response) =>
        response?.ReturnValue?.Http ?? response?.OutputData.Select(output => output.Data?.Http).FirstOrDefault(http => http is not null);

    /// <summary>Writes an answer.</summary>
    public static async Task WriteAsync(RpcHttp http, HttpResponse response)
    {
        response.StatusCode = int.Parse(http.StatusCode, CultureInfo.InvariantCulture);
        foreach (var (name, value) in http.Headers)
        {
            response.Headers[name] = value;
        }

        var body = http.Body?.Bytes ?? ByteString.Empty;
        if (!body.IsEmpty)
        {
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body.Memory);
        }
    }
}
