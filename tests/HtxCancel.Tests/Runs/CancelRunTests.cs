using System.Text.Json;
using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Logging.Abstractions;

namespace HtxCancel.Tests.Runs;

public sealed class CancelRunTests
{
    [Fact]
    public async Task A_run_is_named_by_32_hexadecimal_digits()
    {
        using var driver = new KillDriver();

        Assert.Matches("^[0-9a-f]{32}$", (await driver.KillAsync()).RunId);
    }

    [Fact]
    public async Task The_timings_are_of_all_accounts_and_contracts()
    {
        using var driver = new KillDriver { Exchange = { RoundTrip = TimeSpan.FromMilliseconds(20), CancelLag = TimeSpan.Zero } };
        foreach (var account in new[] { driver.Account, driver.AddAccount("other") })
        {
            account.Place("BTC-USDT", "buy", "open", 60000m, 1);
            account.Place("ETH-USDT", "buy", "open", 3000m, 1);
        }

        var begun = driver.Time.GetUtcNow();
        var report = await driver.KillAsync(KillDriver.Scope("BTC-USDT", "ETH-USDT") with { Accounts = ["main", "other"] });

        Assert.Equal(begun, report.StartedAt);
        Assert.Equal((0, 0), (report.TimingsMs.Keys, report.TimingsMs.FirstRequest));
        Assert.InRange(report.TimingsMs.LastAcknowledgement!.Value, 20, 100);
        Assert.InRange(report.TimingsMs.FirstEmptyLook!.Value, report.TimingsMs.LastAcknowledgement.Value, 200);
        Assert.InRange(report.TimingsMs.Verified!.Value, 1000, 1400);
        Assert.All(report.Accounts.SelectMany(account => account.Contracts), contract =>
            Assert.Contains(driver.Exchange.Calls, call => call.Path == KillDriver.OpenOrders && call.Time == contract.LastLookAt));
    }

    [Fact]
    public async Task Before_a_run_begins_it_is_known_that_nothing_was_sent()
    {
        using var driver = new KillDriver();
        _ = driver.Service;
        var command = new CancelCommand(KillDriver.Scope(), Trigger.Http);
        var account = new AccountSettings("main", "htx-main", null);
        var run = new CancelRun(
            command, [(account, new AccountMemories(driver.Time).Of(account))], 0, driver.Keys, driver.Transport!, driver.Settings, driver.Time, NullLogger.Instance);

        var report = await run.ReportSoFarAsync();

        Assert.Equal((Outcome.Unknown, "nothing was sent yet"), (report.Outcome, report.Contract().Detail));
        Assert.Equal(new ReportTotals(null, 0, 0, 0, 0, 0, null), report.Totals);
        Assert.Empty(report.Accounts[0].Apis);
        Assert.Equal(0, report.Contract().Rounds);
    }

    [Fact]
    public async Task A_host_that_stops_logs_how_each_contract_stands()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, _) =>
        {
            driver.Lifetime.StopApplication();
            return null;
        });

        await driver.KillAsync();

        var line = Assert.Single(driver.Log.Lines, line => line.Id.Id == 1005).Message;
        using var record = JsonDocument.Parse(line["CancelRunStopping ".Length..]);
        Assert.Equal("unknown", record.RootElement.GetProperty("outcome").GetString());
        var contract = Assert.Single(record.RootElement.GetProperty("not_clear").EnumerateArray());
        Assert.Equal("BTC-USDT", contract.GetProperty("contract_code").GetString());
        Assert.Equal(
            "not proven before the deadline: the last cancel: was not answered; no list was read", contract.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("no account", "A scope names at least one account, one contract and one order type.")]
    [InlineData("no contract", "A scope names at least one account, one contract and one order type.")]
    [InlineData("no order type", "A scope names at least one account, one contract and one order type.")]
    [InlineData("every contract and one", "A scope names contracts, or every contract, and not both.")]
    [InlineData("isolated delivery", "Delivery contracts know cross margin only.")]
    [InlineData("strange account", "Account 'other' is not in the settings.")]
    public async Task A_scope_that_makes_no_sense_is_not_run(string fault, string message)
    {
        using var driver = new KillDriver();
        var scope = KillDriver.Scope();
        scope = fault switch
        {
            "no account" => scope with { Accounts = [] },
            "no contract" => scope with { ContractCodes = [] },
            "no order type" => scope with { OrderTypes = [] },
            "every contract and one" => KillDriver.Scope("BTC-USDT", "*"),
            "isolated delivery" => KillDriver.Scope("BTC-USDT", "BTC-USDT-260327"),
            _ => scope with { Accounts = ["main", "other"] },
        };

        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => driver.KillAsync(scope));

        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
        Assert.Empty(driver.Exchange.Calls);
    }

    [Fact]
    public async Task A_delivery_contract_is_run_in_cross_margin()
    {
        using var driver = new KillDriver();
        driver.Exchange.Contracts.Add("BTC-USDT-260327");
        driver.Account.Place("BTC-USDT-260327", "buy", "open", 60000m, 1, marginMode: "cross");

        var report = await driver.KillAsync(KillDriver.Scope("BTC-USDT-260327") with { MarginModeAsked = MarginScope.Cross });

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public void The_memory_of_an_account_is_one_for_all_who_use_it()
    {
        var memories = new AccountMemories(TimeProvider.System);
        var memory = memories.Of(new AccountSettings("main", "htx-main", null));

        Assert.Same(memory, memories.Of(new AccountSettings("MAIN", "htx-main", null)));
        Assert.NotSame(memory, memories.Of(new AccountSettings("other", "htx-other", null)));
        Assert.Null(memory.Mode);
    }

    // Account, UID of the settings and key of each of three accounts; whether the third shares the first one's rate limit.
    [Theory]
    [InlineData("a, ,1", "b, ,2", "c, ,3", false)]
    [InlineData("a, ,1", "b, ,2", "c, ,1", true)]
    [InlineData("a,7,1", "b, ,2", "c,7,3", true)]
    [InlineData("a,7,1", "b, ,2", "c,8,3", false)]
    [InlineData("a,7,1", "b,7,2", "c, ,2", true)]
    [InlineData("a, ,1", "b,7,1", "c,7,3", true)]
    [InlineData("a, ,1", "b, ,2", "a, ,3", true)]
    [InlineData("a, , ", "b, ,2", "a, ,1", true)]
    [InlineData("a, ,1", "b, ,2", "a, ,2", false)]
    public void A_rate_limit_is_one_a_uid(string first, string second, string third, bool isShared)
    {
        var memories = new AccountMemories(TimeProvider.System);

        var budgets = new[] { first, second, third }.Select(BudgetOf).ToList();

        Assert.Equal(isShared, ReferenceEquals(budgets[0].Whole, budgets[2].Whole));
        Assert.Equal(isShared, ReferenceEquals(budgets[0].Share, budgets[2].Share));

        (RateBudget Whole, RateBudget Share) BudgetOf(string account)
        {
            var parts = account.Split(',').Select(part => part.Trim() is { Length: > 0 } text ? text : null).ToList();
            return memories.Of(new AccountSettings(parts[0]!, "htx-main", null) { Uid = parts[1] })
                .BudgetWith(parts[2] is { } key ? new ApiKeyPair(key, "secret") : null);
        }
    }
}
