using System.Collections.Concurrent;

namespace HtxCancel.Tests.Drivers;

/// <summary>What lies behind an HTTP client: answers as it is told to, and keeps what it was asked.</summary>
internal sealed class ScriptedSocket(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<(HttpMethod Method, Uri Address, string Headers, string Body)> _requests = new();

    public ScriptedSocket(string body, int status = 200)
        : this((_, _) => Task.FromResult(Response(body, status)))
    {
    }

    /// <summary>Every request so far, its headers one a line, those of its body among them.</summary>
    public IReadOnlyList<(HttpMethod Method, Uri Address, string Headers, string Body)> Requests => [.. _requests];

    public static HttpResponseMessage Response(string body, int status = 200) => new((System.Net.HttpStatusCode)status) { Content = new StringContent(body) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).Where(header => header.Key != "Content-Length");
        _requests.Enqueue((request.Method, request.RequestUri!, string.Join('\n', headers.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")), body));
        return await answer(request, cancellationToken);
    }
}
