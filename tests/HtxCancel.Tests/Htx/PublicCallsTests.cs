using System.Text;

namespace HtxCancel.Tests.Htx;

public sealed class PublicCallsTests
{
    [Theory]
    [InlineData("""{"contract_code":"BTC-USDT","cancel":1}""", "BTC-USDT=True")]
    [InlineData("""{"contract_code":"BTC-USDT","cancel":"0"}""", "BTC-USDT=False")]
    [InlineData("""{"contract_code":" BTC-USDT ","cancel":1},{"contract_code":"ETH-USDT","cancel":0}""", "BTC-USDT=True,ETH-USDT=False")]
    [InlineData("""{"contract_code":"BTC-USDT","cancel":1},{"contract_code":"btc-usdt","cancel":1}""", "BTC-USDT=True")]
    [InlineData("""{"contract_code":"BTC-USDT","cancel":1},{"contract_code":"btc-usdt ","cancel":0}""", "BTC-USDT=False")]
    [InlineData("""{"contract_code":"BTC-USDT","cancel":0},{"contract_code":"BTC-USDT","cancel":1}""", "BTC-USDT=False")]
    [InlineData("""null,{},{"cancel":1},{"contract_code":"BTC-USDT"},{"contract_code":"ETH-USDT","cancel":"maybe"}""", "")]
    [InlineData("", "")]
    public void A_contract_can_be_cancelled_where_every_row_of_it_says_so(string rows, string expected)
    {
        var states = Assert.IsType<HtxResult<IReadOnlyDictionary<string, bool>>.Ok>(States($$"""{"status":"ok","data":[{{rows}}],"ts":1}""")).Value;

        Assert.Equal(expected, string.Join(',', states.Select(state => $"{state.Key}={state.Value}")));
    }

    [Fact]
    public void A_contract_is_found_in_either_case() =>
        Assert.True(Assert.IsType<HtxResult<IReadOnlyDictionary<string, bool>>.Ok>(
            States("""{"status":"ok","data":[{"contract_code":"BTC-USDT","cancel":1}]}""")).Value["btc-usdt"]);

    [Theory]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("""{"status":"ok","data":null}""")]
    public void An_answer_without_rows_says_nothing(string body) =>
        Assert.Equal("HTTP 200 with an answer that lacks what it must have", Assert.IsType<HtxResult<IReadOnlyDictionary<string, bool>>.NoAnswer>(States(body)).Detail);

    [Theory]
    [InlineData("""{"heartbeat":0,"linear_swap_heartbeat":1,"linear_swap_estimated_recovery_time":null}""", true, null)]
    [InlineData("""{"heartbeat":1,"linear_swap_heartbeat":0,"linear_swap_estimated_recovery_time":"1767323045000"}""", false, 1767323045000L)]
    public void The_heartbeat_says_whether_the_futures_are_in_service_and_until_when_not(string data, bool isInService, long? recoveryTime) =>
        Assert.Equal(
            new HeartbeatData(isInService, recoveryTime),
            Assert.IsType<HtxResult<HeartbeatData>.Ok>(Heartbeat($$"""{"status":"ok","data":{{data}}}""")).Value);

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"heartbeat":1}""")]
    [InlineData("""{"linear_swap_heartbeat":"perhaps"}""")]
    public void An_answer_that_does_not_speak_of_them_says_nothing(string data) =>
        Assert.Equal(
            "HTTP 200 with an answer that lacks what it must have",
            Assert.IsType<HtxResult<HeartbeatData>.NoAnswer>(Heartbeat($$"""{"status":"ok","data":{{data}}}""")).Detail);

    [Theory]
    [InlineData("""{"status":"ok","ts":1767323045000}""")]
    [InlineData("""{"ts":"1767323045000"}""")]
    public void The_time_is_all_that_counts(string body) =>
        Assert.Equal(new HtxResult<DateTimeOffset>.Ok(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), Time(body));

    [Theory]
    [InlineData(200, "{}", "HTTP 200 with an answer without a time")]
    [InlineData(200, """{"ts":0}""", "HTTP 200 with an answer without a time")]
    [InlineData(500, """{"ts":1767323045000}""", "HTTP 500 with an answer without a time")]
    [InlineData(500, "", "HTTP 500 with an empty body")]
    public void An_answer_that_tells_no_time_is_none(int status, string body, string detail) =>
        Assert.Equal(new HtxResult<DateTimeOffset>.NoAnswer(detail), Time(body, status));

    private static HtxResult<IReadOnlyDictionary<string, bool>> States(string body) => PublicCalls.ReadStates(Reply(body));

    private static HtxResult<HeartbeatData> Heartbeat(string body) => PublicCalls.ReadHeartbeat(Reply(body));

    private static HtxResult<DateTimeOffset> Time(string body, int status = 200) => PublicCalls.ReadTime(Reply(body, status));

    private static HtxReply Reply(string body, int status = 200) => new(status, Encoding.UTF8.GetBytes(body));
}
