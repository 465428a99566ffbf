using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Runs;

/// <summary>Runs never wait for one another.</summary>
public sealed class OverlapTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_run_of_one_contract_stuck_in_settlement_does_not_delay_an_emergency_run_of_every_contract(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode }, Settings = { TimerDeadline = TimeSpan.FromSeconds(10), BlockedDeadline = TimeSpan.FromSeconds(12), HttpDeadline = TimeSpan.FromSeconds(4) } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);
        foreach (var path in Paths.Cancels)
        {
            driver.Exchange.OnRequest(path, (request, _) => request.Body.Contains("BTC-USDT", StringComparison.Ordinal) ? Fault.Code(1056).Instead!(driver.Exchange, request) : null);
        }

        var start = driver.Time.GetUtcNow();
        Task<CancelReport>? emergency = null;
        using var timer = driver.Time.CreateTimer(
            _ => emergency = driver.Service.RunAsync(new CancelCommand(KillDriver.Scope("*"), Trigger.Http)), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        var stuck = await driver.KillAsync(trigger: Trigger.Timer);
        var report = await Task.Run(() => driver.Time.RunAsync(() => emergency!));

        var cancelled = driver.Exchange.Calls.First(call => call.Method == "POST" && Paths.Cancels.Contains(call.Path) && call.Body.Contains("ETH-USDT", StringComparison.Ordinal)).Time;
        Assert.InRange(cancelled - start, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.3));
        Assert.Equal((Outcome.Blocked, Outcome.Blocked), (stuck.Outcome, report.Outcome));
        Assert.Equal(Outcome.Clear, report.Accounts[0].Contracts.Single(contract => contract.ContractCode == "ETH-USDT").Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_kill_of_one_contract_beside_one_of_500_by_alert_sends_its_first_cancel_within_two_turns(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };
        var codes = driver.PlaceOnContracts(500);
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);

        DateTimeOffset? askedAt = null;
        Task<CancelReport>? single = null;
        using var timer = driver.Time.CreateTimer(
            _ =>
            {
                askedAt = driver.Time.GetUtcNow();
                single = driver.Service.RunAsync(new CancelCommand(KillDriver.Scope("BTC-USDT"), Trigger.Http));
            },
            null,
            TimeSpan.FromSeconds(4),
            Timeout.InfiniteTimeSpan);
        var many = await driver.KillAsync(KillDriver.Scope(codes), Trigger.Alert);
        var one = await Task.Run(() => driver.Time.RunAsync(() => single!));

        Assert.Equal((Outcome.Clear, Outcome.Clear), (many.Outcome, one.Outcome));
        Assert.InRange(one.ElapsedMs, 1000, 9000);
        var cancels = driver.Exchange.Calls.Where(call => call.Time > askedAt && Paths.Cancels.Contains(call.Path)).ToList();

        // Its turn is the second of those that the limit lets out at one instant, in any order; hundreds of the others come later.
        var own = cancels.First(call => call.Body.Contains("BTC-USDT", StringComparison.Ordinal));
        Assert.Equal(cancels[0].Time, own.Time);
        Assert.InRange(cancels.Count(call => call.Time > own.Time + TimeSpan.FromSeconds(1)), 200, 500);
    }

    [Fact]
    public async Task Accounts_with_the_same_key_or_uid_share_one_rate_limit()
    {
        using var driver = new KillDriver();
        driver.Exchange.AddKey("10001", "canary-access-desk", "canary-secret-desk");
        driver.AddAccountSetting("copy", "htx-main");
        driver.AddAccountSetting("desk", "htx-desk");
        driver.AddUidSetting("main", "10001");
        driver.AddUidSetting("desk", "10001");
        driver.Keys.Answers("htx-desk", new ApiKeyResult.Found(new ApiKeyPair("canary-access-desk", "canary-secret-desk")));
        var codes = driver.PlaceOnContracts(60);

        var report = await driver.KillAsync(KillDriver.Scope(codes) with { Accounts = ["main", "copy", "desk"] });

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.DoesNotContain(driver.Exchange.Calls, call => call.ErrorCode == 1032);
    }
}
