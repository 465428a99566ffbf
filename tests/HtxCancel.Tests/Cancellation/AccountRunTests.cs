using HtxCancel.ApiKeys;
using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Cancellation;

/// <summary>One account's part of a run: its keys, its API, its contracts, and what rests beside them.</summary>
public sealed class AccountRunTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 8)]
    [InlineData(9, 1)]
    public void Up_to_eight_contracts_are_listed_one_by_one(int contracts, int units)
    {
        var scope = KillDriver.Scope([.. Enumerable.Range(0, contracts).Select(number => $"C{number}-USDT")]);

        var parts = AccountRun.Units(scope);

        Assert.Equal(units, parts.Count);
        Assert.Equal(scope.ContractCodes, parts.SelectMany(part => part.ContractCodes));
    }

    [Fact]
    public async Task Without_keys_the_report_says_why_and_claims_nothing()
    {
        using var driver = new KillDriver();
        driver.AddAccount("refused");
        driver.AddAccountSetting("off", "not a secret's name");
        driver.Keys.Answer = new ApiKeyResult.Silent("Key Vault answered 503");
        driver.Keys.Answers("htx-refused", new ApiKeyResult.Refused("Key Vault answered 404 SecretNotFound"));

        var report = await driver.KillAsync(KillDriver.Scope("BTC-USDT", "ETH-USDT") with { Accounts = ["main", "refused", "off"] });

        Assert.Equal([Outcome.Unknown, Outcome.Refused, Outcome.Refused], report.Accounts.Select(account => account.Outcome));
        Assert.Equal("no keys before the deadline: Key Vault answered 503", report.Accounts[0].Detail);
        Assert.Equal("Key Vault answered 404 SecretNotFound", report.Accounts[1].Detail);
        Assert.StartsWith("this account is switched off in the settings: Accounts:off:SecretName", report.Accounts[2].Detail, StringComparison.Ordinal);
        Assert.All(report.Accounts, account => Assert.Equal(
            [("BTC-USDT", account.Outcome, account.Detail), ("ETH-USDT", account.Outcome, account.Detail)],
            account.Contracts.Select(contract => (contract.ContractCode, contract.Outcome, contract.Detail))));
        Assert.All(report.Accounts, account => Assert.Equal((new OutOfScope(null, null), 0), (account.OutOfScope, account.Apis.Count)));
        Assert.Equal(new ReportTotals(null, 0, 0, 0, 0, 0, null), report.Totals);
    }

    [Fact]
    public async Task The_detail_of_an_account_names_the_contract_where_there_are_several()
    {
        using var driver = new KillDriver();

        var alone = await driver.KillAsync(KillDriver.Scope("NOSUCH-USDT"));
        var beside = await driver.KillAsync(KillDriver.Scope("BTC-USDT", "NOSUCH-USDT"));
        var clear = await driver.KillAsync(KillDriver.Scope("BTC-USDT", "ETH-USDT"));

        Assert.Equal(alone.Contract().Detail, alone.Accounts[0].Detail);
        Assert.Equal($"NOSUCH-USDT: {alone.Contract().Detail}", beside.Accounts[0].Detail);
        Assert.Null(clear.Accounts[0].Detail);
    }

    [Fact]
    public async Task A_fault_that_nobody_expected_on_one_contract_stops_no_other_and_is_logged()
    {
        using var driver = new KillDriver { Jitter = () => throw new InvalidOperationException("no chance"), Settings = { HttpDeadline = TimeSpan.FromSeconds(3) } };
        driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (request, _) => request.Body.Contains("BTC-USDT", StringComparison.Ordinal) ? SimulatedResponse.Html(503) : null);

        var report = await driver.KillAsync(KillDriver.Scope("BTC-USDT", "ETH-USDT"));

        Assert.Equal(
            [
                ("BTC-USDT", Outcome.Unknown, "an unexpected fault ended the work on this contract (InvalidOperationException); the log has more"),
                ("ETH-USDT", Outcome.Clear, null),
            ],
            report.Accounts[0].Contracts.Select(contract => (contract.ContractCode, contract.Outcome, contract.Detail)));
        Assert.StartsWith(
            "An unexpected fault ended the work on contract BTC-USDT of account main. System.InvalidOperationException: no chance",
            Assert.Single(driver.Log.Lines, line => line.Id.Id == 1003).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_nobody_expected_on_a_list_that_many_contracts_share_names_eight_of_them()
    {
        using var driver = new KillDriver { Jitter = () => throw new InvalidOperationException("no chance"), Settings = { HttpDeadline = TimeSpan.FromSeconds(3) } };
        var codes = driver.ListContracts(10);
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, attempt) => attempt == 1 ? SimulatedResponse.Html(503) : null);

        var report = await driver.KillAsync(KillDriver.Scope(codes));

        Assert.Equal(codes.Select(code => (code, Outcome.Unknown)), report.Accounts[0].Contracts.Select(contract => (contract.ContractCode, contract.Outcome)));
        Assert.StartsWith(
            "An unexpected fault ended the work on contract C0-USDT, C1-USDT, C2-USDT, C3-USDT, C4-USDT, C5-USDT, C6-USDT, C7-USDT of account main.",
            Assert.Single(driver.Log.Lines, line => line.Id.Id == 1003).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_nobody_expected_on_one_account_stops_no_other_and_is_logged()
    {
        using var driver = new KillDriver { Jitter = () => throw new InvalidOperationException("no chance") };
        driver.AddAccount("other").Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (request, _) =>
            request.Query.Contains("canary-access-other", StringComparison.Ordinal) || request.Body.Contains("contract_code", StringComparison.Ordinal)
                ? null
                : SimulatedResponse.Html(503));

        var report = await driver.KillAsync(KillDriver.Scope() with { Accounts = ["main", "other"] });

        Assert.Equal(
            [(Outcome.Unknown, "an unexpected fault ended the work on this account (InvalidOperationException); the log has more"), (Outcome.Clear, null)],
            report.Accounts.Select(account => (account.Outcome, account.Detail)));
        Assert.StartsWith(
            "An unexpected fault ended the work on account main. System.InvalidOperationException: no chance",
            Assert.Single(driver.Log.Lines, line => line.Id.Id == 1004).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mode_that_a_run_was_told_chooses_what_the_next_one_sends_first()
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        await driver.KillAsync();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnAnswer(KillDriver.AssetMode, (_, _, answer) => answer with { Delay = TimeSpan.FromMilliseconds(200) });
        var before = driver.Exchange.Calls.Count;

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(["v5"], report.Accounts[0].Apis);
        Assert.Equal(KillDriver.V5Opens, driver.Exchange.Calls[before].Path);
        Assert.InRange(report.TimingsMs.LastAcknowledgement!.Value, 0, 100);
    }

    [Fact]
    public async Task An_account_that_has_moved_since_is_not_listed_where_it_was()
    {
        using var driver = new KillDriver();
        await driver.KillAsync();
        driver.Account.AssetMode = 2;
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnAnswer(KillDriver.CancelAll, (_, _, answer) => answer with { Delay = TimeSpan.FromMilliseconds(200) });
        var before = driver.CallsTo(KillDriver.OpenOrders);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(before, driver.CallsTo(KillDriver.OpenOrders));
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_last_list_that_cannot_be_read_counts_nothing_beside_the_scope(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };
        driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (request, _) => request.Body.Contains("contract_code", StringComparison.Ordinal) ? null : SimulatedResponse.Html(503));
        driver.Exchange.OnRequest(KillDriver.V5Opens, (request, _) => request.Query.Contains("contract_code", StringComparison.Ordinal) ? null : SimulatedResponse.Html(503));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(new OutOfScope(null, null), report.Accounts[0].OutOfScope);
    }

    [Fact]
    public async Task What_rests_beside_the_scope_is_not_counted_on_an_exchange_without_v5()
    {
        using var driver = new KillDriver { Exchange = { HasV5 = false }, Settings = { HttpDeadline = TimeSpan.FromSeconds(2) } };
        driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);

        var report = await driver.KillAsync();

        Assert.Equal(new OutOfScope(null, null), report.Accounts[0].OutOfScope);
    }

    [Fact]
    public async Task What_rests_beside_the_scope_is_not_counted_where_it_is_not_known_which_api_counts()
    {
        using var driver = new KillDriver { Settings = { HttpDeadline = TimeSpan.FromSeconds(2) } };
        driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, _) => SimulatedResponse.Html(503));

        var report = await driver.KillAsync();

        Assert.Equal(new OutOfScope(null, null), report.Accounts[0].OutOfScope);
    }

    [Theory]
    [InlineData(0, "*")]
    [InlineData(2, "*")]
    [InlineData(0, "BTC-USDT")]
    [InlineData(2, "BTC-USDT")]
    public async Task Each_type_that_was_listed_is_counted_beside_the_scope(int assetMode, string code)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Account.Place("BTC-USDT", "sell", "open", 70000m, 1);
        driver.Account.Place("BTC-USDT", "sell", "open", 70000m, 1, marginMode: "cross");
        driver.Account.Place("BTC-USDT", "sell", "open", 70001m, 1, marginMode: "cross");
        driver.Account.PlaceAlgo("BTC-USDT", "trigger", "sell", "open", 70000m, 1, marginMode: "cross");

        var report = await driver.KillAsync(KillDriver.Scope(code) with
        {
            Direction = Direction.Buy,
            MarginModeAsked = MarginScope.All,
            OrderTypes = [OrderType.Plain, OrderType.Trigger],
        });

        // Of one contract alone the account's plain orders are listed in the end; v1 knows plain orders only.
        var (isolated, cross) = assetMode == 2 && code == "*" ? (new OrderCounts(1, 0), new OrderCounts(2, 1)) : (new OrderCounts(1), new OrderCounts(2));
        Assert.Equal(new OutOfScope(isolated, cross), report.Accounts[0].OutOfScope);
    }

    [Fact]
    public async Task A_list_of_the_whole_account_is_not_read_again_to_count_what_rests_beside_the_scope()
    {
        using var driver = new KillDriver();
        var codes = driver.ListContracts(9);
        driver.Account.Place("BTC-USDT", "sell", "open", 70000m, 1);

        var report = await driver.KillAsync(KillDriver.Scope(codes) with { MarginModeAsked = MarginScope.All });

        Assert.Equal(new OutOfScope(new OrderCounts(1), new OrderCounts(0)), report.Accounts[0].OutOfScope);
        Assert.Equal(2, driver.CallsTo(KillDriver.OpenOrders));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_dry_run_of_every_contract_without_orders_is_a_dry_run_that_found_nothing(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };

        var report = await driver.KillAsync(KillDriver.Scope("*"), dryRun: true);

        Assert.Equal(Outcome.DryRun, report.Outcome);
        Assert.Equal(0, report.Totals.StillOpen);
        Assert.Equal(1, driver.CallsTo(KillDriver.AssetMode));
    }

    [Fact]
    public async Task A_dry_run_that_stays_blocked_ends_at_the_deadline_of_one_that_does_not()
    {
        using var driver = new KillDriver { Settings = { TimerDeadline = TimeSpan.FromSeconds(5), BlockedDeadline = TimeSpan.FromSeconds(15) } };
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, _) => driver.Exchange.V1Error(1078, "settling"));

        var report = await driver.KillAsync(trigger: Trigger.Timer, dryRun: true);

        Assert.Equal(Outcome.Blocked, report.Outcome);
        Assert.StartsWith("HTX cannot show what rests now: page 1 of the list: HTX 1078: settling", report.Contract().Detail, StringComparison.Ordinal);
        Assert.InRange(report.ElapsedMs, 5000, 6000);
    }

    [Fact]
    public async Task A_dry_run_lists_too_what_only_its_last_list_shows()
    {
        using var driver = new KillDriver();
        List<string> placed = [driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1).OrderId];
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (request, _) =>
        {
            if (!request.Body.Contains("contract_code", StringComparison.Ordinal))
            {
                placed.Add(driver.Account.Place("BTC-USDT", "buy", "open", 59000m, 1).OrderId);
            }

            return null;
        });

        var report = await driver.KillAsync(dryRun: true);

        Assert.Equal(Outcome.DryRun, report.Outcome);
        Assert.Equal(placed, report.Contract().StillOpen!.Select(order => order.OrderId));
    }

    [Fact]
    public async Task A_dry_run_leaves_most_of_the_rate_limit_to_kills()
    {
        using var driver = new KillDriver();
        for (var order = 0; order < 1500; order++)
        {
            driver.Account.Place("BTC-USDT", "buy", "open", 60000m + order, 1);
        }

        var begun = driver.Time.GetUtcNow();
        await driver.KillAsync(dryRun: true);

        Assert.InRange(driver.Exchange.Calls.Count(call => call.Path == KillDriver.OpenOrders && call.Time - begun < TimeSpan.FromSeconds(3)), 1, 18);
    }
}
