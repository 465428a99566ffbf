using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace HtxSimulator;

/// <summary>Puts the exchange behind an <see cref="HttpClient"/> in the same process, on whatever time the exchange keeps.</summary>
/// <remarks>The host that a signature must cover is that of the request's address. Answers are never compressed.</remarks>
public sealed class SimulatorHandler(SimulatedExchange exchange) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await exchange.HandleAsync(await ReadAsync(request, cancellationToken), cancellationToken);
        return response.Delivery switch
        {
            Delivery.Reset or Delivery.Hang => throw NoConnection(SocketError.ConnectionReset),
            Delivery.Refused => throw NoConnection(SocketError.ConnectionRefused),
            Delivery.TlsFailure => throw TlsFailure(),
            Delivery.Whole => Write(request, response, new ReadOnlyMemoryContent(response.Body)),
            Delivery.CutOff => Write(request, response, new StreamContent(new CutOffStream(response.Body[..response.BytesDelivered]))),
            Delivery.Drip => Write(request, response, new StreamContent(new DripStream(response.Body, exchange.Time))),
        };
    }

    private static async Task<SimulatedRequest> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var contentHeaders = request.Content?.Headers.AsEnumerable() ?? [];
        return new SimulatedRequest
        {
            Method = request.Method.Method,
            Host = address.Host,
            Path = address.AbsolutePath,
            Query = address.Query.TrimStart('?'),
            Headers = request.Headers.Concat(contentHeaders).ToDictionary(
                header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            Body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken),
        };
    }

    private static HttpResponseMessage Write(HttpRequestMessage request, SimulatedResponse response, HttpContent content)
    {
        var message = new HttpResponseMessage((HttpStatusCode)response.StatusCode) { RequestMessage = request, Content = content };
        content.Headers.ContentLength = response.Body.Length;
        content.Headers.TryAddWithoutValidation("Content-Type", response.ContentType);
        foreach (var (name, value) in response.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private static HttpRequestException NoConnection(SocketError error) => new(
        HttpRequestError.ConnectionError,
        "An error occurred while sending the request.",
        new SocketException((int)error));

    private static HttpRequestException TlsFailure() => new(
        HttpRequestError.SecureConnectionError,
        "The SSL connection could not be established, see inner exception.",
        new AuthenticationException("The remote certificate is invalid."));
}
