using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Cancellation;

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
}
