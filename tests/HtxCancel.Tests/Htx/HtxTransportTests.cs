using System.Net;
using System.Text;
using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Htx;

public sealed class HtxTransportTests
{
    private const int FourMebibytes = 4 * 1024 * 1024;

    private static readonly SigningContext Signing = new(new ApiKeyPair(Canary.AccessKey, Canary.SecretKey), [], TimeSpan.Zero);
    private static readonly HtxRequest Get = HtxRequest.Get("/v5/x", RatePool.Read);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public static TheoryData<string, string> Failures() => new()
    {
        { "refused", "api.hbdm.com gave no whole answer (ConnectionError)" },
        { "tls", "api.hbdm.com gave no whole answer (SecureConnectionError)" },
        { "unknown", "api.hbdm.com gave no whole answer (HttpRequestException)" },
        { "reset", "api.hbdm.com gave no whole answer (IOException)" },
    };

    [Fact]
    public async Task A_POST_says_what_it_is_what_it_takes_and_who_asks()
    {
        using var socket = new ScriptedSocket("{}");
        using var transport = Transport(socket);

        await transport.SendAsync(HtxRequest.Post("/v5/x", RatePool.Trade, "{\"a\":1}"u8.ToArray()), Signing, 0, CancellationToken.None);

        var (method, address, headers, body) = Assert.Single(socket.Requests);
        Assert.Equal((HttpMethod.Post, "https://api.hbdm.com/v5/x", "{\"a\":1}"), (method, address.GetLeftPart(UriPartial.Path), body));
        Assert.Equal("Accept: application/json\nUser-Agent: HtxFunctions/1.0\nContent-Type: application/json", headers);
        Assert.StartsWith("?AccessKeyId=", address.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_GET_goes_without_keys_and_body_to_the_host_that_is_named()
    {
        using var socket = new ScriptedSocket("told", 418);
        using var transport = Transport(socket);

        var result = await transport.GetPublicAsync("/heartbeat/", 1, Read, CancellationToken.None);

        var (method, address, headers, _) = Assert.Single(socket.Requests);
        Assert.Equal((HttpMethod.Get, "https://api.hbdm.vn/heartbeat/"), (method, address.AbsoluteUri));
        Assert.Equal("Accept: application/json\nUser-Agent: HtxFunctions/1.0", headers);
        Assert.Equal("told by host 1 with HTTP 418", Assert.IsType<HtxResult<string>.Ok>(result).Value);
    }

    [Fact]
    public async Task A_public_GET_without_an_answer_is_told_as_such()
    {
        using var transport = Transport(new ScriptedSocket((_, _) => throw new IOException("cut")));

        var result = await transport.GetPublicAsync("/heartbeat/", 1, Read, CancellationToken.None);

        Assert.Equal("api.hbdm.vn gave no whole answer (IOException)", Assert.IsType<HtxResult<string>.NoAnswer>(result).Detail);
    }

    [Fact]
    public async Task An_answer_is_told_with_its_status_its_host_its_limits_and_the_keys_that_asked()
    {
        using var transport = Transport(new ScriptedSocket((_, _) =>
        {
            var response = ScriptedSocket.Response("{}", 429);
            response.Headers.TryAddWithoutValidation("ratelimit-remaining", "7");
            response.Headers.TryAddWithoutValidation("Date", "Fri, 02 Jan 2026 03:04:06 GMT");
            return Task.FromResult(response);
        }));

        var reply = Assert.IsType<HtxResult<HtxReply>.Ok>(await transport.SendAsync(Get, Signing, 1, CancellationToken.None)).Value;

        Assert.Equal((429, 1, 7, Signing.Keys), (reply.Status, reply.Host, reply.Limits?.Remaining, reply.SignedWith));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero), reply.Date);
        Assert.Equal("{}", Encoding.UTF8.GetString(reply.Body.Span));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_kept_an_answer_from_coming_is_told_by_its_kind_and_counts_against_the_host(string failure, string detail)
    {
        using var transport = Transport(new ScriptedSocket((_, _) => throw Failure(failure)));

        Assert.Equal(detail, await DetailAsync(transport));
        Assert.Equal(1, transport.Hosts.First);
    }

    [Fact]
    public async Task A_host_that_is_silent_for_8_s_is_given_up_and_tried_second()
    {
        using var transport = Transport(new ScriptedSocket(Silence));

        var detail = DetailAsync(transport);
        _time.Advance(TimeSpan.FromMilliseconds(7999));
        Assert.False(detail.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("api.hbdm.com did not answer within 8 s", await detail);
        Assert.Equal(1, transport.Hosts.First);
    }

    [Fact]
    public async Task A_deadline_does_not_count_against_the_host()
    {
        using var transport = Transport(new ScriptedSocket(Silence));
        using var deadline = new CancellationTokenSource();

        var detail = DetailAsync(transport, deadline.Token);
        await deadline.CancelAsync();

        Assert.Equal("the deadline came before the answer", await detail);
        Assert.Equal(0, transport.Hosts.First);
    }

    [Fact]
    public async Task An_answer_of_4_MiB_is_read_whole()
    {
        using var transport = Transport(new ScriptedSocket(Bytes(FourMebibytes)));

        var reply = Assert.IsType<HtxResult<HtxReply>.Ok>(await transport.SendAsync(Get, Signing, 0, CancellationToken.None)).Value;

        Assert.Equal(FourMebibytes, reply.Body.Length);
        Assert.Equal(0, transport.Hosts.First);
    }

    [Fact]
    public async Task An_answer_of_one_byte_more_is_none_and_counts_against_the_host()
    {
        using var transport = Transport(new ScriptedSocket(Bytes(FourMebibytes + 1)));

        Assert.Equal("api.hbdm.com answered more than 4 MiB", await DetailAsync(transport));
        Assert.Equal(1, transport.Hosts.First);
    }

    [Fact]
    public void A_host_is_named_with_its_port_where_that_is_not_the_usual_one()
    {
        using var transport = Transport(new ScriptedSocket("{}"), "https://api.hbdm.com", "http://localhost:8080");

        Assert.Equal(("api.hbdm.com", "localhost:8080", 2), (transport.NameOf(0), transport.NameOf(1), transport.Hosts.Count));
    }

    [Fact]
    public void The_socket_follows_no_redirect_keeps_no_cookies_and_takes_compressed_answers()
    {
        using var socket = HtxTransport.CreateSocketHandler();

        Assert.Equal((false, false), (socket.AllowAutoRedirect, socket.UseCookies));
        Assert.Equal(DecompressionMethods.GZip | DecompressionMethods.Deflate, socket.AutomaticDecompression);
        Assert.Equal(HtxTransport.AttemptLimit, socket.ConnectTimeout);
        Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)), (socket.PooledConnectionIdleTimeout, socket.PooledConnectionLifetime));
    }

    private static HtxResult<string> Read(HtxReply reply) =>
        new HtxResult<string>.Ok($"{Encoding.UTF8.GetString(reply.Body.Span)} by host {reply.Host} with HTTP {reply.Status}");

    private static Exception Failure(string failure) => failure switch
    {
        "refused" => new HttpRequestException(HttpRequestError.ConnectionError, "no connection"),
        "tls" => new HttpRequestException(HttpRequestError.SecureConnectionError, "no trust"),
        "unknown" => new HttpRequestException("?Signature=secret"),
        _ => new IOException("reset"),
    };

    private static async Task<HttpResponseMessage> Silence(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return ScriptedSocket.Response("{}");
    }

    private static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Bytes(int length) =>
        (_, _) => Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(new byte[length]) });

    private static async Task<string> DetailAsync(HtxTransport transport, CancellationToken cancellationToken = default) =>
        Assert.IsType<HtxResult<HtxReply>.NoAnswer>(await transport.SendAsync(Get, Signing, 0, cancellationToken)).Detail;

    private HtxTransport Transport(ScriptedSocket socket, params string[] hosts) =>
        new(Options.Create(new HtxSettings { BaseUrls = hosts.Length == 0 ? ["https://api.hbdm.com", "https://api.hbdm.vn"] : hosts }), _time, socket);
}
