using System.Text;

namespace HtxCancel.Tests.Htx.Status;

public sealed class ContractStatesEndpointTests
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
        var states = Assert.IsType<HtxResult<IReadOnlyDictionary<string, bool>>.Ok>(Read($$"""{"status":"ok","data":[{{rows}}],"ts":1}""")).Value;

        Assert.Equal(expected, string.Join(',', states.Select(state => $"{state.Key}={state.Value}")));
    }

    [Fact]
    public void A_contract_is_found_in_either_case() =>
        Assert.True(Assert.IsType<HtxResult<IReadOnlyDictionary<string, bool>>.Ok>(
            Read("""{"status":"ok","data":[{"contract_code":"BTC-USDT","cancel":1}]}""")).Value["btc-usdt"]);

    [Theory]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("""{"status":"ok","data":null}""")]
    public void An_answer_without_rows_says_nothing(string body) =>
        Assert.Equal("HTTP 200 with an answer that lacks what it must have", Assert.IsType<HtxResult<IReadOnlyDictionary<string, bool>>.NoAnswer>(Read(body)).Detail);

    private static HtxResult<IReadOnlyDictionary<string, bool>> Read(string body) => ContractStatesEndpoint.Read(new HtxReply(200, Encoding.UTF8.GetBytes(body)));
}
