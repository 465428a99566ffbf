using System.Text.Json;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Simulator;

/// <summary>What the other tests rely on: that the stand-in exchange keeps HTX's rules, on v1 and on v5.</summary>
public sealed class SimulatorTests : IDisposable
{
    private readonly TestClock _time = new();
    private readonly SimulatedExchange _exchange;
    private readonly SimulatedAccount _account;
    private readonly SignedCalls _calls;

    public SimulatorTests()
    {
        _exchange = new SimulatedExchange(_time) { CancelLag = TimeSpan.Zero };
        _account = _exchange.AddAccount("10001", Canary.AccessKey, Canary.SecretKey);
        _calls = new SignedCalls(_exchange, _time);
    }

    public void Dispose() => _calls.Dispose();

    [Fact]
    public async Task V1_pages_at_50_newest_first()
    {
        var first = Place(60)[0];

        var page = await _calls.PostAsync(KillDriver.OpenOrders, """{"contract_code":"btc-usdt","page_index":2,"page_size":50}""");

        Assert.Equal(60, page.GetProperty("data").GetProperty("total_size").GetInt32());
        Assert.Equal(10, page.GetProperty("data").GetProperty("orders").GetArrayLength());
        Assert.Equal(first.OrderId, page.GetProperty("data").GetProperty("orders")[9].GetProperty("order_id_str").GetString());
    }

    [Fact]
    public async Task The_73rd_trade_call_in_3_seconds_is_answered_1032()
    {
        for (var call = 0; call < 72; call++)
        {
            Assert.Equal(1051, Code(await _calls.PostAsync(KillDriver.CancelAll, """{"contract_code":"BTC-USDT"}""")));
        }

        Assert.Equal(1032, Code(await _calls.PostAsync(KillDriver.CancelAll, """{"contract_code":"BTC-USDT"}""")));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(1051, Code(await _calls.PostAsync(KillDriver.CancelAll, """{"contract_code":"BTC-USDT"}""")));
    }

    [Theory]
    [InlineData("""{}""", 1066)]
    [InlineData("""{"contract_code":"NOSUCH-USDT"}""", 1332)]
    [InlineData("""{"contract_code":"BTC-USDT","direction":"up"}""", 1067)]
    [InlineData("""{"contract_code":"BTC-USDT","offset":"both"}""", 1067)]
    public async Task V1_refuses_a_wrong_body_with_its_number(string body, int code) => Assert.Equal(code, Code(await _calls.PostAsync(KillDriver.CancelAll, body)));

    [Fact]
    public async Task V1_cancels_by_id_and_says_of_each_order_why_not()
    {
        var orders = Place(3);
        _account.Fill(orders[1].OrderId);

        var answer = await _calls.PostAsync(
            "/linear-swap-api/v1/swap_cancel",
            $$"""{"contract_code":"BTC-USDT","order_id":"{{orders[0].OrderId}},{{orders[1].OrderId}},1"}""");

        Assert.Equal(orders[0].OrderId, answer.GetProperty("data").GetProperty("successes").GetString());
        Assert.Equal([1063, 1061], answer.GetProperty("data").GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("err_code").GetInt32()));
        Assert.Equal(orders[2].OrderId, Assert.Single(_exchange.RestingOrders).OrderId);
    }

    [Fact]
    public async Task Each_margin_mode_has_its_own_v1_calls()
    {
        Place(1);
        var cross = _account.Place("BTC-USDT", "buy", "open", 60000m, 1, marginMode: "cross");

        await _calls.PostAsync(KillDriver.CancelAll, """{"contract_code":"BTC-USDT"}""");
        Assert.Equal(cross.OrderId, Assert.Single(_exchange.RestingOrders).OrderId);

        await _calls.PostAsync("/linear-swap-api/v1/swap_cross_cancelall", """{"contract_code":"BTC-USDT"}""");
        Assert.Empty(_exchange.RestingOrders);
    }

    [Fact]
    public async Task An_account_that_moved_hears_1051_from_v1_while_its_orders_rest_on_v5()
    {
        _account.AssetMode = 2;
        Place(2);

        Assert.Equal(1051, Code(await _calls.PostAsync(KillDriver.CancelAll, """{"contract_code":"BTC-USDT"}""")));
        var list = await _calls.PostAsync(KillDriver.OpenOrders, """{"contract_code":"BTC-USDT"}""");
        Assert.Equal(0, list.GetProperty("data").GetProperty("total_size").GetInt32());
        Assert.Equal(2, (await _calls.GetAsync("/v5/trade/order/opens")).GetProperty("data").GetArrayLength());
        Assert.Equal(2, _exchange.RestingOrders.Count);
    }

    [Fact]
    public async Task V5_cancel_all_knows_no_margin_mode_and_without_a_contract_takes_everything_plain()
    {
        _account.AssetMode = 2;
        Place(1);
        _account.Place("ETH-USDT", "sell", "open", 3000m, 1, marginMode: "cross");
        var trigger = _account.PlaceAlgo("BTC-USDT", "trigger", "buy", "open", 60000m, 1);

        var answer = await _calls.PostAsync("/v5/trade/cancel_all_orders", "{}");

        Assert.Equal(2, answer.GetProperty("data").GetArrayLength());
        Assert.Equal(trigger.OrderId, Assert.Single(_exchange.RestingOrders).OrderId);
    }

    [Fact]
    public async Task V5_answers_each_order_of_a_batch_by_itself()
    {
        _account.AssetMode = 2;
        var orders = Place(2);
        _account.RefuseCancel(orders[1].OrderId, 1440);

        var answer = await _calls.PostAsync(
            "/v5/trade/cancel_batch_orders", $$"""{"contract_code":"BTC-USDT","order_id":["{{orders[0].OrderId}}","{{orders[1].OrderId}}","1"]}""");

        Assert.Equal(200, answer.GetProperty("code").GetInt32());
        Assert.Equal([200, 1440, 1061], answer.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("code").GetInt32()));
        Assert.Equal(orders[1].OrderId, Assert.Single(_exchange.RestingOrders).OrderId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task V5_pages_by_the_rows_own_id_which_may_come_again(bool inclusive)
    {
        _account.AssetMode = 2;
        (_exchange.CursorIsInclusive, _exchange.V5RowsHaveTheirOwnId) = (inclusive, true);
        Place(25);
        var seen = new HashSet<string>();
        var from = "";
        for (var page = 0; page < 5; page++)
        {
            var rows = (from.Length == 0
                ? await _calls.GetAsync("/v5/trade/order/opens", ("limit", "10"))
                : await _calls.GetAsync("/v5/trade/order/opens", ("limit", "10"), ("from", from), ("direct", "next"))).GetProperty("data");
            seen.UnionWith(rows.EnumerateArray().Select(row => row.GetProperty("order_id").GetString()!));
            from = rows.GetArrayLength() == 0 ? from : rows[rows.GetArrayLength() - 1].GetProperty("id").ToString();
            Assert.DoesNotContain(from, seen);
        }

        Assert.Equal(25, seen.Count);
    }

    [Theory]
    [InlineData(false, false, null, 200, "isolated", "cross")]
    [InlineData(false, false, "isolated", 200, "isolated")]
    [InlineData(true, false, null, 200, "cross")]
    [InlineData(true, false, "isolated", 200, "isolated")]
    [InlineData(true, false, "cross", 200, "cross")]
    [InlineData(false, true, "isolated", 1067)]
    [InlineData(false, true, "cross", 200, "cross")]
    [InlineData(true, true, null, 200, "isolated", "cross")]
    public async Task V5_lists_plain_orders_of_the_margin_modes_that_it_is_set_to(
        bool crossByDefault, bool refusesIsolated, string? asked, int code, params string[] shown)
    {
        _account.AssetMode = 2;
        (_exchange.V5ListsCrossByDefault, _exchange.V5RefusesIsolated) = (crossByDefault, refusesIsolated);
        Place(1);
        _account.Place("BTC-USDT", "buy", "open", 60000m, 1, marginMode: "cross");

        var answer = asked is null
            ? await _calls.GetAsync(KillDriver.V5Opens, ("limit", "10"))
            : await _calls.GetAsync(KillDriver.V5Opens, ("limit", "10"), ("margin_mode", asked));

        Assert.Equal(code, answer.GetProperty("code").GetInt32());
        if (code == 200)
        {
            Assert.Equal(shown, answer.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("margin_mode").GetString()));
        }
    }

    [Theory]
    [InlineData(false, false, "isolated", "isolated", "cross")]
    [InlineData(true, false, "isolated", "cross")]
    [InlineData(true, false, null, "cross")]
    [InlineData(false, true, "isolated", "cross")]
    [InlineData(false, true, null, "isolated", "cross")]
    public async Task V5_may_pass_over_the_margin_mode_or_take_it_for_cross(bool crossByDefault, bool takesForCross, string? asked, params string[] shown)
    {
        _account.AssetMode = 2;
        (_exchange.V5ListsCrossByDefault, _exchange.V5TakesIsolatedForCross, _exchange.V5PassesOverMarginMode) = (crossByDefault, takesForCross, !takesForCross);
        Place(1);
        _account.Place("BTC-USDT", "buy", "open", 60000m, 1, marginMode: "cross");

        var answer = asked is null ? await _calls.GetAsync(KillDriver.V5Opens) : await _calls.GetAsync(KillDriver.V5Opens, ("margin_mode", asked));

        Assert.Equal(shown, answer.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("margin_mode").GetString()));
    }

    [Fact]
    public async Task A_v5_page_has_no_more_rows_than_its_cap()
    {
        _account.AssetMode = 2;
        _exchange.V5PageCap = 7;
        Place(9);

        var page = (await _calls.GetAsync(KillDriver.V5Opens, ("limit", "100"))).GetProperty("data");

        Assert.Equal(7, page.GetArrayLength());
        Assert.Equal(2, (await _calls.GetAsync(KillDriver.V5Opens, ("limit", "100"), ("from", page[6].GetProperty("id").GetString()!))).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task A_generation_is_out_on_all_its_paths_for_its_time()
    {
        (Outage.OfV5(Fault.Code(6023)) with { After = TimeSpan.FromSeconds(1), Lasts = TimeSpan.FromSeconds(2) }).Befall(_exchange);
        Assert.Equal(200, Code(await _calls.GetAsync(KillDriver.AssetMode)));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(6023, Code(await _calls.GetAsync(KillDriver.AssetMode)));
        Assert.Equal(6023, Code(await _calls.PostAsync(KillDriver.V5CancelAll, "{}")));
        Assert.Equal(1051, Code(await _calls.PostAsync(KillDriver.CancelAll, """{"contract_code":"BTC-USDT"}""")));

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(200, Code(await _calls.GetAsync(KillDriver.AssetMode)));
    }

    [Fact]
    public async Task V5_answers_in_the_shapes_that_were_seen_live()
    {
        _account.AssetMode = 2;
        var orders = Place(2);
        var list = await _calls.GetAsync(KillDriver.V5Opens);

        Assert.Equal(["code", "message", "data", "args", "ts", "unknownException"], list.EnumerateObject().Select(field => field.Name));
        var rows = list.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(orders.Select(order => order.OrderId), rows.Select(row => row.GetProperty("order_id").GetString()));
        Assert.All(rows, row => Assert.Equal(row.GetProperty("order_id").GetString(), row.GetProperty("id").GetString()));
        Assert.All(orders, order => Assert.Equal(19, order.OrderId.Length));
        Assert.Equal(1067, Code(await _calls.GetAsync(KillDriver.V5Opens, ("from", "0"))));

        var cancelled = (await _calls.PostAsync(KillDriver.V5CancelAll, "{}")).GetProperty("data").EnumerateArray();
        Assert.Equal(orders.Select(order => order.OrderId).Reverse(), cancelled.Select(item => item.GetProperty("order_id").GetString()));
    }

    [Fact]
    public async Task A_one_way_stop_loss_row_may_lack_reduce_only()
    {
        _account.AssetMode = 2;
        _exchange.V5StopLossLacksReduceOnly = true;
        _account.PlaceAlgo("BTC-USDT", "sl", "sell", "both", 61000m, 1);
        _account.PlaceAlgo("BTC-USDT", "sl", "sell", "close", 61000m, 1);

        var rows = (await _calls.GetAsync(KillDriver.AlgoOpens, ("type", "sl"))).GetProperty("data").EnumerateArray();

        Assert.Equal([false, true], rows.Select(row => row.TryGetProperty("reduce_only", out _)));
    }

    [Fact]
    public async Task V5_may_know_an_account_that_lives_on_v1_and_have_nothing_of_it()
    {
        _account.V5Answer = 200;
        Place(1);

        Assert.Empty((await _calls.GetAsync(KillDriver.V5Opens)).GetProperty("data").EnumerateArray());
        Assert.Equal(1051, Code(await _calls.PostAsync(KillDriver.V5CancelAll, "{}")));
        Assert.Single(_exchange.RestingOrders);
    }

    [Fact]
    public async Task A_host_may_have_a_clock_of_its_own()
    {
        _exchange.HostClockOffsets["api.hbdm.com"] = TimeSpan.FromMinutes(10);

        var answer = await _calls.PostAsync(KillDriver.OpenOrders, "{}");

        Assert.Equal(12001, Code(answer));
        Assert.Equal(_time.GetUtcNow().AddMinutes(10).ToUnixTimeMilliseconds(), answer.GetProperty("ts").GetInt64());
    }

    [Fact]
    public async Task V5_cancels_conditional_orders_through_an_array_only()
    {
        _account.AssetMode = 2;
        var trailing = _account.PlaceAlgo("BTC-USDT", "trailing_stop", "sell", "close", 61000m, 1);

        Assert.Equal(trailing.OrderId, Assert.Single((await _calls.GetAsync("/v5/algo/order/opens", ("type", "trailing_stop"))).GetProperty("data").EnumerateArray()).GetProperty("algo_id").GetString());
        Assert.NotEqual(200, Code(await _calls.PostAsync("/v5/algo/cancel_orders", $$"""{"contract_code":"BTC-USDT","algo_id":"{{trailing.OrderId}}"}""")));
        Assert.Equal(200, Code(await _calls.PostAsync("/v5/algo/cancel_orders", $$"""[{"contract_code":"BTC-USDT","algo_id":"{{trailing.OrderId}}"}]""")));
        Assert.Empty(_exchange.RestingOrders);
    }

    [Fact]
    public void Multi_assets_collateral_knows_no_isolated_margin()
    {
        _account.AssetMode = 1;

        Assert.Throws<ArgumentException>(() => Place(1));
    }

    [Fact]
    public async Task A_list_that_lags_shows_the_book_as_it_was()
    {
        _exchange.ListLag = TimeSpan.FromSeconds(1);
        var order = Place(1)[0];
        Assert.Equal(0, await ListedAsync());

        _time.Advance(TimeSpan.FromSeconds(1));
        _account.Fill(order.OrderId);
        Assert.Equal(1, await ListedAsync());

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, await ListedAsync());
    }

    [Fact]
    public async Task A_fault_goes_by_the_number_of_the_call_on_its_path()
    {
        Fault.Code(1003).Befall(_exchange, Paths.Cancels, attempt => attempt == 2);

        await _calls.PostAsync(KillDriver.OpenOrders, """{"contract_code":"BTC-USDT"}""");
        Assert.Equal(1051, Code(await _calls.PostAsync(KillDriver.CancelAll, """{"contract_code":"BTC-USDT"}""")));
        Assert.Equal(1003, Code(await _calls.PostAsync(KillDriver.CancelAll, """{"contract_code":"BTC-USDT"}""")));
        Assert.Equal(1051, Code(await _calls.PostAsync(KillDriver.CancelAll, """{"contract_code":"BTC-USDT"}""")));
    }

    [Theory]
    [InlineData("slow")]
    [InlineData("reset")]
    [InlineData("maintain")]
    [InlineData("lost-answer")]
    [InlineData("one-host-down")]
    public async Task A_kill_ends_clear_in_spite_of_each_fault_with_a_name(string name)
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        Fault.ByName[name](driver.Exchange);

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    private static int Code(JsonElement answer) =>
        (answer.TryGetProperty("err_code", out var code) ? code : answer.GetProperty("code")).GetInt32();

    private List<SimulatedOrder> Place(int orders) =>
        [.. Enumerable.Range(0, orders).Select(order => _account.Place("BTC-USDT", "buy", "open", 60000m + order, 1))];

    private async Task<int> ListedAsync() =>
        (await _calls.PostAsync(KillDriver.OpenOrders, """{"contract_code":"BTC-USDT"}""")).GetProperty("data").GetProperty("total_size").GetInt32();
}
