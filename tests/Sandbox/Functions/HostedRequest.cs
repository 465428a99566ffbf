using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Sandbox.Functions;

/// <summary>A request as the Functions host passes it on to its worker.</summary>
internal sealed class HostedRequest : HttpRequestData
{
    private HostedRequest(HttpRequest request, Stream body, FunctionContext context)
        : base(context)
    {
        Body = body;
        Method = request.Method;
        Url = new Uri($"{request.Scheme}://{request.Host}{request.Path}{request.QueryString}");

        // The host sends names in lower case and joins several values by commas.
        Headers = new HttpHeadersCollection(request.Headers.Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value.ToString())));
    }

    /// <inheritdoc/>
    public override Stream Body { get; }

    /// <inheritdoc/>
    public override HttpHeadersCollection Headers { get; }

    /// <summary>None: the sandbox reads no cookies.</summary>
    public override IReadOnlyCollection<IHttpCookie> Cookies => [];

    /// <inheritdoc/>
    public override Uri Url { get; }

    /// <summary>None: the sandbox authenticates by key only.</summary>
    public override IEnumerable<ClaimsIdentity> Identities => [];

    /// <inheritdoc/>
    public override string Method { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="request">What came in.</param>
    /// <param name="context">The call it becomes.</param>
    /// <returns>What the function sees.</returns>
    public static async Task<HostedRequest> ReadAsync(HttpRequest request, FunctionContext context)
    {
        // The real host passes a body on only when its length is announced: a chunked one arrives empty.
        if (request.ContentLength is not > 0)
        {
            return new HostedRequest(request, Stream.Null, context);
        }

        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.CancellationToken);
        body.Position = 0;
        return new HostedRequest(request, body, context);
    }

    /// <inheritdoc/>
    public override HttpResponseData CreateResponse() => new HostedResponse(FunctionContext);
}
