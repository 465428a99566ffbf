using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace TemplateApp;

/// <summary><c>POST /api/hello</c>: the least that a function can do.</summary>
public static class Hello
{
    /// <summary>Answers 200 with nothing in it.</summary>
    [Function(nameof(Hello))]
    public static HttpResponseData Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "hello")] HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.CreateResponse(HttpStatusCode.OK);
    }
}
