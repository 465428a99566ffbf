using System.Collections.Specialized;
using System.Security.Claims;
using System.Web;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The request an HTTP function is called with.</summary>
public abstract class HttpRequestData
{
    private NameValueCollection? _query;

    /// <summary>Creates the request of a call.</summary>
    /// <param name="functionContext">The call.</param>
    public HttpRequestData(FunctionContext functionContext)
    {
        FunctionContext = functionContext ?? throw new ArgumentNullException(nameof(functionContext));
    }

    /// <summary>The body; <see cref="Stream.Null"/> when the host passed none on.</summary>
    public abstract Stream Body { get; }

    /// <summary>The headers.</summary>
    public abstract HttpHeadersCollection Headers { get; }

    /// <summary>The cookies.</summary>
    public abstract IReadOnlyCollection<IHttpCookie> Cookies { get; }

    /// <summary>The whole address, query included.</summary>
    public abstract Uri Url { get; }

    /// <summary>Who the host found the caller to be.</summary>
    public abstract IEnumerable<ClaimsIdentity> Identities { get; }

    /// <summary>The HTTP method.</summary>
    public abstract string Method { get; }

    /// <summary>The call this request belongs to.</summary>
    public FunctionContext FunctionContext { get; }

    /// <summary>Creates the answer to this request.</summary>
    /// <returns>An answer with status 200 and an empty body.</returns>
    public abstract HttpResponseData CreateResponse();

    /// <summary>The query, parsed.</summary>
    public virtual NameValueCollection Query => _query ??= HttpUtility.ParseQueryString(Url.Query);
}
