using System.Text.Json.Nodes;
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

    [Fact]
    public async Task It_cancels_unseen_and_one_contract_at_a_time()
    {
        var everything = KillDriver.Scope(CancelScope.EveryContract) with { MarginModeAsked = MarginScope.All };

        Assert.Equal(("v1", true, false), (_driver.V1Book.Api, _driver.V1Book.CancelsUnseen(everything), _driver.V1Book.CancelsEveryContract(everything)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _driver.V1Book.CancelEveryContractAsync(everything, _ => { }, CancellationToken.None));
    }

    // An order is its id with an i for isolated or a c for cross margin before it, and an o after it when it is one-way.
    [Theory]
    [InlineData(null, false, null, "cancelall", "cross_cancelall")]
    [InlineData(null, true, Offset.Open, "cancelall", "cross_cancelall")]
    [InlineData("", false, null)]
    [InlineData("", true, null)]
    [InlineData("i1 i2o", false, null, "cancelall")]
    [InlineData("c1", false, null, "cross_cancelall")]
    [InlineData("i1 c2", false, null, "cancelall", "cross_cancelall")]
    [InlineData("i1 i2o c3", true, null, "cancel 1,2", "cross_cancel 3")]
    [InlineData("i1 i2", false, Offset.Close, "cancelall")]
    [InlineData("i1 i2o", false, Offset.Close, "cancel 2", "cancelall")]
    [InlineData("i1o i2o", false, Offset.Close, "cancel 1,2")]
    [InlineData("i1 i2 i3 i4 i5 i6 i7 i8 i9 i10", true, null, "cancel 1,2,3,4,5,6,7,8,9,10")]
    [InlineData("i1 i2 i3 i4 i5 i6 i7 i8 i9 i10 i11", true, null, "cancel 1,2,3,4,5,6,7,8,9,10", "cancel 11")]
    public async Task Orders_go_at_once_or_by_their_ids(string? resting, bool byId, Offset? offset, params string[] calls)
    {
        var scope = BookDriver.Scope() with { Offset = offset };
        var listed = resting?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Listed).ToList();

        var results = await _driver.RunAsync(() => _driver.V1Book.CancelAsync(scope, "BTC-USDT", listed, byId, _ => { }, CancellationToken.None));

        Assert.Equal(calls.Length, results.Count);
        Assert.Equal(calls.Order(StringComparer.Ordinal), _driver.Exchange.Calls.Select(Said).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null, null, "")]
    [InlineData(Direction.Sell, null, ",\"direction\":\"sell\"")]
    [InlineData(null, Offset.Close, ",\"offset\":\"close\"")]
    [InlineData(Direction.Buy, Offset.Open, ",\"direction\":\"buy\",\"offset\":\"open\"")]
    public async Task A_cancel_of_a_contract_says_its_filters_and_leaves_out_the_others(Direction? direction, Offset? offset, string filters)
    {
        var scope = KillDriver.Scope() with { Direction = direction, Offset = offset };

        await _driver.RunAsync(() => _driver.V1Book.CancelAsync(scope, "BTC-USDT", resting: null, byId: false, _ => { }, CancellationToken.None));

        Assert.Equal([$"{KillDriver.CancelAll} {{\"contract_code\":\"BTC-USDT\"{filters}}}"], _driver.Posts());
    }

    [Theory]
    [InlineData(0, "1 at 0")]
    [InlineData(49, "1 at 0")]
    [InlineData(50, "1 at 0", "2 at 100")]
    [InlineData(99, "1 at 0", "2 at 100")]
    [InlineData(101, "1 at 0", "2 at 100", "3 at 100")]
    [InlineData(149, "1 at 0", "2 at 100", "3 at 100")]
    public async Task Pages_are_asked_for_side_by_side_as_far_as_the_first_one_promises_orders(int orders, params string[] pages)
    {
        _driver.Place(orders);
        _driver.Exchange.RoundTrip = TimeSpan.FromMilliseconds(100);

        var look = await LookAsync(["BTC-USDT"], "BTC-USDT");

        Assert.Null(look.Problem);
        Assert.Equal(orders, look.InScope.Count);
        Assert.Equal(pages, PagesAsked());
    }

    [Fact]
    public async Task At_most_eight_pages_are_under_way()
    {
        _driver.Place(490);
        _driver.Exchange.RoundTrip = TimeSpan.FromMilliseconds(100);

        var look = await LookAsync(["BTC-USDT"], "BTC-USDT");

        Assert.Equal(490, look.InScope.Count);
        Assert.Equal(["1 at 0", .. Enumerable.Range(2, 8).Select(page => $"{page} at 100"), "10 at 200"], PagesAsked());
    }

    [Theory]
    [InlineData(50, false, 1)]
    [InlineData(51, false, 2)]
    [InlineData(51, true, 1)]
    public async Task The_list_of_more_than_fifty_contracts_is_asked_for_two_pages_at_once(int codes, bool ofOne, int pages)
    {
        _driver.Place(3);

        var look = await LookAsync(["BTC-USDT", .. Enumerable.Range(1, codes - 1).Select(code => $"C{code}-USDT")], ofOne ? "BTC-USDT" : null);

        Assert.Null(look.Problem);
        Assert.Equal(3, look.InScope.Count);
        Assert.Equal(pages, _driver.Exchange.Calls.Count);
        Assert.Empty(look.Paged);
    }

    [Fact]
    public async Task An_empty_page_past_the_end_says_nothing_though_its_total_is_another()
    {
        string[] codes = ["BTC-USDT", .. Enumerable.Range(0, 60).Select(code => $"C{code}-USDT")];
        _driver.Place(3);
        _driver.Exchange.OnAnswer(KillDriver.OpenOrders, (request, _, _) => IsPage(request, 2) ? Empty : null);

        Assert.Null((await LookAsync(codes, contractCode: null)).Problem);
    }

    [Fact]
    public async Task A_list_of_more_pages_than_allowed_is_unreadable_and_keeps_what_they_showed()
    {
        _driver.Place(200);

        var look = await LookAsync(["BTC-USDT"], "BTC-USDT", maximumPages: 3);

        Assert.Equal((HtxCodeClass.Unknown, "the list has more than 3 pages"), (look.Problem!.Class, look.Problem.Detail));
        Assert.Equal(150, look.InScope.Count);
        Assert.Equal(3, _driver.Exchange.Calls.Count);
    }

    [Theory]
    [InlineData(1, 1056, nameof(HtxCodeClass.Blocked), "page 1 of the list: HTX 1056: no")]
    [InlineData(2, 1056, nameof(HtxCodeClass.Blocked), "page 2 of the list: HTX 1056: no")]
    [InlineData(1, 4007, nameof(HtxCodeClass.Moved), "page 1 of the list: HTX 4007: no")]
    [InlineData(2, 503, nameof(HtxCodeClass.Unknown), "page 2 of the list: HTTP 503 with a page of HTML, from the edge and not from the exchange")]
    public async Task A_page_that_could_not_be_read_is_named_with_what_came_instead(int page, int answer, string @class, string detail)
    {
        _driver.Place(60);
        _driver.Exchange.OnRequest(KillDriver.OpenOrders, (request, _) =>
            !IsPage(request, page) ? null : answer == 503 ? SimulatedResponse.Html(503) : _driver.Exchange.V1Error(answer, "no"));

        var look = await LookAsync(["BTC-USDT"], "BTC-USDT");

        Assert.Equal((@class, detail), (look.Problem!.Class.ToString(), look.Problem.Detail));
        Assert.Equal((page - 1) * 50, look.InScope.Count);
    }

    [Theory]
    [InlineData("BTC-USDT", MarginScope.All, "cross_openorders", "openorders")]
    [InlineData("BTC-USDT", MarginScope.Isolated, "openorders")]
    [InlineData("BTC-USDT", MarginScope.Cross, "cross_openorders")]
    [InlineData("BTC-USDT-260327", MarginScope.All, "cross_openorders")]
    [InlineData("BTC-USDT-260327", MarginScope.Isolated)]
    [InlineData(null, MarginScope.All, "cross_openorders", "openorders")]
    public async Task A_contract_is_looked_for_in_the_margin_modes_that_it_knows(string? contractCode, MarginScope margin, params string[] lists)
    {
        _driver.Exchange.Contracts.Add("BTC-USDT-260327");
        if (lists.Length > 0)
        {
            await _driver.RunAsync(() => _driver.V1Book.LookAsync(BookDriver.Scope(margin), contractCode, BookDriver.MaximumPages, CancellationToken.None));
        }

        var results = contractCode is null ? [] : await _driver.RunAsync(() =>
            _driver.V1Book.CancelAsync(BookDriver.Scope(margin), contractCode, resting: null, byId: false, _ => { }, CancellationToken.None));

        Assert.Equal(lists, _driver.Exchange.Calls.Select(Said).Where(call => call.EndsWith("openorders", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(contractCode is null ? 0 : lists.Length, results.Count);
    }

    private static ListedOrder Listed(string order) => new(
        order[1..].TrimEnd('o'),
        "BTC-USDT",
        order[0] == 'i' ? MarginMode.Isolated : MarginMode.Cross,
        Direction.Buy,
        Offset.Open,
        "60000",
        "1",
        "api",
        Cancelling: false)
    {
        OneWay = order.EndsWith('o'),
    };

    // The call's name, and the ids that it cancels.
    private static string Said(SimulatedCall call)
    {
        var name = call.Path.Replace("/linear-swap-api/v1/swap_", "", StringComparison.Ordinal);
        return JsonNode.Parse(call.Body)!["order_id"] is { } ids ? $"{name} {ids}" : name;
    }

    private IEnumerable<string> PagesAsked()
    {
        var calls = _driver.Exchange.Calls;
        return calls.Select(call => $"{JsonNode.Parse(call.Body)!["page_index"]} at {(call.Time - calls[0].Time).TotalMilliseconds}");
    }

    private static SimulatedResponse Empty { get; } =
        SimulatedResponse.Json("""{"status":"ok","data":{"orders":[],"total_page":0,"current_page":1,"total_size":0},"ts":1}""");

    private static SimulatedResponse Rows(SimulatedOrder order) => SimulatedResponse.Json(
        $$$"""{"status":"ok","data":{"orders":[{"order_id_str":"{{{order.OrderId}}}","contract_code":"{{{order.ContractCode}}}","direction":"buy","offset":"open"}],"total_page":2,"current_page":2,"total_size":1},"ts":1}""");

    private static bool IsPage(SimulatedRequest request, int page) => request.Body.Contains($"\"page_index\":{page}", StringComparison.Ordinal);

    private Task<Look> LookAsync(IReadOnlyList<string> codes, string? contractCode, int maximumPages = BookDriver.MaximumPages) =>
        _driver.RunAsync(() => _driver.V1Book.LookAsync(KillDriver.Scope() with { ContractCodes = codes }, contractCode, maximumPages, CancellationToken.None));
}
