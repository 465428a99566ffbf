using HtxCancel.Tests.Drivers;
using HtxSimulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace HtxCancel.Tests.Kill;

/// <summary>One account's part of a run, against the stand-in exchange.</summary>
public sealed class AccountRunTests
{
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
    public async Task A_key_store_that_throws_stops_no_other_account()
    {
        using var driver = new KillDriver();
        driver.AddAccount("other").Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Vault = new ThrowingKeys(driver.Keys, "htx-main");

        var report = await driver.KillAsync(KillDriver.Scope() with { Accounts = ["main", "other"] });

        Assert.Equal(
            [(Outcome.Unknown, "an unexpected fault ended the work on this account (InvalidOperationException); the log has more"), (Outcome.Clear, null)],
            report.Accounts.Select(account => (account.Outcome, account.Detail)));
        Assert.StartsWith(
            "An unexpected fault ended the work on account main. System.InvalidOperationException: no keys",
            Assert.Single(driver.Log.Lines, line => line.Id.Id == 1004).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_detail_of_an_account_names_the_contract_where_there_are_several()
    {
        using var driver = new KillDriver();

        var alone = await driver.KillAsync(KillDriver.Scope("NOSUCH-USDT"));
        var beside = await driver.KillAsync(KillDriver.Scope("BTC-USDT", "NOSUCH-USDT"));

        Assert.Equal(alone.Contract().Detail, alone.Accounts[0].Detail);
        Assert.Equal($"NOSUCH-USDT: {alone.Contract().Detail}", beside.Accounts[0].Detail);
    }

    [Fact]
    public async Task A_fault_that_nobody_expected_in_a_call_loses_nothing_and_is_logged()
    {
        // The pause before a repetition is where it strikes: a call without an answer of use.
        using var driver = new KillDriver { Jitter = () => throw new InvalidOperationException("no chance"), Settings = { HttpDeadline = TimeSpan.FromSeconds(3) } };
        var order = driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (request, _) => request.Body.Contains("BTC-USDT", StringComparison.Ordinal) ? SimulatedResponse.Html(503) : null);
        driver.Exchange.OnRequest("/linear-swap-api/v1/swap_cancel", (_, _) => SimulatedResponse.Html(503));

        var report = await driver.KillAsync(KillDriver.Scope("BTC-USDT", "ETH-USDT"));

        var contracts = report.Accounts[0].Contracts;
        Assert.Equal([Outcome.Remaining, Outcome.Clear], contracts.Select(contract => contract.Outcome));
        Assert.Equal(order.OrderId, Assert.Single(contracts[0].StillOpen!).OrderId);
        Assert.Contains("the last cancel: an unexpected fault (InvalidOperationException)", contracts[0].Detail, StringComparison.Ordinal);
        Assert.All(driver.Log.Lines.Where(line => line.Id.Id == 1003), line =>
            Assert.StartsWith("An unexpected fault ended a call for account main. System.InvalidOperationException: no chance", line.Message, StringComparison.Ordinal));
        Assert.Contains(driver.Log.Lines, line => line.Id.Id == 1003);
    }

    [Theory]
    [InlineData(KillDriver.CancelAll)]
    [InlineData(KillDriver.OpenOrders)]
    public async Task A_single_fault_that_nobody_expected_does_not_keep_a_run_from_ending_clear(string path)
    {
        using var driver = new KillDriver { Jitter = () => throw new InvalidOperationException("no chance") };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(path, (_, attempt) => attempt == 1 ? SimulatedResponse.Html(503) : null);

        var report = await driver.KillAsync();

        Assert.Equal((Outcome.Clear, 1), (report.Outcome, driver.Log.Lines.Count(line => line.Id.Id is 1003 or 1004)));
        Assert.Empty(driver.Exchange.RestingOrders);
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

        Assert.Equal((Outcome.Clear, "v5"), (report.Outcome, Assert.Single(report.Accounts[0].Apis)));
        Assert.Contains(driver.Exchange.Calls.Skip(before).Take(2), call => call.Path == KillDriver.V5Opens);
        Assert.InRange(report.TimingsMs.LastAcknowledgement!.Value, 0, 100);
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

    [Fact]
    public async Task The_report_so_far_tells_what_is_known_while_it_runs()
    {
        using var driver = new KillDriver();
        var order = driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var run = New(driver);
        var asked = new List<Task<AccountReport>> { run.ReportSoFarAsync() };
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, _) =>
        {
            asked.Add(run.ReportSoFarAsync());
            return null;
        });

        var end = await driver.OnFakeTimeAsync(run.RunAsync);
        asked.Add(run.ReportSoFarAsync());

        var reports = await Task.WhenAll(asked);
        Assert.Equal((Outcome.Unknown, "nothing was sent yet"), (reports[0].Outcome, reports[0].Detail));
        Assert.Equal(Outcome.Unknown, reports[1].Outcome);
        Assert.Contains(order.OrderId, reports[1].Contracts[0].Unverified);
        Assert.Same(end, reports[^1]);
        Assert.Equal(Outcome.Clear, end.Outcome);
    }

    private static AccountRun New(KillDriver driver)
    {
        _ = driver.Service;
        var account = new AccountSettings("main", "htx-main", null);
        return new AccountRun(
            new CancelCommand(KillDriver.Scope(), Trigger.Http),
            account,
            driver.Keys,
            driver.Transport!,
            new AccountMemories(driver.Time).Of(account),
            new CallCounter(driver.Time),
            new RunClock(driver.Time, driver.Time.GetTimestamp()),
            driver.Settings,
            NullLogger.Instance);
    }

    private sealed class ThrowingKeys(FixedKeys others, string secretName) : IApiKeys
    {
        public Task<ApiKeyResult> GetAsync(string name, CancellationToken cancellationToken) =>
            name == secretName ? throw new InvalidOperationException("no keys") : others.GetAsync(name, cancellationToken);

        public Task<ApiKeyResult> RefreshAsync(string name, CancellationToken cancellationToken) => others.RefreshAsync(name, cancellationToken);

        public ApiKeyResult.Found? Cached(string name) => others.Cached(name);
    }
}
