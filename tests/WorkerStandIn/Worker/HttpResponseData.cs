using System.Net;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>What an HTTP function answers.</summary>
public abstract class HttpResponseData
{
    /// <summary>Creates the answer of a call.</summary>
    /// <param name="functionContext">The call.</param>
    public HttpResponseData(FunctionContext functionContext)
    {
        FunctionContext = functionContext ?? throw new ArgumentNullException(nameof(functionContext));
    }

    /// <summary>The status.</summary>
    public abstract HttpStatusCode StatusCode { get; set; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; set; }

    /// <summary>The body.</summary>
    public abstract Stream Body { get; set; }

    /// <summary>The cookies.</summary>
    public abstract HttpCookies Cookies { get; }

    /// <summary>The call this answer belongs to.</summary>
    public FunctionContext FunctionContext { get; }

    /// <summary>Creates the answer to a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>What <see cref="HttpRequestData.CreateResponse"/> creates.</returns>
    public static HttpResponseData CreateResponse(HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.CreateResponse();
    }
}
