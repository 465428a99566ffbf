using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Htx;

public sealed class OpenOrdersProbeTests
{
    private const string EmptyV1 = """{"status":"ok","data":{"orders":[],"total_page":0,"current_page":1,"total_size":0},"ts":1767323045000}""";
    private const string EmptyV5 = """{"code":200,"data":[]}""";

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task The_old_API_is_asked_for_one_row_of_every_contract()
    {
        using var socket = new ScriptedSocket(EmptyV1);

        Assert.Equal(new HtxResult<bool>.Ok(true), await ReadAsync(socket, isV5: false));

        var (method, address, _, body) = Assert.Single(socket.Requests);
        Assert.Equal(
            (HttpMethod.Post, "/linear-swap-api/v1/swap_openorders", """{"page_index":1,"page_size":1}"""),
            (method, address.AbsolutePath, body));
    }

    [Fact]
    public async Task The_new_API_is_asked_for_one_row()
    {
        using var socket = new ScriptedSocket(EmptyV5);

        Assert.Equal(new HtxResult<bool>.Ok(true), await ReadAsync(socket, isV5: true));

        var (method, address, _, _) = Assert.Single(socket.Requests);
        Assert.Equal((HttpMethod.Get, "/v5/trade/order/opens"), (method, address.AbsolutePath));
        Assert.Contains("&limit=1&Signature=", address.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, """{"status":"error","err_code":1056,"err_msg":"settling"}""")]
    [InlineData(true, """{"code":1056,"message":"settling"}""")]
    public async Task A_refusal_is_told_as_HTX_told_it(bool isV5, string answer)
    {
        using var socket = new ScriptedSocket(answer);

        Assert.Equal(new HtxResult<bool>.Failed(new HtxError(HtxCodeClass.Blocked, 1056, "settling")), await ReadAsync(socket, isV5));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_an_answer_the_reason_is_told(bool isV5)
    {
        using var socket = new ScriptedSocket("{}");
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();

        Assert.Equal(
            new HtxResult<bool>.NoAnswer("the deadline came while the request waited for HTX's rate limit"),
            await ReadAsync(socket, isV5, ended.Token));
        Assert.Empty(socket.Requests);
    }

    private async Task<HtxResult<bool>> ReadAsync(ScriptedSocket socket, bool isV5, CancellationToken cancellationToken = default)
    {
        var keys = new ApiKeyPair(Canary.AccessKey, Canary.SecretKey);
        using var transport = new HtxTransport(Options.Create(new HtxSettings()), _time, socket);
        var client = new HtxClient(
            transport, new FixedKeys(new ApiKeyResult.Found(keys)), "htx-main", keys, new RateBudget(_time), new CallCounter(_time), _time);
        return await OpenOrdersProbe.ReadAsync(client, isV5 ? ApiGeneration.V5 : ApiGeneration.V1, cancellationToken);
    }
}
