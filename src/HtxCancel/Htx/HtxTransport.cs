using System.Net;

namespace HtxCancel.Htx;

/// <summary>The way to HTX's hosts, shared by all runs: one attempt of one request, bounded in time and size. Thread-safe.</summary>
internal sealed class HtxTransport : IDisposable
{
    /// <summary>How long one attempt may take: an exchange that is slow and right must not look dead.</summary>
    public static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(8);

    private const int MaximumBodyBytes = 4 * 1024 * 1024;
    private const string Json = "application/json";

    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Uri[] _hosts;

    public HtxTransport(IOptions<HtxSettings> settings, TimeProvider time, HttpMessageHandler socket)
    {
        _time = time;
        _hosts = [.. settings.Value.BaseUrls.Select(url => new Uri(url))];
        Hosts = new HostRotation(_hosts.Length, time);
        _http = new HttpClient(new HtxSigningHandler(time, socket)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The host's name, with its port where that is not the usual one.</summary>
    public string NameOf(int host) => _hosts[host].Authority;

    public HostRotation Hosts { get; }

    /// <summary>Random numbers from 0 to 1 that spread the repetitions of a request.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    public static SocketsHttpHandler CreateSocketHandler() => new()
    {
        // A redirect would carry the signed query to whoever the edge names.
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        ConnectTimeout = AttemptLimit,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        UseCookies = false,
    };

    /// <summary>Asks a host once what it says to everyone: without keys, and outside of an account's rate limit. Throws nothing.</summary>
    public async Task<HtxResult<T>> GetPublicAsync<T>(
        string path, int host, Func<HtxReply, HtxResult<T>> read, CancellationToken cancellationToken) =>
        (await SendAsync(HtxRequest.Get(path, RatePool.Read), signing: null, host, cancellationToken).ConfigureAwait(false)).Then(read);

    /// <summary>Sends once, to host number <paramref name="turn"/>, signed where <paramref name="signing"/> says how. Throws nothing:
    /// what prevents an answer is <see cref="HtxResult{T}.NoAnswer"/>.</summary>
    public async Task<HtxResult<HtxReply>> SendAsync(HtxRequest request, SigningContext? signing, int turn, CancellationToken cancellationToken)
    {
        var host = _hosts[turn];
        using var limit = new CancellationTokenSource(AttemptLimit, _time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var message = CreateMessage(request, signing, host);
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, attempt.Token).ConfigureAwait(false);
            await using var content = await response.Content.ReadAsStreamAsync(attempt.Token).ConfigureAwait(false);
            var length = response.Content.Headers.ContentLength;
            if (await BoundedBody.ReadAsync(content, MaximumBodyBytes, length, attempt.Token).ConfigureAwait(false) is { } body)
            {
                var limits = RateLimits.Read(response.Headers);
                var reply = new HtxReply((int)response.StatusCode, body, turn, limits, signing?.Keys) { Date = response.Headers.Date };
                return new HtxResult<HtxReply>.Ok(reply);
            }

            Hosts.Failed(turn);
            return NoAnswer($"{host.Host} answered more than {MaximumBodyBytes / 1024 / 1024} MiB");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return NoAnswer("the deadline came before the answer");
        }
        catch (OperationCanceledException)
        {
            Hosts.Failed(turn);
            return NoAnswer($"{host.Host} did not answer within {AttemptLimit.TotalSeconds:0} s");
        }
        catch (Exception e)
        {
            // Whatever kept an answer from coming whole. The kind alone: a message may quote the address, which is signed.
            Hosts.Failed(turn);
            var kind = e is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error } ? error.ToString() : e.GetType().Name;
            return NoAnswer($"{host.Host} gave no whole answer ({kind})");
        }
    }

    public void Dispose() => _http.Dispose();

    private static HtxResult<HtxReply>.NoAnswer NoAnswer(string detail) => new(detail);

    private static HttpRequestMessage CreateMessage(HtxRequest request, SigningContext? signing, Uri host)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(host, request.Path));
        if (signing is not null)
            message.Options.Set(HtxSigningHandler.Order, signing);

        message.Headers.TryAddWithoutValidation("Accept", Json);
        // HTX's edge has answered requests without a plausible agent with a challenge page.
        message.Headers.TryAddWithoutValidation("User-Agent", "HtxFunctions/1.0");
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", Json);
        }

        return message;
    }
}
