using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Sandbox.Functions;

/// <summary>A function's answer, to be sent by its host.</summary>
/// <param name="context">The call it belongs to.</param>
internal sealed class HostedResponse(FunctionContext context) : HttpResponseData(context)
{
    /// <inheritdoc/>
    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    /// <inheritdoc/>
    public override HttpHeadersCollection Headers { get; set; } = [];

    /// <inheritdoc/>
    public override Stream Body { get; set; } = new MemoryStream();

    /// <summary>Not there: the sandbox sends no cookies.</summary>
    public override HttpCookies Cookies => throw new NotSupportedException("The sandbox sends no cookies.");
}
