using System.Net;
using System.Net.Sockets;
using System.Web;

namespace BlobSimulator;

/// <summary>Puts simulated blobs behind an <see cref="HttpClient"/> in the same process.</summary>
internal sealed class BlobsHandler(SimulatedBlobs blobs) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var time = blobs.Time.GetUtcNow();
        var request = await ReadAsync(message, cancellationToken);
        BlobAnswer? answer = null;
        try
        {
            switch (blobs.Fault?.Invoke(request))
            {
                case BlobFault.Error error:
                    answer = BlobAnswer.Of(new BlobError(error.Status, error.Code, "The test wants it so."), request.Operation);
                    break;
                case BlobFault.Hang hang:
                    answer = hang.IsCarriedOut ? blobs.Answer(request) : null;
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                    break;
                case BlobFault.Reset reset:
                    answer = reset.IsCarriedOut ? blobs.Answer(request) : null;
                    throw new HttpRequestException(
                        HttpRequestError.ConnectionError, "An error occurred while sending the request.", new SocketException((int)SocketError.ConnectionReset));
                case BlobFault.Late late:
                    answer = blobs.Answer(request);
                    await Task.Delay(late.Delay, blobs.Time, cancellationToken);
                    break;
                default:
                    answer = blobs.Answer(request);
                    break;
            }

            return Write(message, request, answer!);
        }
        finally
        {
            blobs.Record(time, request, answer);
        }
    }

    private async Task<BlobRequest> ReadAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var address = message.RequestUri!;
        var root = blobs.ContainerUri.AbsolutePath;
        if (address.Host != blobs.ContainerUri.Host || !$"{address.AbsolutePath}/".StartsWith($"{root}/", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"The simulated blobs are at {blobs.ContainerUri}, not at {address.GetLeftPart(UriPartial.Path)}.");
        }

        var name = Uri.UnescapeDataString(address.AbsolutePath[root.Length..].TrimStart('/'));
        var query = HttpUtility.ParseQueryString(address.Query);
        var headers = message.Headers.Concat(message.Content?.Headers.AsEnumerable() ?? [])
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new BlobRequest(
            OperationOf(message.Method.Method, name, query["comp"], headers),
            name.Length == 0 ? null : name,
            headers,
            query.AllKeys.OfType<string>().ToDictionary(key => key, key => query[key]!, StringComparer.OrdinalIgnoreCase),
            message.Content is null ? default : await message.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private static BlobOperation OperationOf(string method, string name, string? comp, Dictionary<string, string> headers) => (method, name, comp) switch
    {
        ("GET", "", "list") => BlobOperation.List,
        ("PUT", not "", null) => BlobOperation.Put,
        ("GET", not "", null) => BlobOperation.Get,
        ("HEAD", not "", null) => BlobOperation.GetProperties,
        ("DELETE", not "", null) => BlobOperation.Delete,
        ("PUT", not "", "lease") when Enum.TryParse<BlobOperation>($"{headers["x-ms-lease-action"]}Lease", ignoreCase: true, out var lease) => lease,
        _ => throw new NotSupportedException($"{method} {name}?comp={comp} is not simulated."),
    };

    private HttpResponseMessage Write(HttpRequestMessage message, BlobRequest request, BlobAnswer answer)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = message, Content = ContentOf(request, answer) };
        foreach (var (name, value) in answer.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        response.Headers.Date = blobs.Time.GetUtcNow();
        response.Headers.Add("x-ms-request-id", Guid.NewGuid().ToString());
        foreach (var echoed in (string[])["x-ms-version", "x-ms-client-request-id"])
        {
            if (request.Header(echoed) is { } value)
            {
                response.Headers.Add(echoed, value);
            }
        }

        return response;
    }

    // An answer to HEAD says how long the body would be, and has none.
    private static ReadOnlyMemoryContent ContentOf(BlobRequest request, BlobAnswer answer)
    {
        var content = new ReadOnlyMemoryContent(request.Operation == BlobOperation.GetProperties ? default : answer.Body);
        content.Headers.ContentLength = answer.Body.Length;
        return content;
    }
}
