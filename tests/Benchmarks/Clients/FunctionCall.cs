using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Benchmarks.Clients;

/// <summary>A call of an HTTP function, as the worker hands it over.</summary>
internal sealed class FunctionCall : HttpRequestData
{
    /// <param name="services">The services of the call.</param>
    /// <param name="json">The body.</param>
    public FunctionCall(IServiceProvider services, string json)
        : base(new Context(services))
    {
        var body = Encoding.UTF8.GetBytes(json);
        Body = new MemoryStream(body);
        Headers = new HttpHeadersCollection(
        [
            KeyValuePair.Create("content-type", "application/json"),
            KeyValuePair.Create("content-length", body.Length.ToString(CultureInfo.InvariantCulture)),
        ]);
    }

    /// <inheritdoc/>
    public override Stream Body { get; }

    /// <inheritdoc/>
    public override HttpHeadersCollection Headers { get; }

    /// <inheritdoc/>
    public override IReadOnlyCollection<IHttpCookie> Cookies => [];

    /// <inheritdoc/>
    public override Uri Url { get; } = new("https://app.example/api/orders/cancel");

    /// <inheritdoc/>
    public override IEnumerable<ClaimsIdentity> Identities => [];

    /// <inheritdoc/>
    public override string Method => "POST";

    /// <inheritdoc/>
    public override HttpResponseData CreateResponse() => new Answer(FunctionContext);

    private sealed class Context(IServiceProvider services) : FunctionContext
    {
        public override string InvocationId => "";

        public override string FunctionId => "";

        public override IServiceProvider InstanceServices { get; set; } = services;

        public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

        public override TraceContext TraceContext => throw new NotSupportedException();

        public override BindingContext BindingContext => throw new NotSupportedException();

        public override RetryContext RetryContext => throw new NotSupportedException();

        public override FunctionDefinition FunctionDefinition => throw new NotSupportedException();

        public override IInvocationFeatures Features => throw new NotSupportedException();
    }

    private sealed class Answer(FunctionContext context) : HttpResponseData(context)
    {
        public override HttpStatusCode StatusCode { get; set; }

        public override HttpHeadersCollection Headers { get; set; } = [];

        public override Stream Body { get; set; } = new MemoryStream();

        public override HttpCookies Cookies => throw new NotSupportedException();
    }
}
