using System.Text.Json;
using HtxCancel.Tests.Drivers;
using HtxSimulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace HtxCancel.Tests.Runs;

public sealed class CancelServiceTests
{
    [Fact]
    public async Task Every_order_in_scope_is_cancelled_and_proven_gone()
    {
        using var driver = new KillDriver();
        var orders = new[] { "buy", "sell", "buy" }.Select(direction => driver.Account.Place("BTC-USDT", direction, "open", 60000m, 1).OrderId).ToList();
        driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1, marginMode: "cross");

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(orders, report.Contract().Cancelled!.Order());
        Assert.Equal(["ETH-USDT", "BTC-USDT"], driver.Exchange.RestingOrders.OrderByDescending(order => order.ContractCode).Select(order => order.ContractCode));
        Assert.Equal(1, report.Accounts[0].OutOfScope.Isolated!.Plain);
        Assert.Equal(1, report.Accounts[0].OutOfScope.Cross!.Plain);
        Assert.Equal(["v1"], report.Accounts[0].Apis);
        Assert.Equal(1, report.Contract().Rounds);
        Assert.Null(report.Contract().Detail);
    }

    [Fact]
    public async Task The_proof_is_two_looks_after_the_cancel_an_interval_apart()
    {
        using var driver = new KillDriver { Exchange = { CancelLag = TimeSpan.Zero } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync();

        var cancelled = driver.Exchange.Calls.Single(call => call.Path == KillDriver.CancelAll).Time;
        var looks = driver.Exchange.Calls.Where(call => call.Path == KillDriver.OpenOrders && call.Body.Contains("BTC-USDT", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, looks.Count);
        Assert.All(looks, look => Assert.True(look.Time >= cancelled));
        Assert.True(looks[1].Time - looks[0].Time >= TimeSpan.FromSeconds(1));
        Assert.InRange(report.ElapsedMs, 1000, 1200);

        // Two looks, the mode before and after them, and what rests beside the scope in either margin mode.
        Assert.Equal((1, 6), (report.Calls.Trade, report.Calls.Read));
    }

    [Fact]
    public async Task An_order_that_is_still_listed_as_cancelling_is_looked_at_again_and_not_cancelled_again()
    {
        using var driver = new KillDriver { Exchange = { CancelLag = TimeSpan.FromMilliseconds(450) } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(1, driver.CallsTo(KillDriver.CancelAll));
        Assert.Single(report.Contract().Cancelled!);
    }

    [Fact]
    public async Task What_one_call_leaves_the_next_rounds_cancel()
    {
        using var driver = new KillDriver { Exchange = { MaximumCancelledPerCall = 10 } };
        for (var order = 0; order < 25; order++)
        {
            driver.Account.Place("BTC-USDT", "buy", "open", 60000m + order, 1);
        }

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(25, report.Totals.Cancelled);
        Assert.Equal(3, report.Contract().Rounds);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_contract_starts_at_most_four_rounds_a_second()
    {
        using var driver = new KillDriver { Exchange = { MaximumCancelledPerCall = 1, CancelLag = TimeSpan.Zero } };
        for (var order = 0; order < 8; order++)
        {
            driver.Account.Place("BTC-USDT", "buy", "open", 60000m + order, 1);
        }

        await driver.KillAsync();

        var rounds = driver.Exchange.Calls.Where(call => call.Path == KillDriver.CancelAll).Select(call => call.Time).ToList();
        Assert.Equal(8, rounds.Count);
        Assert.All(rounds.Zip(rounds.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromMilliseconds(250)));
    }

    [Theory]
    [InlineData("buy", null, 2)]
    [InlineData("sell", null, 2)]
    [InlineData(null, "open", 2)]
    [InlineData(null, "close", 2)]
    [InlineData("buy", "close", 1)]
    public async Task A_filter_spares_the_rest(string? direction, string? offset, int expected)
    {
        using var driver = new KillDriver();
        foreach (var (side, own) in new[] { ("buy", "open"), ("buy", "close"), ("sell", "open"), ("sell", "close") })
        {
            driver.Account.Place("BTC-USDT", side, own, 60000m, 1);
        }

        var report = await driver.KillAsync(KillDriver.Scope() with
        {
            Direction = direction is null ? null : Enum.Parse<Direction>(direction, ignoreCase: true),
            Offset = offset is null ? null : Enum.Parse<Offset>(offset, ignoreCase: true),
        });

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(expected, report.Totals.Cancelled);
        Assert.Equal(4 - expected, driver.Exchange.RestingOrders.Count);
        Assert.All(driver.Exchange.RestingOrders, order => Assert.False(
            (direction is null || order.Direction == direction) && (offset is null || order.Offset == offset)));
    }

    [Fact]
    public async Task One_way_orders_that_an_offset_filter_skips_are_cancelled_by_their_ids()
    {
        using var driver = new KillDriver();
        var closing = driver.Account.Place("BTC-USDT", "sell", "both", 70000m, 1, reduceOnly: true);
        for (var order = 0; order < 12; order++)
        {
            driver.Account.Place("BTC-USDT", "buy", "both", 60000m + order, 1);
        }

        var report = await driver.KillAsync(KillDriver.Scope() with { Offset = Offset.Open });

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(12, report.Totals.Cancelled);
        Assert.Equal(closing.OrderId, Assert.Single(driver.Exchange.RestingOrders).OrderId);
        Assert.Equal(2, driver.CallsTo("/linear-swap-api/v1/swap_cancel"));
    }

    [Fact]
    public async Task Contracts_run_side_by_side_and_one_that_is_refused_stops_no_other()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync(KillDriver.Scope("NOSUCH-USDT", "BTC-USDT"));

        Assert.Equal(Outcome.Refused, report.Outcome);
        Assert.Equal([Outcome.Refused, Outcome.Clear], report.Accounts[0].Contracts.Select(contract => contract.Outcome));
        Assert.Contains("1332", report.Accounts[0].Contracts[0].Detail, StringComparison.Ordinal);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.InRange(report.ElapsedMs, 1000, 1600);
    }

    [Fact]
    public async Task A_dry_run_lists_what_would_be_cancelled_and_sends_no_cancel()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync(dryRun: true);

        Assert.Equal(Outcome.DryRun, report.Outcome);
        Assert.True(report.DryRun);
        Assert.Single(report.Contract().StillOpen!);
        Assert.Equal(0, driver.CallsTo(KillDriver.CancelAll));
        Assert.Single(driver.Exchange.RestingOrders);
        Assert.Equal(0, report.Calls.Trade);
    }

    [Fact]
    public async Task A_dry_run_whose_list_cannot_be_read_is_unknown()
    {
        using var driver = new KillDriver();
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, _) => SimulatedResponse.Json("{}"));

        var report = await driver.KillAsync(dryRun: true);

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Equal(0, driver.CallsTo(KillDriver.CancelAll));
    }

    [Theory]
    [InlineData("NOSUCH-USDT", "1332", 0, 1000)]
    [InlineData("BTC-USDT", "403", 3000, 6000)]
    public async Task A_dry_run_that_htx_refuses_is_refused_at_once_and_its_key_after_3_s(string contract, string code, int least, int most)
    {
        using var driver = new KillDriver();
        if (code == "403")
        {
            driver.Keys.Answer = new ApiKeyResult.Found(new ApiKeyPair(Canary.AccessKey, "canary-secret-wrong"));
        }

        var report = await driver.KillAsync(KillDriver.Scope(contract), dryRun: true);

        Assert.Equal(Outcome.Refused, report.Outcome);
        Assert.Contains(code, report.Contract().Detail, StringComparison.Ordinal);
        Assert.InRange(report.ElapsedMs, least, most);
    }

    [Fact]
    public async Task A_dry_run_on_an_account_that_lives_on_v5_lists_what_rests_there()
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync(dryRun: true);

        Assert.Equal(Outcome.DryRun, report.Outcome);
        Assert.Single(report.Contract().StillOpen!);
        Assert.Equal(0, report.Calls.Trade);
    }

    [Fact]
    public async Task On_an_exchange_without_v5_orders_go_and_the_outcome_is_unknown()
    {
        using var driver = new KillDriver { Exchange = { HasV5 = false } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.EndsWith(
            "; HTX did not say which API the account lives on (HTX 404: the host does not know this path), so no list proves that nothing rests",
            report.Contract().Detail,
            StringComparison.Ordinal);
        Assert.InRange(report.ElapsedMs, 20_000, 21_000);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_mode_that_is_read_late_still_ends_clear()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, attempt) => attempt < 4 ? SimulatedResponse.Html(502) : null);

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
    }

    [Fact]
    public async Task Mode_0_with_v1_out_is_unknown_and_says_what_v1_answered()
    {
        using var driver = new KillDriver { Exchange = { HasV1 = false } };

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.StartsWith("not proven before the deadline: the last cancel: HTX 404: the host does not know this path", report.Contract().Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6002)]
    [InlineData(6023)]
    [InlineData(1066)]
    [InlineData(4002)]
    public async Task A_v1_that_says_moved_is_evidence_of_nothing_while_the_mode_cannot_be_read(int code)
    {
        using var driver = new KillDriver();
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, _) => driver.Exchange.V1Error(code, "moved"));
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, _) => SimulatedResponse.Hang);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Contains($"HTX {code}: moved", report.Contract().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_moved_code_on_an_account_that_lives_on_v1_is_tried_again()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, attempt) => attempt == 1 ? driver.Exchange.V1Error(6023, "temporarily unavailable") : null);

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
    }

    [Fact]
    public async Task A_v1_that_is_missing_at_one_host_is_used_at_the_other()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (request, _) => request.Host == "api.hbdm.com" ? SimulatedResponse.Html(404) : null);

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(302)]
    [InlineData(200)]
    public async Task A_host_whose_edge_answers_pages_is_left_for_the_other(int status)
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.OnEveryRequest((request, _) => request.Host == "api.hbdm.com" ? SimulatedResponse.Html(status) : null);

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task Neither_api_at_the_address_is_unknown_at_the_deadline()
    {
        using var driver = new KillDriver { Exchange = { HasV1 = false, HasV5 = false } };

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Contains("HTX did not say which API the account lives on (HTX 404", report.Contract().Detail, StringComparison.Ordinal);
        Assert.Null(report.Contract().StillOpen);
    }

    [Fact]
    public async Task A_mode_that_is_read_late_is_not_overlooked()
    {
        using var driver = new KillDriver { Account = { AssetMode = 1 } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1, marginMode: "cross");
        var late = driver.Time.GetUtcNow() + TimeSpan.FromSeconds(15);
        driver.Exchange.OnRequest(KillDriver.V5Opens, (_, _) => driver.Time.GetUtcNow() < late ? SimulatedResponse.Html(503) : null);
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, _) => driver.Time.GetUtcNow() < late ? SimulatedResponse.Html(503) : null);

        Assert.Equal(Outcome.Refused, (await driver.KillAsync()).Outcome);
    }

    [Fact]
    public async Task While_no_list_can_be_read_cancels_go_on_until_nothing_is_left()
    {
        using var driver = new KillDriver { Exchange = { MaximumCancelledPerCall = 10 } };
        for (var order = 0; order < 25; order++)
        {
            driver.Account.Place("BTC-USDT", "buy", "open", 60000m + order, 1);
        }

        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, _) => SimulatedResponse.Html(503));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Equal(25, report.Contract().Unverified.Count);
        Assert.InRange(driver.CallsTo(KillDriver.CancelAll), 4, 6);
    }

    [Fact]
    public async Task One_404_of_v1_is_tried_again()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, attempt) => attempt == 1 ? SimulatedResponse.Html(404) : null);

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
    }

    [Theory]
    [InlineData("maintain")]
    [InlineData("1056")]
    [InlineData("1059")]
    public async Task A_blocked_call_answers_blocked_at_its_deadline(string fault)
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, _) => Blocked(driver, fault));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Blocked, report.Outcome);
        Assert.InRange(report.ElapsedMs, 20_000, 21_000);
        Assert.Single(report.Contract().StillOpen!);
    }

    [Theory]
    [InlineData(Trigger.Timer)]
    [InlineData(Trigger.Alert)]
    public async Task A_blocked_run_by_timer_or_alert_goes_on_and_ends_clear_after_4_minutes(Trigger trigger)
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var settled = driver.Time.GetUtcNow() + TimeSpan.FromMinutes(4);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, _) => driver.Time.GetUtcNow() < settled ? Blocked(driver, "1056") : null);

        var report = await driver.KillAsync(trigger: trigger);

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.InRange(report.ElapsedMs, 240_000, 245_000);
        Assert.InRange(driver.CallsTo(KillDriver.CancelAll), 110, 125);
    }

    [Theory]
    [InlineData(Trigger.Timer)]
    [InlineData(Trigger.Alert)]
    public async Task A_run_by_timer_or_alert_that_stays_blocked_ends_at_the_blocked_deadline(Trigger trigger)
    {
        using var driver = new KillDriver { Settings = { BlockedDeadline = TimeSpan.FromMinutes(3) } };
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, _) => Blocked(driver, "1056"));

        var report = await driver.KillAsync(trigger: trigger);

        Assert.Equal(Outcome.Blocked, report.Outcome);
        Assert.InRange(report.ElapsedMs, 180_000, 181_000);
    }

    [Theory]
    [InlineData(Trigger.Timer)]
    [InlineData(Trigger.Alert)]
    public async Task A_run_by_timer_or_alert_that_is_not_blocked_ends_at_its_own_deadline(Trigger trigger)
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync(trigger: trigger);

        Assert.Equal(Outcome.Remaining, report.Outcome);
        Assert.InRange(report.ElapsedMs, 60_000, 61_000);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("reset")]
    [InlineData("html")]
    [InlineData("empty")]
    [InlineData("nonsense")]
    [InlineData("cut off")]
    [InlineData("too large")]
    [InlineData("9999")]
    public async Task An_exchange_that_answers_nothing_that_can_be_read_is_unknown_within_a_second_of_the_deadline(string fault)
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.OnEveryRequest((_, _) => Fault(driver, fault));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.InRange(report.ElapsedMs, 19_900, 21_000);
        Assert.NotEmpty(report.Contract().Detail!);
        Assert.Null(report.Contract().StillOpen);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("reset")]
    [InlineData("html")]
    [InlineData("cut off")]
    [InlineData("1003")]
    [InlineData("1032")]
    public async Task A_fault_that_passes_ends_clear(string fault)
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.OnEveryRequest((_, attempt) => attempt <= 2 ? Fault(driver, fault) : null);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_cancel_that_is_done_and_whose_answer_is_lost_ends_clear()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnAnswer(KillDriver.CancelAll, (_, attempt, answer) => attempt == 1 ? SimulatedResponse.Reset : answer);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Equal((2, 1), (driver.CallsTo(KillDriver.CancelAll), report.Calls.Unanswered));
    }

    [Fact]
    public async Task When_one_host_is_dead_the_other_is_used()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.OnEveryRequest((request, _) => request.Host == "api.hbdm.com" ? SimulatedResponse.Reset : null);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.InRange(report.ElapsedMs, 1000, 2500);
    }

    [Fact]
    public async Task A_key_that_the_exchange_refuses_is_refused_naming_account_and_code()
    {
        using var driver = new KillDriver();
        driver.Exchange.AddKey("10001", "canary-access-other", "canary-secret-other");
        driver.Keys.Answer = new ApiKeyResult.Found(new ApiKeyPair(Canary.AccessKey, "canary-secret-wrong"));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Refused, report.Outcome);
        Assert.Equal("main", report.Accounts[0].Account);
        Assert.Contains("403", report.Contract().Detail, StringComparison.Ordinal);
        Assert.InRange(report.ElapsedMs, 3000, 6000);
    }

    [Fact]
    public async Task A_key_that_was_rotated_is_fetched_anew_and_the_run_ends_clear()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Keys.Fresh = driver.Keys.Answer;
        driver.Keys.Answer = new ApiKeyResult.Found(new ApiKeyPair("canary-access-old", "canary-secret-old"));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.True(driver.Keys.Refreshed > 0);
    }

    [Fact]
    public async Task A_refused_key_is_not_given_up_while_the_key_store_is_silent()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var current = driver.Keys.Answer;
        driver.Keys.Answer = new ApiKeyResult.Found(new ApiKeyPair("canary-access-old", "canary-secret-old"));
        driver.Keys.Fresh = new ApiKeyResult.Silent("Key Vault answered 503");
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, attempt) =>
        {
            driver.Keys.Fresh = attempt < 5 ? driver.Keys.Fresh : current;
            return null;
        });

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
    }

    [Fact]
    public async Task A_clock_that_is_an_hour_off_is_corrected_from_the_answer()
    {
        using var driver = new KillDriver { Exchange = { ClockOffset = TimeSpan.FromHours(1) } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
    }

    [Fact]
    public async Task Missing_keys_are_refused_and_nothing_is_sent()
    {
        using var driver = new KillDriver();
        driver.Keys.Answer = new ApiKeyResult.Refused("Key Vault answered 404 SecretNotFound for secret 'htx-main'");

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Refused, report.Outcome);
        Assert.Contains("404", report.Contract().Detail, StringComparison.Ordinal);
        Assert.Empty(driver.Exchange.Calls);
        Assert.Null(report.TimingsMs.Keys);
        Assert.Null(report.TimingsMs.FirstRequest);
    }

    [Fact]
    public async Task A_silent_key_store_is_unknown()
    {
        using var driver = new KillDriver();
        driver.Keys.Answer = new ApiKeyResult.Silent("Key Vault answered 503");

        Assert.Equal(Outcome.Unknown, (await driver.KillAsync()).Outcome);
    }

    [Fact]
    public async Task A_key_without_the_permission_to_trade_is_refused()
    {
        using var driver = new KillDriver();
        Assert.Single(driver.Account.Keys).CanTrade = false;
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Refused, report.Outcome);
        Assert.Single(report.Contract().StillOpen!);
    }

    [Fact]
    public async Task A_key_without_the_permission_to_read_cancels_and_is_unknown()
    {
        using var driver = new KillDriver();
        Assert.Single(driver.Account.Keys).CanRead = false;
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Single(report.Contract().Unverified);
        Assert.Null(report.Contract().Cancelled);
    }

    [Fact]
    public async Task An_order_that_htx_would_not_cancel_is_failed_with_its_code_and_not_clear()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        var order = driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, _) => SimulatedResponse.Json(
            $$$"""{"status":"ok","data":{"errors":[{"order_id":"{{{order.OrderId}}}","err_code":1440,"err_msg":"failed"}],"successes":""},"ts":1}"""));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Remaining, report.Outcome);
        var failed = Assert.Single(report.Contract().Failed);
        Assert.Equal((order.OrderId, (int?)1440, "60000"), (failed.OrderId, failed.ErrCode, failed.Price));
        Assert.Contains("1 order in scope", report.Contract().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forty_contracts_stay_within_the_rate_limit()
    {
        using var driver = new KillDriver();
        var codes = driver.PlaceOnContracts(40);

        var report = await driver.KillAsync(KillDriver.Scope(codes));

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.DoesNotContain(driver.Exchange.Calls, call => call.ErrorCode == 1032);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_bot_that_burns_the_rate_limit_of_the_same_uid_delays_the_kill_and_does_not_stop_it()
    {
        using var driver = new KillDriver();
        var codes = driver.PlaceOnContracts(40);

        driver.Account.BurnTrade(60);
        driver.Account.BurnRead(72);
        var report = await driver.KillAsync(KillDriver.Scope(codes));

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
        // What is left is told by the first answer and tried again from time to time: few calls meet the limit.
        Assert.InRange(driver.Exchange.Calls.Count(call => call.ErrorCode == 1032), 1, 10);
    }

    [Fact]
    public async Task A_host_that_stops_logs_the_run_under_way_and_waits_for_it()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        Task? stopped = null;
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, _) =>
        {
            driver.Lifetime.StopApplication();
            stopped = driver.Runs!.StopAsync(CancellationToken.None);
            Assert.False(stopped.IsCompleted);
            return null;
        });

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        await stopped!;
        Assert.Contains(report.RunId, Assert.Single(driver.Log.Lines, line => line.Id.Id == 1005).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_whose_patience_ends_waits_no_longer()
    {
        using var driver = new KillDriver();
        await driver.KillAsync();
        var never = new TaskCompletionSource<int>();
        var command = new CancelCommand(KillDriver.Scope(), Trigger.Http);
        var run = driver.Runs!.TrackAsync(
            new CancelRun(command, [], 0, driver.Keys, driver.Transport!, driver.Settings, driver.Time, NullLogger.Instance), _ => never.Task);
        using var patience = new CancellationTokenSource();

        var stopped = driver.Runs.StopAsync(patience.Token);
        Assert.False(stopped.IsCompleted);
        await patience.CancelAsync();

        await stopped;
        never.SetResult(1);
        Assert.Equal(1, await run);
    }

    [Fact]
    public async Task Orders_that_rested_all_along_behind_a_list_that_shrinks_have_not_reappeared()
    {
        using var driver = new KillDriver { Exchange = { MaximumCancelledPerCall = 20, CancelLag = TimeSpan.FromMilliseconds(50) } };
        for (var order = 0; order < 65; order++)
        {
            driver.Account.Place("BTC-USDT", "buy", "open", 60000m + order, 1);
        }

        driver.Account.Place("SOL-USDT", "buy", "open", 100m, 1);

        // The list shrinks under every look of several pages.
        driver.Exchange.OnAnswer(KillDriver.OpenOrders, (_, _, answer) => answer with { Delay = TimeSpan.FromMilliseconds(30) });

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal((65, 0), (report.Totals.Cancelled, report.Totals.Reappeared));
        Assert.Equal(1, report.Accounts[0].OutOfScope.Isolated!.Plain);
    }

    [Fact]
    public async Task A_host_that_refuses_the_key_is_left_for_the_other()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.OnEveryRequest((request, _) => request.Host == "api.hbdm.com" ? driver.Exchange.V1Error(403, "Verification failure") : null);

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
    }

    [Fact]
    public async Task One_404_in_the_last_round_does_not_hide_what_rests()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var late = driver.Time.GetUtcNow() + TimeSpan.FromSeconds(19.7);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, _) => driver.Time.GetUtcNow() < late ? null : SimulatedResponse.Html(404));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Remaining, report.Outcome);
        Assert.Single(report.Contract().StillOpen!);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    [InlineData(900)]
    public async Task Two_runs_at_once_on_an_account_whose_mode_is_read_at_the_other_host_alone_both_end_clear(int milliseconds)
    {
        using var driver = new KillDriver();
        driver.Exchange.OnRequest(KillDriver.AssetMode, (request, _) => request.Host == "api.hbdm.com" ? SimulatedResponse.Html(404) : null);
        Task<CancelReport>? second = null;
        using var timer = driver.Time.CreateTimer(_ => second = driver.Service.RunAsync(new CancelCommand(KillDriver.Scope("ETH-USDT"), Trigger.Http)), null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);

        var first = await driver.KillAsync();
        var other = await Task.Run(() => driver.Time.RunAsync(() => second!));

        Assert.Equal((Outcome.Clear, Outcome.Clear), (first.Outcome, other.Outcome));
    }

    [Fact]
    public async Task A_1032_waits_for_the_reset_that_it_names()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, attempt) => attempt > 1 ? null : driver.Exchange.V1Error(1032, "too many") with
        {
            Headers = new Dictionary<string, string> { ["ratelimit-limit"] = "72", ["ratelimit-remaining"] = "0", ["ratelimit-reset"] = "400", ["ratelimit-interval"] = "3000" },
        });

        await driver.KillAsync();

        var cancels = driver.Exchange.Calls.Where(call => call.Path == KillDriver.CancelAll).Select(call => call.Time).ToList();
        Assert.InRange(cancels[1] - cancels[0], TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(800));
    }

    [Fact]
    public async Task A_scope_that_names_a_strange_account_is_not_run()
    {
        using var driver = new KillDriver();

        await Assert.ThrowsAsync<ArgumentException>(() => driver.KillAsync(KillDriver.Scope() with { Accounts = ["other"] }));
        await Assert.ThrowsAsync<ArgumentException>(() => driver.KillAsync(KillDriver.Scope() with { ContractCodes = [] }));
        Assert.Empty(driver.Exchange.Calls);
    }

    [Fact]
    public async Task Every_id_stands_in_one_list_and_the_totals_count_them()
    {
        using var driver = new KillDriver { Exchange = { MaximumCancelledPerCall = 4 } };
        for (var order = 0; order < 10; order++)
        {
            driver.Account.Place("BTC-USDT", "buy", "open", 60000m + order, 1);
        }

        driver.Exchange.OnAnswer(KillDriver.CancelAll, (_, attempt, answer) =>
        {
            if (attempt == 1)
            {
                driver.Account.Fill(driver.Exchange.RestingOrders[^1].OrderId);
            }

            return answer;
        });

        var report = await driver.KillAsync();

        using var json = JsonDocument.Parse(report.ToJson());
        var contract = json.RootElement.GetProperty("accounts")[0].GetProperty("contracts")[0];
        var ids = new[] { "cancelled", "already_gone", "filled", "unverified" }
            .SelectMany(list => contract.GetProperty(list).EnumerateArray().Select(id => id.GetString()))
            .Concat(new[] { "reappeared", "failed", "still_open" }.SelectMany(list => contract.GetProperty(list).EnumerateArray().Select(order => order.GetProperty("order_id").GetString())))
            .ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(
            ids.Count,
            report.Totals.Cancelled + report.Totals.AlreadyGone + report.Totals.Filled + report.Totals.Unverified + report.Totals.Reappeared + report.Totals.Failed + report.Totals.StillOpen);
    }

    private static SimulatedResponse Blocked(KillDriver driver, string fault) => fault == "maintain"
        ? SimulatedResponse.Json("""{"status":"maintain"}""")
        : driver.Exchange.V1Error(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture), "blocked");

    private static SimulatedResponse Fault(KillDriver driver, string fault) => fault switch
    {
        "hang" => SimulatedResponse.Hang,
        "reset" => SimulatedResponse.Reset,
        "html" => SimulatedResponse.Html(403),
        "empty" => SimulatedResponse.Json(""),
        "nonsense" => SimulatedResponse.Json("It works!"),
        "cut off" => SimulatedResponse.CutOff(SimulatedResponse.Json("""{"status":"ok","data":{"errors":[],"successes":""},"ts":1}"""), 20),
        "too large" => SimulatedResponse.Json($$"""{"status":"ok","data":{"orders":[],"total_size":0},"padding":"{{new string('x', 5_000_000)}}"}"""),
        _ => driver.Exchange.V1Error(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture), "fault"),
    };
}
