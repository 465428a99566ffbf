using System.Text;

namespace HtxCancel.Tests.Htx;

public sealed class V1CallsTests
{
    [Theory]
    [InlineData(MarginMode.Isolated, null, null, "swap_cancelall {\"contract_code\":\"BTC-USDT\"}")]
    [InlineData(MarginMode.Cross, null, null, "swap_cross_cancelall {\"contract_code\":\"BTC-USDT\"}")]
    [InlineData(MarginMode.Isolated, Direction.Sell, null, "swap_cancelall {\"contract_code\":\"BTC-USDT\",\"direction\":\"sell\"}")]
    [InlineData(MarginMode.Isolated, null, Offset.Close, "swap_cancelall {\"contract_code\":\"BTC-USDT\",\"offset\":\"close\"}")]
    [InlineData(MarginMode.Cross, Direction.Buy, Offset.Open, "swap_cross_cancelall {\"contract_code\":\"BTC-USDT\",\"direction\":\"buy\",\"offset\":\"open\"}")]
    public void A_cancel_of_a_contract_says_its_filters_and_leaves_out_the_others(MarginMode margin, Direction? direction, Offset? offset, string call) =>
        Assert.Equal($"Trade POST /linear-swap-api/v1/{call}", Said(V1Calls.CancelAll(margin, "BTC-USDT", direction, offset)));

    [Theory]
    [InlineData(MarginMode.Isolated, "swap_cancel")]
    [InlineData(MarginMode.Cross, "swap_cross_cancel")]
    public void Orders_go_by_ids_with_commas_between_them(MarginMode margin, string call) => Assert.Equal(
        $$"""Trade POST /linear-swap-api/v1/{{call}} {"contract_code":"BTC-USDT","order_id":"1,2,3"}""", Said(V1Calls.Cancel(margin, "BTC-USDT", ["1", "2", "3"])));

    [Theory]
    [InlineData(MarginMode.Isolated, "BTC-USDT", "1", "swap_openorders {\"contract_code\":\"BTC-USDT\",\"page_index\":1,\"page_size\":50}")]
    [InlineData(MarginMode.Isolated, "BTC-USDT", null, "swap_openorders {\"contract_code\":\"BTC-USDT\",\"page_index\":1,\"page_size\":50}")]
    [InlineData(MarginMode.Cross, null, "7", "swap_cross_openorders {\"page_index\":7,\"page_size\":50}")]
    public void A_page_of_a_list_names_its_number_and_its_contract_where_there_is_one(MarginMode margin, string? code, string? page, string call) =>
        Assert.Equal($"Read POST /linear-swap-api/v1/{call}", Said(V1Calls.OpenOrders(margin, code, page)));

    [Fact]
    public void A_read_that_only_tries_the_keys_asks_for_one_row_of_every_contract() => Assert.Equal(
        """Read POST /linear-swap-api/v1/swap_openorders {"page_index":1,"page_size":1}""", Said(V1Calls.OpenOrders(MarginMode.Isolated, null, null, size: 1)));

    private static string Said(HtxRequest request) => $"{request.Pool} {request.Method} {request.Path} {Encoding.UTF8.GetString(request.Body!.Value.Span)}";
}
