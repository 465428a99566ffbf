using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Cancellation;

/// <summary>What is said of a contract whose account lives on one API generation, or on nobody knows which.</summary>
public sealed class UnitRunTests
{
    [Fact]
    public async Task Conditional_orders_alone_are_refused_at_once_on_an_account_that_lives_on_v1()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync(KillDriver.Scope() with { OrderTypes = [OrderType.Trigger, OrderType.Tpsl] });

        Assert.Equal(Outcome.Refused, report.Outcome);
        Assert.Equal("trigger, tpsl orders can be cancelled on HTX's v5 API only, and this account lives on v1: cancel them at HTX", report.Contract().Detail);
        Assert.InRange(report.ElapsedMs, 0, 500);
        Assert.Single(driver.Exchange.RestingOrders);
        Assert.Equal(0, report.Calls.Trade);
        Assert.Equal(new OutOfScope(new OrderCounts(1), new OrderCounts(0)), report.Accounts[0].OutOfScope);
    }

    [Fact]
    public async Task Plain_orders_beside_conditional_ones_are_listed_by_a_dry_run_on_v1()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync(KillDriver.Scope() with { OrderTypes = [OrderType.Plain, OrderType.Trailing] }, dryRun: true);

        Assert.Equal(Outcome.Refused, report.Outcome);
        Assert.Equal(
            "trailing orders can be cancelled on HTX's v5 API only, and this account lives on v1: cancel them at HTX; its plain orders are listed", report.Contract().Detail);
        Assert.Single(report.Contract().StillOpen!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task An_api_that_does_not_serve_the_account_for_3_s_ends_clear(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var ends = driver.Time.GetUtcNow() + TimeSpan.FromSeconds(3);
        foreach (var path in Paths.Cancels.Concat(Paths.Lists))
        {
            driver.Exchange.OnRequest(path, (_, _) => driver.Time.GetUtcNow() >= ends ? null
                : assetMode == 0 ? driver.Exchange.V1Error(6023, "temporarily unavailable") : driver.Exchange.V5Error(4007, "not here"));
        }

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData(0, "not proven before the deadline: the last cancel: HTX 4007: not here; page 1 of the list: HTX 4007: not here")]
    [InlineData(2, "not proven before the deadline: page 1 of the list of isolated plain orders: HTX 4007: not here")]
    public async Task An_api_that_does_not_serve_an_account_that_lives_there_is_unknown_in_its_words(int assetMode, string detail)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode }, Settings = { HttpDeadline = TimeSpan.FromSeconds(4) } };
        foreach (var path in Paths.Cancels.Concat(Paths.Lists))
        {
            driver.Exchange.OnRequest(path, (_, _) => assetMode == 0 ? driver.Exchange.V1Error(4007, "not here") : driver.Exchange.V5Error(4007, "not here"));
        }

        var report = await driver.KillAsync();

        Assert.Equal((Outcome.Unknown, detail), (report.Outcome, report.Contract().Detail));
        Assert.InRange(report.ElapsedMs, 4000, 6000);
    }

    [Fact]
    public async Task An_exchange_that_has_no_path_at_all_for_3_s_ends_clear()
    {
        using var driver = new KillDriver { Exchange = { HasV1 = false, HasV5 = false } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        using var back = driver.Time.CreateTimer(_ => driver.Exchange.HasV1 = driver.Exchange.HasV5 = true, null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData(0, 1051)]
    [InlineData(2, 1051)]
    [InlineData(2, 6002)]
    public async Task Two_generations_that_both_show_nothing_are_unknown_at_the_deadline_while_the_mode_cannot_be_read(int assetMode, int v1Answer)
    {
        using var driver = Unread(assetMode);
        driver.Account.V1Answer = v1Answer;
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Equal(["v1", "v5"], report.Accounts[0].Apis);
        Assert.InRange(report.ElapsedMs, 20_000, 21_000);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Single(report.Contract().Cancelled!);
    }

    [Fact]
    public async Task Refused_by_both_generations_is_refused_at_once_though_the_mode_cannot_be_read()
    {
        using var driver = Unread(assetMode: 2);

        var report = await driver.KillAsync(KillDriver.Scope("NOSUCH-USDT"));

        Assert.True(report.Outcome == Outcome.Refused, report.Contract().Detail);
        Assert.InRange(report.ElapsedMs, 0, 1000);
    }

    [Fact]
    public async Task Conditional_orders_are_not_proven_gone_by_a_v5_that_may_not_be_the_accounts()
    {
        using var driver = Unread(assetMode: 2);
        driver.Settings.HttpDeadline = TimeSpan.FromSeconds(4);

        var report = await driver.KillAsync(KillDriver.Scope() with { OrderTypes = [OrderType.Plain, OrderType.Trigger] });

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.EndsWith("so no list proves that nothing rests", report.Contract().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conditional_orders_alone_that_v5_does_not_list_are_unknown_by_what_v5_says()
    {
        using var driver = Unread(assetMode: 2);
        driver.Settings.HttpDeadline = TimeSpan.FromSeconds(4);
        driver.Exchange.OnRequest(KillDriver.AlgoOpens, (_, _) => SimulatedResponse.Html(503));

        var report = await driver.KillAsync(KillDriver.Scope() with { OrderTypes = [OrderType.Trigger] });

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.EndsWith("so no list proves that nothing rests", report.Contract().Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("v1", report.Contract().Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, Outcome.Remaining, "1 order in scope stood in HTX's last list before the deadline; ")]
    [InlineData(1056, Outcome.Blocked, "HTX cannot cancel now: HTX 1056: fault; ")]
    [InlineData(1003, Outcome.Remaining, "1 order in scope stood in HTX's last list before the deadline; the last cancel: HTX 1003: fault; ")]
    public async Task What_v1_says_counts_though_the_mode_cannot_be_read(int? code, Outcome outcome, string begins)
    {
        using var driver = Unread(assetMode: 0);
        driver.Exchange.CancelsDoNothing = true;
        driver.Settings.HttpDeadline = TimeSpan.FromSeconds(3);
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.V5Opens, (_, _) => SimulatedResponse.Html(503));
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, _) => code is { } fault ? driver.Exchange.V1Error(fault, "fault") : null);

        var report = await driver.KillAsync();

        Assert.Equal(outcome, report.Outcome);
        Assert.StartsWith(begins, report.Contract().Detail, StringComparison.Ordinal);
        Assert.EndsWith("so no list proves that nothing rests", report.Contract().Detail, StringComparison.Ordinal);
        Assert.Single(report.Contract().StillOpen!);
    }

    [Fact]
    public async Task The_rounds_of_both_generations_are_counted()
    {
        using var driver = Unread(assetMode: 2);
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync(KillDriver.Scope() with { MarginModeAsked = MarginScope.All });

        Assert.Equal((Outcome.Unknown, 2), (report.Outcome, report.Contract().Rounds));
        Assert.Equal((1, 1, 1), (driver.CallsTo(KillDriver.CancelAll), driver.CallsTo("/linear-swap-api/v1/swap_cross_cancelall"), driver.CallsTo(KillDriver.V5CancelAll)));
        Assert.Single(report.Contract().Cancelled!);
    }

    [Fact]
    public async Task An_order_that_v5_listed_is_told_though_htx_says_afterwards_that_the_account_lives_on_v1()
    {
        using var driver = new KillDriver { Account = { V1Answer = 1066 }, Exchange = { CancelsDoNothing = true } };
        driver.Settings.HttpDeadline = TimeSpan.FromSeconds(3);
        driver.Settings.LookInterval = TimeSpan.FromMilliseconds(100);
        driver.Exchange.OnAnswer(KillDriver.AssetMode, (_, _, answer) => answer with { Delay = TimeSpan.FromMilliseconds(900) });
        SimulatedOrder? order = null;
        using var moves = driver.Time.CreateTimer(
            _ =>
            {
                driver.Account.AssetMode = 2;
                order ??= driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
            },
            null,
            TimeSpan.FromMilliseconds(460),
            Timeout.InfiniteTimeSpan);

        var report = await driver.KillAsync(KillDriver.Scope("*"));

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Equal(order!.OrderId, Assert.Single(report.Accounts[0].Contracts.SelectMany(contract => contract.StillOpen ?? [])).OrderId);
    }

    [Theory]
    [InlineData("""{"errors":[],"successes":"123"}""", 0, 1)]
    [InlineData("""{"errors":[{"order_id":"123","err_code":1440,"err_msg":"failed"}],"successes":""}""", 1, 0)]
    public async Task An_order_that_v1_named_and_no_list_has_shown_gone_is_not_clear_on_an_account_that_moved(string answer, int failed, int unverified)
    {
        using var driver = new KillDriver();
        await driver.KillAsync();
        driver.Account.AssetMode = 2;
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, _) => SimulatedResponse.Json($$"""{"status":"ok","data":{{answer}},"ts":1}""") with { Delay = TimeSpan.FromMilliseconds(100) });

        var report = await driver.KillAsync();

        Assert.Equal((Outcome.Unknown, "orders that HTX named are not shown to be gone"), (report.Outcome, report.Contract().Detail));
        Assert.Equal((failed, unverified), (report.Contract().Failed.Count, report.Contract().Unverified.Count));
    }

    [Fact]
    public async Task A_dry_run_on_an_account_whose_mode_cannot_be_read_is_unknown_at_its_deadline()
    {
        using var driver = Unread(assetMode: 2);
        driver.Settings.HttpDeadline = TimeSpan.FromSeconds(2);

        var report = await driver.KillAsync(dryRun: true);

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Contains("HTX did not say which API the account lives on (", report.Contract().Detail, StringComparison.Ordinal);
        Assert.InRange(report.ElapsedMs, 2000, 4000);
    }

    [Fact]
    public async Task Every_contract_whose_list_cannot_be_read_is_told_as_one()
    {
        using var driver = new KillDriver { Settings = { HttpDeadline = TimeSpan.FromSeconds(3) } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, _) => SimulatedResponse.Json("{}"));

        var report = await driver.KillAsync(KillDriver.Scope("*"));

        Assert.Equal((Outcome.Unknown, "*"), (report.Outcome, report.Contract().ContractCode));
        Assert.StartsWith("not proven before the deadline: page 1 of the list: ", report.Contract().Detail, StringComparison.Ordinal);
        Assert.Equal((report.Contract().Cancelled, report.Contract().StillOpen), (null, null));
    }

    [Fact]
    public async Task What_no_contract_is_known_of_is_not_told_while_it_only_waits_for_a_contract()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true }, Settings = { HttpDeadline = TimeSpan.FromSeconds(3) } };
        driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync(KillDriver.Scope("*"));

        Assert.Equal(["BTC-USDT", "ETH-USDT"], report.Accounts[0].Contracts.Select(contract => contract.ContractCode));
        Assert.All(report.Accounts[0].Contracts, contract => Assert.Equal(Outcome.Remaining, contract.Outcome));
    }

    private static KillDriver Unread(int assetMode)
    {
        var driver = new KillDriver { Account = { AssetMode = assetMode } };
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, _) => SimulatedResponse.Html(503));
        return driver;
    }
}
