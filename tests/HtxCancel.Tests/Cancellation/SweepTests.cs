using HtxCancel.Cancellation;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Cancellation;

/// <summary>Which cancels and looks a kill sends, in which order and at what pace.</summary>
public sealed class SweepTests
{
    private static readonly CancelScope Everything = KillDriver.Scope("*") with { MarginModeAsked = MarginScope.All };

    [Fact]
    public async Task Every_contract_on_v5_goes_by_one_call_and_its_conditional_orders_by_theirs()
    {
        using var driver = Driver(2);
        var (bitcoin, ether) = (Place(driver, "BTC-USDT"), Place(driver, "ETH-USDT"));
        var trigger = driver.Account.PlaceAlgo("ETH-USDT", "trigger", "buy", "open", 3000m, 1);

        var report = await driver.KillAsync(Everything with { OrderTypes = [OrderType.Plain, OrderType.Trigger] });

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(
            [$"{KillDriver.AlgoCancel} ETH-USDT", $"{KillDriver.V5CancelAll} "],
            Cancels(driver).Order(StringComparer.Ordinal));
        Assert.Equal(
            [$"BTC-USDT: {bitcoin.OrderId}", $"ETH-USDT: {ether.OrderId}, {trigger.OrderId}"],
            report.Accounts[0].Contracts.Select(contract => $"{contract.ContractCode}: {string.Join(", ", contract.Cancelled!.Order())}"));
        Assert.All(report.Accounts[0].Contracts, contract => Assert.Equal(1, contract.Rounds));
        Assert.NotNull(report.TimingsMs.LastAcknowledgement);
    }

    [Fact]
    public async Task An_order_that_filled_while_the_list_was_read_is_told_though_the_list_read_anew_does_not_show_it()
    {
        using var driver = Driver(2);
        driver.Exchange.V5OldestFirst = false;
        for (var order = 0; order < 120; order++)
        {
            Place(driver, "BTC-USDT");
        }

        // Newest first: it stands on the first page, and the row that the second page goes on from goes with it.
        var filled = Place(driver, "ETH-USDT");
        var cursor = driver.Account.RestingOrders[^100];
        driver.Exchange.OnAnswer(KillDriver.V5Opens, (_, _, _) =>
        {
            driver.Account.Fill(filled.OrderId);
            driver.Account.Fill(cursor.OrderId);
            return null;
        });

        var report = await driver.KillAsync(Everything);

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal([("BTC-USDT", cursor.OrderId), ("ETH-USDT", filled.OrderId)], report.Accounts[0].Contracts.Select(contract => (contract.ContractCode, Assert.Single(contract.AlreadyGone))));
    }

    [Fact]
    public async Task One_contract_with_orders_goes_by_itself_though_every_contract_was_asked_for()
    {
        using var driver = Driver(2);
        Place(driver, "BTC-USDT");

        var report = await driver.KillAsync(Everything);

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal([$"{KillDriver.V5CancelBatch} BTC-USDT"], Cancels(driver));
    }

    [Fact]
    public async Task When_the_call_for_every_contract_does_not_work_the_next_round_goes_contract_by_contract()
    {
        using var driver = Driver(2);
        Place(driver, "BTC-USDT");
        Place(driver, "ETH-USDT");
        driver.Exchange.OnRequest(KillDriver.V5CancelAll, (_, _) => driver.Exchange.V5Error(1440, "no"));

        var report = await driver.KillAsync(Everything);

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal([$"{KillDriver.V5CancelAll} ", $"{KillDriver.V5CancelBatch} BTC-USDT", $"{KillDriver.V5CancelBatch} ETH-USDT"], Cancels(driver));
        Assert.Equal([2, 2], report.Accounts[0].Contracts.Select(contract => contract.Rounds));
    }

    [Fact]
    public async Task An_order_that_the_call_for_every_contract_could_not_cancel_is_told_of_its_own_contract()
    {
        using var driver = Driver(2);
        driver.Settings.HttpDeadline = TimeSpan.FromSeconds(3);
        var stuck = Place(driver, "BTC-USDT");
        var gone = Place(driver, "ETH-USDT");
        driver.Account.RefuseCancel(stuck.OrderId, 1440);

        var report = await driver.KillAsync(Everything);

        var (bitcoin, ether) = (report.Accounts[0].Contracts[0], report.Accounts[0].Contracts[1]);
        Assert.Equal([("BTC-USDT", Outcome.Remaining), ("ETH-USDT", Outcome.Clear)], report.Accounts[0].Contracts.Select(contract => (contract.ContractCode, contract.Outcome)));
        Assert.Equal(stuck.OrderId, Assert.Single(bitcoin.Failed).OrderId);
        Assert.Empty(bitcoin.Cancelled!);
        Assert.Equal([gone.OrderId], ether.Cancelled);
        Assert.Empty(ether.Failed);
        Assert.Null(report.TimingsMs.Verified);
    }

    [Fact]
    public async Task An_order_that_no_list_had_shown_is_told_of_no_contract_when_the_call_for_every_contract_takes_it()
    {
        using var driver = Driver(2);
        Place(driver, "BTC-USDT");
        Place(driver, "ETH-USDT");
        driver.Exchange.CancelLag = TimeSpan.Zero;
        SimulatedOrder? unseen = null;
        driver.Exchange.OnRequest(KillDriver.V5CancelAll, (_, _) =>
        {
            unseen ??= Place(driver, "SOL-USDT");
            return null;
        });

        var report = await driver.KillAsync(Everything);

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(["*", "BTC-USDT", "ETH-USDT"], report.Accounts[0].Contracts.Select(contract => contract.ContractCode));
        Assert.Equal([unseen!.OrderId], report.Accounts[0].Contracts[0].Cancelled);
        Assert.NotNull(report.TimingsMs.LastAcknowledgement);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task An_order_that_was_cancelled_unseen_is_told_of_its_contract_once_a_list_shows_it()
    {
        using var driver = Driver(2);
        driver.Exchange.CancelsDoNothing = true;
        var orders = new[] { Place(driver, "BTC-USDT").OrderId, Place(driver, "ETH-USDT").OrderId };
        var readable = driver.Time.GetUtcNow() + TimeSpan.FromSeconds(3);
        driver.Exchange.OnRequest(KillDriver.V5Opens, (_, _) => driver.Time.GetUtcNow() < readable ? SimulatedResponse.Html(503) : null);
        driver.Exchange.OnAnswer(KillDriver.V5Opens, (_, _, _) =>
        {
            driver.Exchange.CancelsDoNothing = false;
            return null;
        });

        var report = await driver.KillAsync(Everything);

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(["BTC-USDT", "ETH-USDT"], report.Accounts[0].Contracts.Select(contract => contract.ContractCode));
        Assert.Equal(orders, report.Accounts[0].Contracts.SelectMany(contract => contract.Cancelled!));
    }

    [Fact]
    public async Task The_late_answer_to_a_call_for_every_contract_names_orders_of_their_contracts()
    {
        using var driver = Driver(2);
        driver.Exchange.MaximumCancelledPerCall = 1;
        var (bitcoin, ether) = (Place(driver, "BTC-USDT"), Place(driver, "ETH-USDT"));
        driver.Exchange.OnAnswer(KillDriver.V5CancelAll, (request, _, answer) =>
            request.Host == "api.hbdm.com" ? answer with { Delay = TimeSpan.FromMilliseconds(900) } : null);

        var report = await driver.KillAsync(Everything);

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(
            [$"BTC-USDT: 1, {bitcoin.OrderId}", $"ETH-USDT: 1, {ether.OrderId}"],
            report.Accounts[0].Contracts.Select(contract => $"{contract.ContractCode}: {contract.Rounds}, {string.Join(", ", contract.Cancelled!)}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task What_rests_beside_the_scope_is_not_counted_by_a_list_that_did_not_come(int assetMode)
    {
        using var driver = Driver(assetMode);
        driver.Settings.HttpDeadline = TimeSpan.FromSeconds(3);
        Place(driver, "BTC-USDT");
        driver.Account.Place("ETH-USDT", "sell", "open", 3000m, 1);
        foreach (var path in Paths.Lists)
        {
            driver.Exchange.OnRequest(path, (_, _) => SimulatedResponse.Html(503));
        }

        var report = await driver.KillAsync(Everything with { Direction = Direction.Buy });

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Equal((null, null), (report.Accounts[0].OutOfScope.Isolated, report.Accounts[0].OutOfScope.Cross));
    }

    [Fact]
    public async Task An_order_on_a_contract_that_earlier_lists_did_not_show_came_later()
    {
        using var driver = Driver(0);
        Place(driver, "ETH-USDT");
        SimulatedOrder? late = null;
        driver.Exchange.OnAnswer(KillDriver.CancelAll, (_, _, _) =>
        {
            late ??= driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1, orderSource: "bot");
            return null;
        });

        var report = await driver.KillAsync(KillDriver.Scope("*"));

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(["BTC-USDT", "ETH-USDT"], report.Accounts[0].Contracts.Select(contract => contract.ContractCode));
        Assert.Equal((late!.OrderId, "bot"), (Assert.Single(report.Accounts[0].Contracts[0].Reappeared).OrderId, report.Accounts[0].Contracts[0].Reappeared[0].OrderSource));
        Assert.Empty(report.Accounts[0].Contracts[1].Reappeared);
    }

    [Fact]
    public async Task A_contract_that_is_blocked_does_not_slow_the_rounds_of_another()
    {
        using var driver = Driver(0);
        driver.Exchange.MaximumCancelledPerCall = 1;
        driver.Settings.HttpDeadline = TimeSpan.FromSeconds(4);
        Place(driver, "BTC-USDT");
        for (var order = 0; order < 4; order++)
        {
            Place(driver, "ETH-USDT");
        }

        driver.Exchange.OnRequest(KillDriver.CancelAll, (request, _) => request.Body.Contains("BTC-USDT", StringComparison.Ordinal) ? driver.Exchange.V1Error(1056, "settling") : null);
        var begun = driver.Time.GetUtcNow();

        var report = await driver.KillAsync(KillDriver.Scope("*"));

        var cancels = driver.Exchange.Calls.Where(call => call.Path == KillDriver.CancelAll).ToLookup(call => call.Body.Contains("BTC-USDT", StringComparison.Ordinal), call => call.Time - begun);
        Assert.Equal([Outcome.Blocked, Outcome.Clear], report.Accounts[0].Contracts.Select(contract => contract.Outcome));
        Assert.Equal(4, cancels[false].Count());
        Assert.InRange(cancels[false].Last(), TimeSpan.FromMilliseconds(750), TimeSpan.FromMilliseconds(1000));
        Assert.Equal(2, cancels[true].Count());
        Assert.Null(report.TimingsMs.Verified);
    }

    [Fact]
    public async Task The_first_empty_look_of_a_run_is_that_of_the_contract_that_was_emptied_last()
    {
        using var driver = Driver(0);
        driver.Exchange.MaximumCancelledPerCall = 1;
        Place(driver, "BTC-USDT");
        for (var order = 0; order < 3; order++)
        {
            Place(driver, "ETH-USDT");
        }

        var report = await driver.KillAsync(KillDriver.Scope("*"));

        Assert.InRange(report.TimingsMs.FirstEmptyLook!.Value, 500, 800);
        Assert.InRange(report.TimingsMs.Verified!.Value, 1500, 1900);
    }

    [Theory]
    [InlineData("1000.5", 2)]
    [InlineData("1000", 2)]
    public async Task A_look_does_not_come_too_early_to_count(string interval, int looks)
    {
        using var driver = Driver(0);
        driver.Settings.LookInterval = TimeSpan.FromMilliseconds(double.Parse(interval, System.Globalization.CultureInfo.InvariantCulture));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(looks, LooksAt(driver, "BTC-USDT"));
    }

    [Fact]
    public async Task While_a_proof_only_waits_for_the_mode_lists_are_read_once_an_interval()
    {
        using var driver = Driver(0);
        driver.Settings.HttpDeadline = TimeSpan.FromSeconds(10);
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, attempt) => attempt == 1 ? null : SimulatedResponse.Html(503));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.InRange(LooksAt(driver, "BTC-USDT"), 7, 11);
    }

    [Fact]
    public async Task A_mode_that_is_confirmed_at_the_third_try_ends_clear()
    {
        using var driver = Driver(0);
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, attempt) => attempt is > 1 and < 5 ? SimulatedResponse.Html(503) : null);

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
    }

    [Theory]
    [InlineData("BTC-USDT", false)]
    [InlineData("BTC-USDT", true)]
    [InlineData("*", true)]
    public async Task A_slow_list_that_no_cancel_waits_for_is_waited_for(string code, bool dryRun)
    {
        using var driver = Driver(0);
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnAnswer(KillDriver.OpenOrders, (_, attempt, answer) => attempt == 1 ? answer with { Delay = TimeSpan.FromMilliseconds(1500) } : null);

        var report = await driver.KillAsync(KillDriver.Scope(code), dryRun: dryRun);

        Assert.Equal(dryRun ? Outcome.DryRun : Outcome.Clear, report.Outcome);
        var lists = driver.Exchange.Calls.Where(call => call.Path == KillDriver.OpenOrders).Select(call => call.Time).ToList();
        Assert.True(lists[1] - lists[0] >= TimeSpan.FromMilliseconds(1500));
    }

    [Fact]
    public async Task An_acknowledgement_in_one_margin_mode_counts_though_the_other_had_nothing_to_cancel()
    {
        using var driver = Driver(0);
        Place(driver, "BTC-USDT");

        var report = await driver.KillAsync(KillDriver.Scope() with { MarginModeAsked = MarginScope.All });

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.NotNull(report.TimingsMs.LastAcknowledgement);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_list_that_is_blocked_lets_a_run_by_timer_go_on_though_nothing_is_left_to_cancel(int assetMode)
    {
        using var driver = Driver(assetMode);
        driver.Settings.TimerDeadline = TimeSpan.FromSeconds(4);
        driver.Settings.BlockedDeadline = TimeSpan.FromSeconds(20);
        Fault.Code(1078).Befall(driver.Exchange, Paths.Lists, Fault.For(driver.Exchange, TimeSpan.FromSeconds(8)));

        var report = await driver.KillAsync(trigger: Trigger.Timer);

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.InRange(report.ElapsedMs, 9000, 12_000);
    }

    [Theory]
    [InlineData("BTC-USDT")]
    [InlineData("*")]
    public async Task What_only_a_list_could_cancel_is_refused_at_once_when_the_list_is_refused(string code)
    {
        using var driver = Driver(2);
        Place(driver, "BTC-USDT");
        Assert.Single(driver.Account.Keys).CanRead = false;
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, _) => SimulatedResponse.Json("""{"code":200,"message":"success","data":{"asset_mode":2},"ts":1767323045000}"""));

        var report = await driver.KillAsync(KillDriver.Scope(code));

        Assert.Equal(Outcome.Refused, report.Outcome);
        Assert.Equal("page 1 of the list of plain orders: HTX 1205: No access permission.", report.Contract().Detail);
        Assert.InRange(report.ElapsedMs, 0, 1000);
        Assert.Equal(0, report.Calls.Trade);
    }

    private static KillDriver Driver(int assetMode) => new() { Account = { AssetMode = assetMode } };

    private static SimulatedOrder Place(KillDriver driver, string code) => driver.Account.Place(code, "buy", "open", 60000m, 1);

    private static int LooksAt(KillDriver driver, string code) =>
        driver.Exchange.Calls.Count(call => call.Path == KillDriver.OpenOrders && call.Body.Contains(code, StringComparison.Ordinal));

    // Each cancel's path, and the contract that it names.
    private static List<string> Cancels(KillDriver driver) =>
        [.. driver.Exchange.Calls.Where(call => call.Method == "POST").Select(call =>
            $"{call.Path} {new[] { "BTC-USDT", "ETH-USDT" }.FirstOrDefault(code => call.Body.Contains(code, StringComparison.Ordinal))}")];
}
