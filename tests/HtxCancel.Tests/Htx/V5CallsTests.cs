using System.Text;

namespace HtxCancel.Tests.Htx;

public sealed class V5CallsTests
{
    private const string CancelAll = "Trade POST /v5/trade/cancel_all_orders";

    [Theory]
    [InlineData(null, "{\"contract_code\":\"BTC-USDT\"}")]
    [InlineData(Direction.Sell, "{\"contract_code\":\"BTC-USDT\",\"side\":\"sell\"}")]
    public void A_cancel_of_one_contract_names_it(Direction? side, string body) =>
        Assert.Equal($"{CancelAll} {body}", Said(V5Calls.CancelContract("BTC-USDT", side)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void A_missing_contract_never_becomes_everything(string? code) =>
        Assert.Throws<ArgumentException>(() => V5Calls.CancelContract(code!, null));

    [Theory]
    [InlineData(null, "{}")]
    [InlineData(Direction.Buy, "{\"side\":\"buy\"}")]
    public void A_cancel_of_every_contract_is_a_call_of_its_own(Direction? side, string body) =>
        Assert.Equal($"{CancelAll} {body}", Said(V5Calls.CancelEveryContract(side)));

    [Fact]
    public void Plain_orders_go_by_their_ids() => Assert.Equal(
        """Trade POST /v5/trade/cancel_batch_orders {"contract_code":"BTC-USDT","order_id":["1","2"]}""", Said(V5Calls.CancelPlain("BTC-USDT", ["1", "2"])));

    [Fact]
    public void Conditional_orders_go_by_their_algo_ids_in_an_array() => Assert.Equal(
        """Trade POST /v5/algo/cancel_orders [{"contract_code":"BTC-USDT","algo_id":"1"},{"contract_code":"BTC-USDT","algo_id":"2"}]""",
        Said(V5Calls.CancelConditional("BTC-USDT", ["1", "2"])));

    [Theory]
    [InlineData(OrderType.Plain, MarginScope.Isolated, "trade/order/opens?contract_code=BTC-USDT&limit=100&margin_mode=isolated")]
    [InlineData(OrderType.Plain, MarginScope.Cross, "trade/order/opens?contract_code=BTC-USDT&limit=100&margin_mode=cross")]
    [InlineData(
        OrderType.Plain,
        MarginScope.All,
        "trade/order/opens?contract_code=BTC-USDT&limit=100&margin_mode=isolated",
        "trade/order/opens?contract_code=BTC-USDT&limit=100&margin_mode=cross")]
    [InlineData(OrderType.Trigger, MarginScope.Isolated, "algo/order/opens?contract_code=BTC-USDT&limit=100&type=trigger")]
    [InlineData(
        OrderType.Tpsl,
        MarginScope.Isolated,
        "algo/order/opens?contract_code=BTC-USDT&limit=100&type=tp",
        "algo/order/opens?contract_code=BTC-USDT&limit=100&type=sl",
        "algo/order/opens?contract_code=BTC-USDT&limit=100&type=tpsl")]
    [InlineData(OrderType.Trailing, MarginScope.Cross, "algo/order/opens?contract_code=BTC-USDT&limit=100&type=trailing_stop")]
    public void Each_type_has_its_lists(OrderType type, MarginScope margin, params string[] lists) => Assert.Equal(
        lists.Select(list => $"Read GET /v5/{list}"), V5ListKind.Of(type, margin).Select(kind => Said(V5Calls.OpenOrders(kind, "BTC-USDT", null))));

    [Fact]
    public void The_list_without_a_margin_mode_names_none() =>
        Assert.Equal("Read GET /v5/trade/order/opens?limit=100", Said(V5Calls.OpenOrders(V5ListKind.PlainUnfiltered, null, null)));

    [Fact]
    public void The_next_page_goes_on_from_a_row() =>
        Assert.Equal("Read GET /v5/trade/order/opens?direct=next&from=c7&limit=100", Said(V5Calls.OpenOrders(V5ListKind.PlainUnfiltered, null, "c7")));

    [Fact]
    public void A_read_that_only_tries_the_keys_asks_for_one_row() =>
        Assert.Equal("Read GET /v5/trade/order/opens?limit=1", Said(V5Calls.OpenOrders(V5ListKind.PlainUnfiltered, null, null, limit: 1)));

    private static string Said(HtxRequest request) => $"{request.Pool} {request.Method} {request.Path}" + (request.Body is { } body
        ? $" {Encoding.UTF8.GetString(body.Span)}"
        : $"?{string.Join('&', request.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal).Select(parameter => $"{parameter.Key}={parameter.Value}"))}");
}
