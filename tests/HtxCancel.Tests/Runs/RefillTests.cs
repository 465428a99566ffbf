using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Runs;

/// <summary>One contract whose orders keep coming does not starve the others.</summary>
public sealed class RefillTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Of_contracts_that_are_named_only_the_one_that_refills_is_remaining(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode }, Settings = { HttpDeadline = TimeSpan.FromSeconds(4) } };

        await RefillsAsync(driver, KillDriver.Scope("BTC-USDT", "ETH-USDT", "SOL-USDT"), pace: 100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(2, 50)]
    public async Task Of_every_contract_only_the_one_that_refills_is_remaining(int assetMode, int pace = 100)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode }, Settings = { HttpDeadline = TimeSpan.FromSeconds(4) } };

        await RefillsAsync(driver, KillDriver.Scope("*"), pace);
    }

    private static async Task RefillsAsync(KillDriver driver, CancelScope scope, int pace)
    {
        foreach (var code in new[] { "BTC-USDT", "ETH-USDT", "SOL-USDT" })
        {
            driver.Account.Place(code, "buy", "open", 10m, 1);
        }

        // Never at the instant of a list: whether an order comes between two of its pages would be chance.
        var (pause, offBeat) = (TimeSpan.FromMilliseconds(pace), TimeSpan.FromMilliseconds(5));
        using var bot = driver.Time.CreateTimer(_ => driver.Account.Place("BTC-USDT", "buy", "open", 11m, 1, orderSource: "bot"), null, pause + offBeat, pause);

        var report = await driver.KillAsync(scope);

        Assert.Equal(Outcome.Remaining, report.Outcome);
        Assert.Equal([Outcome.Remaining, Outcome.Clear, Outcome.Clear], Of(report).Select(contract => contract.Outcome));
        Assert.Contains("something is still placing orders", Of(report)[0].Detail, StringComparison.Ordinal);
        Assert.All(Of(report)[0].Reappeared, order => Assert.Equal("bot", order.OrderSource));
        Assert.NotEmpty(Of(report)[0].Reappeared);
        Assert.All(driver.Exchange.RestingOrders, order => Assert.Equal("BTC-USDT", order.ContractCode));
    }

    private static List<ContractReport> Of(CancelReport report) => [.. report.Accounts[0].Contracts.OrderBy(contract => contract.ContractCode, StringComparer.Ordinal)];
}
