namespace HtxCancel.Htx;

/// <summary>Signs each request at the last moment before the socket, for the host that it goes to and with the time of this very attempt.</summary>
internal sealed class HtxSigningHandler(TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>What a request carries that is to be signed; a request without it goes out as it is.</summary>
    public static readonly HttpRequestOptionsKey<SigningContext> Order = new("htx.signing");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Order, out var order) && request.RequestUri is { } uri)
        {
            var query = HtxSigner.SignedQuery(
                request.Method, uri.Host, uri.AbsolutePath, order.Parameters, order.Keys, time.GetUtcNow() + order.ClockOffset);

            // Not UriBuilder: it would write the default port into the address.
            request.RequestUri = new Uri($"{uri.GetLeftPart(UriPartial.Path)}?{query}");
        }

        return base.SendAsync(request, cancellationToken);
    }
}

/// <summary>How one request is to be signed; the clock's offset is what to add to this machine's clock to get HTX's.</summary>
internal sealed record SigningContext(ApiKeyPair Keys, IReadOnlyCollection<KeyValuePair<string, string>> Parameters, TimeSpan ClockOffset);
