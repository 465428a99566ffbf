using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Runs;

/// <summary>The ways in which an exchange can look empty while an order rests.</summary>
public sealed class NeverClearTests
{
    [Fact]
    public async Task A_cancel_that_is_acknowledged_but_not_carried_out_is_remaining()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000.1m, 1);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Remaining, report.Outcome);
        Assert.Equal("60000.1", Assert.Single(report.Contract().StillOpen!).Price);
        Assert.Empty(report.Contract().Cancelled!);
        Assert.InRange(report.ElapsedMs, 20_000, 21_000);
        Assert.True(report.Contract().Rounds > 5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task An_order_that_only_the_list_beside_the_scope_shows_is_cancelled_and_the_proof_begins_anew(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };
        var known = driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        SimulatedOrder? late = null;

        // The list of the whole account, which counts what rests beside the scope, is read between the two looks of the proof.
        driver.Exchange.OnRequest(assetMode == 0 ? KillDriver.OpenOrders : KillDriver.V5Opens, (request, _) =>
        {
            late ??= request.Body.Contains("contract_code", StringComparison.Ordinal) || request.Query.Contains("contract_code", StringComparison.Ordinal)
                ? null
                : driver.Account.Place("BTC-USDT", "buy", "open", 59000m, 1);
            return null;
        });

        var report = await driver.KillAsync();

        Assert.Equal((Outcome.Clear, 2), (report.Outcome, report.Contract().Rounds));
        Assert.Equal([known.OrderId], report.Contract().Cancelled);
        Assert.Equal(late!.OrderId, Assert.Single(report.Contract().Reappeared).OrderId);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.InRange(report.TimingsMs.Verified!.Value, 1000, 2000);
    }

    [Fact]
    public async Task An_order_on_another_contract_that_the_list_beside_the_scope_shows_is_cancelled_where_every_contract_was_asked_for()
    {
        using var driver = new KillDriver();
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, attempt) =>
        {
            if (attempt == 3)
            {
                driver.Account.Place("ETH-USDT", "sell", "close", 3000m, 1);
            }

            return null;
        });

        var report = await driver.KillAsync(KillDriver.Scope(CancelScope.EveryContract));

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal("ETH-USDT", Assert.Single(report.Accounts[0].Contracts).ContractCode);
        Assert.Single(report.Contract().Reappeared);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task Nothing_to_cancel_with_orders_still_listed_is_remaining()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "sell", "close", 70000m, 2);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, _) => driver.Exchange.V1Error(1051, "No orders to cancel."));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Remaining, report.Outcome);
        Assert.Single(driver.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData(9999)]
    [InlineData(1030)]
    [InlineData(1067)]
    [InlineData(1205)]
    public async Task An_error_of_the_isolated_list_and_an_empty_list_of_cross_margin_are_not_clear(int code)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 }, Exchange = { V5ListsCrossByDefault = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.V5Opens, (request, _) =>
            request.Query.Contains("margin_mode=isolated", StringComparison.Ordinal) ? driver.Exchange.V5Error(code, "no") : null);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Contains("may be of cross margin alone", report.Contract().Detail, StringComparison.Ordinal);
        Assert.Single(driver.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData(9999)]
    [InlineData(1067)]
    public async Task An_isolated_order_that_only_the_list_of_all_margin_modes_shows_is_cancelled(int code)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.V5Opens, (request, _) =>
            request.Query.Contains("margin_mode=isolated", StringComparison.Ordinal) ? driver.Exchange.V5Error(code, "no") : null);

        var report = await driver.KillAsync();

        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Equal(Outcome.Unknown, report.Outcome);
    }

    [Fact]
    public async Task Nothing_to_cancel_and_an_empty_list_of_v1_say_nothing_of_orders_on_v5()
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.V5Opens, (_, _) => SimulatedResponse.Html(503));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Single(driver.Exchange.RestingOrders);
        Assert.Null(report.Contract().StillOpen);
        Assert.Null(report.Totals.StillOpen);
    }

    [Theory]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("""{"status":"ok","data":{},"ts":1}""")]
    [InlineData("""{"status":"ok","data":{"orders":null,"total_page":0,"current_page":1,"total_size":0},"ts":1}""")]
    [InlineData("""{"status":"ok","data":{"orders":[],"total_page":1,"current_page":1,"total_size":3},"ts":1}""")]
    [InlineData("""{"status":"ok","data":{"orders":[],"total_page":0,"current_page":1},"ts":1}""")]
    [InlineData("""{"status":"ok","data":{"orders":[{}],"total_size":1},"ts":1}""")]
    [InlineData("")]
    [InlineData("<html></html>")]
    public async Task A_list_that_is_not_one_is_unknown(string list)
    {
        using var driver = new KillDriver();
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, _) => SimulatedResponse.Json(list));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.NotNull(report.Contract().Detail);
        Assert.Null(report.Contract().StillOpen);
    }

    [Fact]
    public async Task An_order_behind_120_others_is_found()
    {
        using var driver = new KillDriver();
        driver.Exchange.CancelsDoNothing = true;
        driver.Account.Place("BTC-USDT", "buy", "open", 50000m, 1);
        for (var order = 0; order < 120; order++)
        {
            // Newest first: these stand in front.
            driver.Account.Place("BTC-USDT", "sell", "open", 70000m + order, 1);
        }

        var report = await driver.KillAsync(KillDriver.Scope() with { Direction = Direction.Buy });

        Assert.Equal(Outcome.Remaining, report.Outcome);
        Assert.Single(report.Contract().StillOpen!);
        Assert.Equal(120, report.Accounts[0].OutOfScope.Isolated!.Plain);
    }

    [Fact]
    public async Task One_empty_look_when_the_deadline_comes_is_unknown()
    {
        using var driver = new KillDriver { Settings = { HttpDeadline = TimeSpan.FromSeconds(1), LookInterval = TimeSpan.FromSeconds(5) } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Contains("1 of 2 whole lists", report.Contract().Detail, StringComparison.Ordinal);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_mode_that_cannot_be_read_leaves_two_empty_looks_unknown()
    {
        using var driver = new KillDriver();
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, _) => SimulatedResponse.Html(503));
        driver.Exchange.OnRequest(KillDriver.V5Opens, (_, _) => SimulatedResponse.Html(503));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Contains("HTX did not say which API the account lives on", report.Contract().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_404_of_v5_is_not_believed()
    {
        using var driver = new KillDriver();
        driver.Account.AssetMode = 2;
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, attempt) => attempt == 1 ? SimulatedResponse.Html(404) : null);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_v5_that_is_missing_at_one_host_only_is_not_missing()
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.AssetMode, (request, _) => request.Host == "api.hbdm.com" ? SimulatedResponse.Html(404) : null);

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task An_ok_that_carries_the_number_of_an_error_is_no_list()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, _) => SimulatedResponse.Json(
            """{"status":"ok","err_code":1078,"err_msg":"settling","data":{"orders":[],"total_size":0},"ts":1}"""));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Blocked, report.Outcome);
        Assert.Contains("HTX cannot show what rests now", report.Contract().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_htx_moves_while_it_is_being_cleared_is_cleared_where_it_lives()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var moved = false;
        driver.Exchange.OnAnswer(KillDriver.OpenOrders, (_, _, answer) =>
        {
            if (!moved && driver.Exchange.RestingOrders.Count == 0)
            {
                moved = true;
                driver.Account.AssetMode = 2;
                driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
            }

            return answer;
        });

        var report = await driver.KillAsync();

        Assert.True(moved);
        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Equal(["v1", "v5"], report.Accounts[0].Apis);
    }

    [Fact]
    public async Task A_mode_that_cannot_be_confirmed_after_the_last_list_is_unknown()
    {
        using var driver = new KillDriver();
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, attempt) => attempt == 1 ? null : SimulatedResponse.Html(503));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Contains("not confirmed after the last list", report.Contract().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_looks_that_the_rate_limit_brings_together_are_not_an_interval_apart()
    {
        using var driver = new KillDriver();
        driver.Account.BurnRead(72);
        driver.Exchange.OnAnswer(KillDriver.CancelAll, (_, _, answer) => answer with { Delay = TimeSpan.FromMilliseconds(50) });

        await driver.KillAsync();

        var looks = driver.Exchange.Calls
            .Where(call => call.Path == KillDriver.OpenOrders && call.ErrorCode is null && call.Body.Contains("BTC-USDT", StringComparison.Ordinal))
            .Select(call => call.Time).ToList();
        Assert.True(looks[^1] - looks[^2] >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_list_whose_pages_shift_under_the_look_is_not_believed()
    {
        using var driver = new KillDriver();
        var hidden = driver.Account.Place("BTC-USDT", "buy", "open", 50000m, 1);
        var front = Enumerable.Range(0, 100).Select(order => driver.Account.Place("BTC-USDT", "sell", "open", 70000m + order, 1)).ToList();
        driver.Exchange.CancelsDoNothing = true;

        // After each second page one order in front is filled: the hidden one slips from page 3 to page 2 unseen.
        var filled = 0;
        driver.Exchange.OnAnswer(KillDriver.OpenOrders, (request, _, answer) =>
        {
            if (request.Body.Contains("\"page_index\":2", StringComparison.Ordinal) && filled < front.Count)
            {
                driver.Account.Fill(front[filled++].OrderId);
            }

            return answer;
        });

        var report = await driver.KillAsync(KillDriver.Scope() with { Direction = Direction.Buy });

        Assert.NotEqual(Outcome.Clear, report.Outcome);
        Assert.Contains(driver.Exchange.RestingOrders, order => order.OrderId == hidden.OrderId);
    }

    [Fact]
    public async Task A_contract_that_refills_is_not_clear()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnAnswer(KillDriver.CancelAll, (_, _, answer) =>
        {
            driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1, orderSource: "bot");
            return answer;
        });

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Remaining, report.Outcome);
        Assert.Contains(report.Contract().Reappeared, order => order.OrderSource == "bot");
    }
}
