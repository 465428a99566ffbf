using System.Text.Json;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Runs;

/// <summary>Kills of many contracts, accounts and order types, through either API generation.</summary>
public sealed class ScopeKillTests
{
    private const string NoIsolatedMargin = "this account has no isolated margin; say margin_mode cross or all";

    private static readonly string[] V5Paths =
        [KillDriver.AssetMode, KillDriver.V5Opens, KillDriver.V5CancelAll, KillDriver.V5CancelBatch, KillDriver.AlgoOpens, KillDriver.AlgoCancel];

    private static readonly string[] AlgoTypes = ["trigger", "tp", "sl", "tpsl", "trailing_stop"];

    // One of plain orders for each margin mode, empty or not.
    private static readonly (string Type, string? MarginMode)[] V5Lists =
        [("plain", "isolated"), ("plain", "cross"), .. AlgoTypes.Select(type => (type, (string?)null))];

    [Theory]
    [InlineData("503")]
    [InlineData("hang")]
    public async Task A_v5_that_is_wholly_down_leaves_an_empty_v1_unknown(string fault)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        Fail(driver, V5Paths, fault);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Null(report.Contract().StillOpen);
        Assert.Single(driver.Exchange.RestingOrders);
        Assert.InRange(report.ElapsedMs, 19_900, 21_000);
    }

    [Theory]
    [InlineData("503", 5)]
    [InlineData("503", 12)]
    [InlineData("hang", 5)]
    [InlineData("hang", 12)]
    public async Task A_v5_that_comes_back_before_the_deadline_is_cleared(string fault, int seconds)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        var order = driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        Fail(driver, V5Paths, fault, TimeSpan.FromSeconds(seconds));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal([order.OrderId], report.Contract().Cancelled);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData("BTC-USDT")]
    [InlineData("*")]
    public async Task A_scope_without_a_margin_mode_is_refused_on_an_account_without_isolated_margin(string code)
    {
        using var driver = new KillDriver { Account = { AssetMode = 1 } };
        for (var order = 0; order < 25; order++)
        {
            driver.Account.Place(order < 15 ? "BTC-USDT" : "ETH-USDT", "buy", "open", 60000m, 1, marginMode: "cross");
        }

        var report = await driver.KillAsync(KillDriver.Scope(code));

        Assert.Equal((Outcome.Refused, NoIsolatedMargin), (report.Outcome, report.Contract().Detail));
        Assert.InRange(report.ElapsedMs, 0, 500);
        Assert.Equal(25, driver.Exchange.RestingOrders.Count);
        Assert.Equal(25, report.Accounts[0].OutOfScope.Cross!.Plain);
        Assert.Equal(0, report.Accounts[0].OutOfScope.Isolated!.Plain);
        Assert.Equal(0, report.Calls.Trade);
    }

    [Theory]
    [InlineData("BTC-USDT")]
    [InlineData("*")]
    public async Task Isolated_margin_that_was_said_is_clear_on_an_account_that_has_none(string code)
    {
        using var driver = new KillDriver { Account = { AssetMode = 1 } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1, marginMode: "cross");

        var report = await driver.KillAsync(KillDriver.Scope(code) with { MarginModeAsked = MarginScope.Isolated });

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Single(driver.Exchange.RestingOrders);
        Assert.Equal(1, report.Accounts[0].OutOfScope.Cross!.Plain);
        Assert.Equal(0, report.Calls.Trade);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(250)]
    public async Task Everything_takes_no_more_calls_than_it_needs(int lag)
    {
        using var driver = new KillDriver { Exchange = { CancelLag = TimeSpan.FromMilliseconds(lag) } };
        SimulatedAccount[] accounts = [driver.Account, driver.AddAccount("multi", assetMode: 1), driver.AddAccount("single", assetMode: 2)];
        var codes = driver.ListContracts(40);
        foreach (var account in accounts)
        {
            FillBook(account, codes);
        }

        var needed = accounts.Select(account => CallsNeeded(account, looksWhileItLasts: Math.Max(1, (lag + 99) / 100))).ToList();
        Assert.Equal(600, driver.Exchange.RestingOrders.Count);

        var report = await driver.KillAsync(Everything() with { Accounts = ["main", "multi", "single"] });

        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Equal([Outcome.Refused, Outcome.Clear, Outcome.Clear], report.Accounts.Select(account => account.Outcome));
        Assert.EndsWith("its plain orders are proven gone", report.Accounts[0].Detail, StringComparison.Ordinal);
        Assert.Equal(600, report.Totals.Cancelled);
        Assert.Equal(driver.Exchange.Calls.Count, report.Calls.Trade + report.Calls.Read);
        Assert.Equal(driver.Exchange.Calls.Count(call => call.Path.Contains("cancel", StringComparison.Ordinal)), report.Calls.Trade);
        Assert.All(accounts.Zip(needed), pair => Assert.InRange(driver.CallsOf(pair.First).Count, 1, pair.Second));
    }

    [Theory]
    [InlineData(false, MarginScope.Isolated, "*")]
    [InlineData(false, MarginScope.Isolated, "BTC-USDT")]
    [InlineData(false, MarginScope.All, "*")]
    [InlineData(false, MarginScope.All, "BTC-USDT")]
    [InlineData(true, MarginScope.Isolated, "*")]
    [InlineData(true, MarginScope.Isolated, "BTC-USDT")]
    [InlineData(true, MarginScope.All, "*")]
    [InlineData(true, MarginScope.All, "BTC-USDT")]
    public async Task Whatever_v5_lists_without_a_margin_mode_a_kill_takes_its_own_and_no_other(bool refusesIsolated, MarginScope marginMode, string code)
    {
        using var driver = new KillDriver
        {
            Account = { AssetMode = 2 },
            Exchange = { V5ListsCrossByDefault = !refusesIsolated, V5RefusesIsolated = refusesIsolated },
        };
        for (var order = 0; order < 240; order++)
        {
            driver.Account.Place(order % 8 < 6 ? "BTC-USDT" : "ETH-USDT", "buy", "open", 60000m + order, 1, order % 2 == 0 ? "isolated" : "cross");
        }

        var (inScope, spared) = (driver.Account.RestingOrders.Where(IsInScope).ToList(), driver.Account.RestingOrders.Where(order => !IsInScope(order)).ToList());

        var report = await driver.KillAsync(KillDriver.Scope(code) with { MarginModeAsked = marginMode });

        Assert.Equal(spared, driver.Account.RestingOrders);
        if (refusesIsolated)
        {
            // Nobody says that the list without a margin mode shows isolated orders: what it shows is cancelled, and that is no proof.
            Assert.Equal(Outcome.Unknown, report.Outcome);
            return;
        }

        Assert.Equal(
            inScope.Select(order => order.OrderId).Order(),
            report.Accounts[0].Contracts.SelectMany(contract => contract.Cancelled!).Order());
        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(spared.Count(order => order.MarginMode == "cross"), report.Accounts[0].OutOfScope.Cross!.Plain);
        Assert.Equal(spared.Count(order => order.MarginMode == "isolated"), report.Accounts[0].OutOfScope.Isolated!.Plain);

        bool IsInScope(SimulatedOrder order) =>
            (code == "*" || order.ContractCode == code) && (marginMode == MarginScope.All || order.MarginMode == "isolated");
    }

    [Fact]
    public async Task Conditional_orders_that_were_cancelled_are_named_though_the_mode_could_not_be_read()
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        var order = driver.Account.PlaceAlgo("BTC-USDT", "tp", "sell", "close", 70000m, 1);
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, _) => SimulatedResponse.Html(503));

        var report = await driver.KillAsync(KillDriver.Scope() with { OrderTypes = [OrderType.Tpsl] });

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Equal([order.OrderId], report.Contract().Cancelled);
        Assert.Empty(report.Contract().StillOpen!);
        Assert.Contains("HTX did not say which API the account lives on", report.Contract().Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("v1", report.Contract().Detail, StringComparison.Ordinal);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_v5_cancel_that_is_answered_item_by_item_is_reported_item_by_item()
    {
        // What was cancelled before the kill is still listed, and gone when the kill cancels it.
        using var driver = new KillDriver { Account = { AssetMode = 2 }, Exchange = { CancelLag = TimeSpan.FromMilliseconds(50) } };
        var orders = Enumerable.Range(0, 6).Select(number => driver.Account.Place("BTC-USDT", "buy", "open", 60000m + number, 1).OrderId).ToList();
        var (accepted, failed, forbidden, missing, filled, cancelled) = (orders[0], orders[1], orders[2], orders[3], orders[4], orders[5]);
        driver.Account.RefuseCancel(failed, 1440);
        driver.Account.RefuseCancel(forbidden, 1205);
        driver.Account.RefuseCancel(missing, 1061);
        driver.Exchange.OnAnswer(KillDriver.V5Opens, (_, attempt, answer) => attempt == 1 ? answer with { Delay = TimeSpan.FromMilliseconds(60) } : null);
        using (var other = new SignedCalls(driver.Exchange, driver.Time))
        {
            await other.PostAsync(KillDriver.V5CancelBatch, JsonSerializer.Serialize(new { contract_code = "BTC-USDT", order_id = new[] { cancelled } }));
        }

        driver.Exchange.OnRequest(KillDriver.V5CancelBatch, (_, _) =>
        {
            driver.Account.Fill(filled);
            return null;
        });

        var report = await driver.KillAsync();

        var contract = report.Contract();
        Assert.Equal(Outcome.Remaining, report.Outcome);
        Assert.Equal([accepted], contract.Cancelled);
        Assert.Equal([filled], contract.Filled);
        Assert.Equal([cancelled], contract.AlreadyGone);
        Assert.Equal([(failed, 1440), (forbidden, 1205)], contract.Failed.Select(order => (order.OrderId, order.ErrCode!.Value)).Order());
        Assert.Equal([missing], contract.StillOpen!.Select(order => order.OrderId));
        Assert.Equal([failed, forbidden, missing], driver.Exchange.RestingOrders.Select(order => order.OrderId));
    }

    [Fact]
    public async Task A_v5_order_that_is_refused_for_a_while_is_cancelled_when_it_can_be()
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        var order = driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Account.RefuseCancel(order.OrderId, 1440);
        using var passes = driver.Time.CreateTimer(_ => driver.Account.RefuseCancel(order.OrderId, null), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal([order.OrderId], report.Contract().Cancelled);
        Assert.Empty(report.Contract().Failed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Three_hundred_contracts_go_as_fast_as_the_rate_limit_lets_them(bool everyContract)
    {
        using var driver = new KillDriver();
        var codes = driver.PlaceOnContracts(300);

        var report = await driver.KillAsync(KillDriver.Scope(everyContract ? ["*"] : codes), Trigger.Timer);

        // 72 in 3 s: the last of 300 goes out 12 s after the first.
        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(300, report.Totals.Cancelled);
        Assert.InRange(report.TimingsMs.LastAcknowledgement!.Value, 12_000, 13_800);
        Assert.DoesNotContain(driver.Exchange.Calls, call => call.ErrorCode == 1032);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData(5, 21_900)]
    [InlineData(30, 22_200)]
    public async Task Five_thousand_orders_that_go_by_their_ids_go_as_fast_as_the_rate_limit_lets_them(int roundTrip, int atMost)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 }, Exchange = { RoundTrip = TimeSpan.FromMilliseconds(roundTrip) } };
        var codes = driver.ListContracts(20);
        for (var order = 0; order < 5000; order++)
        {
            driver.Account.Place(codes[order % 20], "buy", "open", 10m + order, 1);
        }

        var report = await driver.KillAsync(KillDriver.Scope(codes), Trigger.Timer);

        // Ten of one contract a call, 72 calls in 3 s; those that go by the first pages take fewer each.
        Assert.Equal((Outcome.Clear, 5000), (report.Outcome, report.Totals.Cancelled));
        Assert.InRange(report.TimingsMs.LastAcknowledgement!.Value, 18_000, atMost);
        Assert.InRange(driver.CallsTo(KillDriver.V5CancelBatch), 500, 545);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Three_hundred_contracts_are_cleared_beside_a_bot_that_burns_half_the_rate_limit(bool everyContract)
    {
        using var driver = new KillDriver { Account = { BotTradePerSecond = 12, BotReadPerSecond = 12 } };
        var codes = driver.PlaceOnContracts(300);

        var report = await driver.KillAsync(KillDriver.Scope(everyContract ? ["*"] : codes), Trigger.Timer);

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task An_account_whose_key_is_refused_neither_stops_nor_delays_the_others()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.AddAccount("wrong").Place("BTC-USDT", "buy", "open", 60000m, 1);
        var third = driver.AddAccount("third", assetMode: 2);
        third.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var begunAt = driver.Time.GetUtcNow();
        driver.Keys.Answers("htx-wrong", new ApiKeyResult.Found(new ApiKeyPair("canary-access-wrong", "canary-secret-other")));

        var report = await driver.KillAsync(KillDriver.Scope() with { Accounts = ["wrong", "main", "third"] });

        Assert.Equal([Outcome.Refused, Outcome.Clear, Outcome.Clear], report.Accounts.Select(account => account.Outcome));
        Assert.Equal(Outcome.Refused, report.Outcome);
        Assert.Contains("403", report.Accounts[0].Detail, StringComparison.Ordinal);
        Assert.Equal("uid-wrong", Assert.Single(driver.Exchange.RestingOrders).Uid);
        Assert.All(
            driver.CallsOf(driver.Account).Concat(driver.CallsOf(third)).Where(call => Paths.Cancels.Contains(call.Path)),
            call => Assert.True(call.Time - begunAt < TimeSpan.FromSeconds(1)));
        Assert.InRange(report.ElapsedMs, 3000, 6000);
    }

    [Fact]
    public async Task An_account_that_is_switched_off_is_refused_and_the_others_are_cleared()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.AddAccountSetting("broken", "not a secret's name");

        var report = await driver.KillAsync(KillDriver.Scope() with { Accounts = ["main", "broken"] });

        Assert.Equal([Outcome.Clear, Outcome.Refused], report.Accounts.Select(account => account.Outcome));
        Assert.Contains("switched off in the settings: Accounts:broken:SecretName", report.Accounts[1].Detail, StringComparison.Ordinal);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.InRange(report.ElapsedMs, 1000, 1400);
    }

    [Theory]
    [InlineData("503")]
    [InlineData("hang")]
    public async Task Many_contracts_whose_list_cannot_be_read_are_cancelled_unseen_after_a_second(string fault)
    {
        using var driver = new KillDriver();
        var codes = driver.PlaceOnContracts(12);
        Fail(driver, [KillDriver.OpenOrders], fault);
        var started = driver.Time.GetUtcNow();

        var report = await driver.KillAsync(KillDriver.Scope(codes));

        var first = driver.Exchange.Calls.Where(call => call.Path == KillDriver.CancelAll).Take(12).ToList();
        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Equal(12, report.Totals.Unverified);
        Assert.Equal(12, first.Select(call => call.Body).Distinct().Count());
        Assert.All(first, call => Assert.InRange(call.Time - started, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.3)));
    }

    [Theory]
    [InlineData("503")]
    [InlineData("hang")]
    public async Task Many_contracts_whose_list_comes_back_are_clear(string fault)
    {
        using var driver = new KillDriver();
        var codes = driver.PlaceOnContracts(12);
        Fail(driver, [KillDriver.OpenOrders], fault, TimeSpan.FromSeconds(6));

        var report = await driver.KillAsync(KillDriver.Scope(codes));

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(12, report.Totals.Cancelled);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData("503")]
    [InlineData("hang")]
    public async Task Everything_on_v5_goes_unseen_when_the_list_cannot_be_read(string fault)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        driver.PlaceOnContracts(12);
        Fail(driver, [KillDriver.V5Opens], fault);

        var report = await driver.KillAsync(KillDriver.Scope("*") with { MarginModeAsked = MarginScope.All });

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Equal(12, report.Totals.Unverified);
        Assert.Equal(0, driver.CallsTo(KillDriver.V5CancelBatch));
        Assert.All(
            driver.Exchange.Calls.Where(call => call.Path == KillDriver.V5CancelAll),
            call => Assert.DoesNotContain("contract_code", call.Body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("503")]
    [InlineData("hang")]
    public async Task One_margin_mode_of_everything_on_v5_is_not_cancelled_unseen(string fault)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        driver.PlaceOnContracts(12);
        Fail(driver, [KillDriver.V5Opens], fault);

        var report = await driver.KillAsync(KillDriver.Scope("*") with { MarginModeAsked = MarginScope.Isolated });

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Equal(12, driver.Exchange.RestingOrders.Count);
        Assert.Equal(0, report.Calls.Trade);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0, 8)]
    [InlineData(2, 3)]
    [InlineData(2, 8)]
    public async Task A_contract_that_does_not_exist_stops_no_other(int assetMode, int count)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };
        var codes = driver.PlaceOnContracts(count - 1);

        var report = await driver.KillAsync(KillDriver.Scope(["NOSUCH-USDT", .. codes]));

        Assert.Equal(Outcome.Refused, report.Outcome);
        Assert.Equal([Outcome.Refused, .. codes.Select(_ => Outcome.Clear)], report.Accounts[0].Contracts.Select(contract => contract.Outcome));
        Assert.StartsWith("NOSUCH-USDT: ", report.Accounts[0].Detail, StringComparison.Ordinal);
        Assert.Contains("1332", report.Accounts[0].Detail, StringComparison.Ordinal);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_contract_that_does_not_exist_among_many_stops_no_other(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };
        var codes = driver.PlaceOnContracts(12);

        var report = await driver.KillAsync(KillDriver.Scope(["NOSUCH-USDT", .. codes]));

        Assert.All(report.Accounts[0].Contracts.Skip(1), contract => Assert.Equal(Outcome.Clear, contract.Outcome));
        Assert.Equal(12, report.Totals.Cancelled);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Equal((Outcome.Refused, "HTX knows no such contract: correct the code"), (report.Accounts[0].Contracts[0].Outcome, report.Accounts[0].Contracts[0].Detail));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0, 12)]
    [InlineData(2, 3)]
    [InlineData(2, 12)]
    public async Task A_contract_whose_cancel_is_refused_stops_no_other(int assetMode, int count)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };
        var codes = driver.PlaceOnContracts(count);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (request, _) => Names(request, codes[1]) ? driver.Exchange.V1Error(1332, "no such contract") : null);
        driver.Exchange.OnRequest(KillDriver.V5CancelBatch, (request, _) => Names(request, codes[1]) ? driver.Exchange.V5Error(1332, "no such contract") : null);

        var report = await driver.KillAsync(KillDriver.Scope(codes));

        Assert.Equal(
            codes.Select(code => (code, code == codes[1] ? Outcome.Refused : Outcome.Clear)),
            report.Accounts[0].Contracts.Select(contract => (contract.ContractCode, contract.Outcome)));
        Assert.Equal(codes[1], Assert.Single(driver.Exchange.RestingOrders).ContractCode);
    }

    [Theory]
    [InlineData(0, MarginScope.Isolated)]
    [InlineData(0, MarginScope.All)]
    [InlineData(1, MarginScope.All)]
    [InlineData(2, MarginScope.Isolated)]
    [InlineData(2, MarginScope.All)]
    public async Task Every_contract_of_an_account_without_orders_is_clear_and_nothing_is_cancelled(int assetMode, MarginScope marginMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };

        var report = await driver.KillAsync(KillDriver.Scope("*") with { MarginModeAsked = marginMode });

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Empty(report.Accounts[0].Contracts);
        Assert.Equal(0, report.Calls.Trade);
        Assert.Equal(0, report.Totals.StillOpen);
    }

    [Theory]
    [InlineData(0, MarginScope.Isolated, 60)]
    [InlineData(0, MarginScope.All, 120)]
    [InlineData(2, MarginScope.Isolated, 60)]
    [InlineData(2, MarginScope.All, 120)]
    public async Task A_dry_run_of_every_contract_lists_what_would_be_cancelled_and_cancels_nothing(int assetMode, MarginScope marginMode, int expected)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };
        foreach (var code in driver.PlaceOnContracts(60))
        {
            driver.Account.Place(code, "sell", "open", 10m, 1, marginMode: "cross");
        }

        var report = await driver.KillAsync(KillDriver.Scope("*") with { MarginModeAsked = marginMode }, dryRun: true);

        Assert.Equal(Outcome.DryRun, report.Outcome);
        Assert.Equal(expected, report.Totals.StillOpen);
        Assert.Equal(60, report.Accounts[0].Contracts.Count);
        Assert.Equal(0, report.Calls.Trade);
        Assert.Equal(120, driver.Exchange.RestingOrders.Count);
    }

    [Theory]
    [InlineData(KillDriver.AlgoCancel)]
    [InlineData(KillDriver.AlgoOpens)]
    public async Task A_trigger_order_that_fires_under_the_kill_is_cancelled_as_the_plain_order_that_it_becomes(string path)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        var trigger = driver.Account.PlaceAlgo("BTC-USDT", "trigger", "buy", "open", 60000m, 1);
        SimulatedOrder? plain = null;
        FireAtFirst(driver, path, trigger, order => plain = order);

        var report = await driver.KillAsync(KillDriver.Scope() with { OrderTypes = [OrderType.Plain, OrderType.Trigger] });

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Contains(plain!.OrderId, Gone(report.Contract()));
    }

    [Theory]
    [InlineData(KillDriver.AlgoCancel)]
    [InlineData(KillDriver.AlgoOpens)]
    public async Task A_trigger_order_that_fires_under_a_kill_of_trigger_orders_alone_is_spared_as_the_plain_order_that_it_becomes(string path)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        var trigger = driver.Account.PlaceAlgo("BTC-USDT", "trigger", "buy", "open", 60000m, 1);
        SimulatedOrder? plain = null;
        FireAtFirst(driver, path, trigger, order => plain = order);

        var report = await driver.KillAsync(KillDriver.Scope() with { OrderTypes = [OrderType.Trigger] });

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(plain, Assert.Single(driver.Exchange.RestingOrders));
        Assert.DoesNotContain(plain!.OrderId, Gone(report.Contract()));
    }

    private static CancelScope Everything() =>
        KillDriver.Scope("*") with { MarginModeAsked = MarginScope.All, OrderTypes = Enum.GetValues<OrderType>() };

    private static IEnumerable<string> Gone(ContractReport contract) =>
        contract.Cancelled!.Concat(contract.AlreadyGone).Concat(contract.Reappeared.Select(order => order.OrderId));

    private static bool Names(SimulatedRequest request, string code) => request.Body.Contains($"\"{code}\"", StringComparison.Ordinal);

    private static void Fail(KillDriver driver, IEnumerable<string> paths, string fault, TimeSpan? length = null)
    {
        var end = driver.Time.GetUtcNow() + (length ?? TimeSpan.FromDays(1));
        foreach (var path in paths)
        {
            driver.Exchange.OnRequest(path, (_, _) =>
                driver.Time.GetUtcNow() >= end ? null : fault == "hang" ? SimulatedResponse.Hang : SimulatedResponse.Html(503));
        }
    }

    private static void FireAtFirst(KillDriver driver, string path, SimulatedOrder trigger, Action<SimulatedOrder> fired) =>
        driver.Exchange.OnRequest(path, (_, attempt) =>
        {
            if (attempt == 1)
            {
                fired(driver.Account.Trigger(trigger.OrderId)!);
            }

            return null;
        });

    // 200 orders on each account; of no type a round number, which a v5 list could have been cut at.
    private static void FillBook(SimulatedAccount account, string[] codes)
    {
        for (var number = 0; number < 200; number++)
        {
            var code = codes[number % codes.Length];
            var marginMode = account.AssetMode != 1 && number % 3 == 0 ? "isolated" : "cross";
            if (account.AssetMode == 0 || number < 111)
            {
                account.Place(code, number % 2 == 0 ? "buy" : "sell", "open", 100m + number, 1, marginMode);
            }
            else
            {
                account.PlaceAlgo(code, AlgoTypes[(number - 111) / 18], "sell", "close", 100m + number, 1, marginMode);
            }
        }
    }

    // The mode (on v1 again after the last list), each list to begin with, every cancel, and each list, then of no or few
    // orders, while the cancels last and twice for the proof.
    private static int CallsNeeded(SimulatedAccount account, int looksWhileItLasts)
    {
        var orders = account.RestingOrders;
        var isV1 = account.AssetMode == 0;
        var lists = isV1
            ? orders.GroupBy(order => order.MarginMode).Select(list => Pages(list.Count(), 50)).ToList()
            : [.. V5Lists.Select(list => Math.Max(1, Pages(orders.Count(order => (order.OrderType, order.OrderType == "plain" ? order.MarginMode : null) == list), 100)))];
        var cancels = isV1
            ? orders.Select(order => (order.ContractCode, order.MarginMode)).Distinct().Count()
            : orders.GroupBy(order => (order.ContractCode, IsPlain: order.OrderType == "plain")).Sum(contract => Pages(contract.Count(), 10));
        return (isV1 ? 2 : 1) + (lists.Sum() * (1 + looksWhileItLasts)) + cancels + (lists.Count * 2);
    }

    private static int Pages(int rows, int size) => (rows + size - 1) / size;
}
