using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Htx;

public sealed class LinearSwapV1OrderBookTests : IDisposable
{
    private readonly BookDriver _driver = new();

    public LinearSwapV1OrderBookTests() => _driver.Account.AssetMode = 0;

    public void Dispose() => _driver.Dispose();

    [Fact]
    public async Task Pages_that_are_answered_while_one_before_them_is_lost_are_told_and_prove_nothing()
    {
        _driver.Place(130);
        _driver.Exchange.OnRequest(KillDriver.OpenOrders, (request, _) => IsPage(request, 2) ? SimulatedResponse.Html(502) : null);

        var look = await LookAsync(["BTC-USDT"], "BTC-USDT");

        Assert.Equal(HtxCodeClass.Unknown, look.Problem!.Class);
        Assert.Equal(50 + 30, look.InScope.Count);
    }

    [Fact]
    public async Task A_page_that_was_asked_for_ahead_and_shows_orders_past_the_end_keeps_the_list_from_being_empty()
    {
        // More than 50 contracts: the second page is asked for beside the first, which says that it was all.
        string[] codes = ["BTC-USDT", .. Enumerable.Range(0, 60).Select(code => $"C{code}-USDT")];
        var order = _driver.Account.Place(codes[0], "buy", "open", 60000m, 1);
        _driver.Exchange.OnAnswer(KillDriver.OpenOrders, (request, _, answer) => IsPage(request, 1) ? Empty : Rows(order));

        var look = await LookAsync(codes, contractCode: null);

        Assert.Equal(order.OrderId, Assert.Single(look.InScope).OrderId);
        Assert.NotNull(look.Problem);
    }

    private static SimulatedResponse Empty { get; } =
        SimulatedResponse.Json("""{"status":"ok","data":{"orders":[],"total_page":0,"current_page":1,"total_size":0},"ts":1}""");

    private static SimulatedResponse Rows(SimulatedOrder order) => SimulatedResponse.Json(
        $$$"""{"status":"ok","data":{"orders":[{"order_id_str":"{{{order.OrderId}}}","contract_code":"{{{order.ContractCode}}}","direction":"buy","offset":"open"}],"total_page":2,"current_page":2,"total_size":1},"ts":1}""");

    private static bool IsPage(SimulatedRequest request, int page) => request.Body.Contains($"\"page_index\":{page}", StringComparison.Ordinal);

    private Task<Look> LookAsync(IReadOnlyList<string> codes, string? contractCode) => _driver.RunAsync(() => _driver.V1Book.LookAsync(
        KillDriver.Scope() with { ContractCodes = codes }, contractCode, BookDriver.MaximumPages, CancellationToken.None));
}
