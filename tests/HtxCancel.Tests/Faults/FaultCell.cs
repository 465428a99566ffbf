using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Faults;

/// <summary>
/// One cell of the fault matrix: an account on v1 or v5 with orders in scope and beside it, a fault, and one kill. Whatever
/// happens, the kill keeps its deadline, touches nothing beside its scope, and is not clear while an order rests.
/// </summary>
internal sealed class FaultCell : IDisposable
{
    private readonly List<SimulatedOrder> _beside;

    public FaultCell(int assetMode, int orders = 3)
    {
        Driver = new KillDriver { Account = { AssetMode = assetMode } };
        Orders = [.. Enumerable.Range(0, orders).Select(order => Place(60000m + order))];
        _beside =
        [
            Driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1),
            Driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1, marginMode: "cross"),
            Driver.Account.PlaceAlgo("BTC-USDT", "trigger", "buy", "open", 60000m, 1),
        ];
    }

    public KillDriver Driver { get; }

    public SimulatedExchange Exchange => Driver.Exchange;

    /// <summary>What rests in scope at the start.</summary>
    public IReadOnlyList<SimulatedOrder> Orders { get; }

    /// <summary>What still rests in scope; sells are placed only where they stand beside it.</summary>
    public IEnumerable<SimulatedOrder> Resting => Exchange.RestingOrders.Where(order =>
        order is { ContractCode: "BTC-USDT", MarginMode: "isolated", OrderType: "plain", Direction: "buy" });

    public static IReadOnlyList<string> PathsOf(FaultedCall call) => call switch
    {
        FaultedCall.Cancel => Paths.Cancels,
        FaultedCall.List => Paths.Lists,
        FaultedCall.Mode => Paths.Mode,
    };

    /// <summary>Befalls the first three tries of one call; the fourth gets through: the rounds have to come back to it.</summary>
    public static async Task PassesAsync(Fault fault, int assetMode, FaultedCall call)
    {
        using var cell = new FaultCell(assetMode);
        fault.Befall(cell.Exchange, PathsOf(call), attempt => attempt <= 3);
        await cell.EndsClearAsync();
    }

    /// <summary>Befalls every call for as long as the kill lasts.</summary>
    public static Task StaysAsync(Fault fault, int assetMode, Outcome outcome) => StaysAsync(fault, assetMode, Paths.All, outcome);

    /// <summary>Befalls every call on <paramref name="paths"/> for as long as the kill lasts.</summary>
    public static async Task StaysAsync(Fault fault, int assetMode, IReadOnlyList<string> paths, Outcome outcome)
    {
        using var cell = new FaultCell(assetMode);
        fault.Befall(cell.Exchange, paths);
        await cell.EndsAsync(outcome);
    }

    public SimulatedOrder Place(decimal price, string direction = "buy", string source = "api") =>
        Driver.Account.Place("BTC-USDT", direction, "open", price, 1, orderSource: source);

    /// <summary>The kill ends clear, and the book is empty.</summary>
    public async Task<CancelReport> EndsClearAsync(Trigger trigger = Trigger.Http, CancelScope? scope = null)
    {
        var report = await KillAsync(trigger, scope);
        Assert.True(report.Outcome == Outcome.Clear, $"{report.Outcome}: {report.Accounts[0].Detail}");
        return report;
    }

    /// <summary>The kill ends so, within a deadline that is short because nothing is to be waited for.</summary>
    public async Task<CancelReport> EndsAsync(Outcome outcome, CancelScope? scope = null, int seconds = 2)
    {
        Driver.Settings.HttpDeadline = TimeSpan.FromSeconds(seconds);
        Driver.Settings.LookInterval = TimeSpan.FromMilliseconds(200);
        var report = await KillAsync(Trigger.Http, scope);
        Assert.True(report.Outcome == outcome, $"{report.Outcome}: {report.Accounts[0].Detail}");
        return report;
    }

    public void Dispose() => Driver.Dispose();

    private async Task<CancelReport> KillAsync(Trigger trigger, CancelScope? scope)
    {
        var report = await Driver.KillAsync(scope, trigger);

        // One attempt may still be under way when the deadline comes.
        var deadline = trigger == Trigger.Http ? Driver.Settings.HttpDeadline : Driver.Settings.BlockedDeadline;
        Assert.InRange(report.ElapsedMs, 0, (long)deadline.TotalMilliseconds + 2000);
        Assert.True(report.Outcome != Outcome.Clear || !Resting.Any(), "clear, and an order rests");
        Assert.All(_beside, beside => Assert.Contains(Exchange.RestingOrders, order => order.OrderId == beside.OrderId));
        return report;
    }
}
