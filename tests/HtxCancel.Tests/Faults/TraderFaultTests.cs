using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Faults;

/// <summary>What the trader's own bots do to a kill. docs/faults.md goes by the names of these tests.</summary>
public sealed class TraderFaultTests
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    [Theory, OnBothGenerations]
    public async Task A_bot_that_places_orders_for_3_s_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        var placed = 0;
        using var bot = cell.Driver.Time.CreateTimer(_ => _ = placed++ < 30 ? cell.Place(61000m, source: "bot") : null, null, Pace, Pace);

        var report = await cell.EndsClearAsync();

        Assert.NotEmpty(report.Contract().Reappeared);
        Assert.All(report.Contract().Reappeared, order => Assert.Equal("bot", order.OrderSource));
    }

    [Theory, OnBothGenerations]
    public async Task A_bot_that_keeps_placing_orders_is_remaining(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        using var bot = cell.Driver.Time.CreateTimer(_ => cell.Place(61000m, source: "bot"), null, Pace, Pace);

        var report = await cell.EndsAsync(Outcome.Remaining);

        Assert.Contains("something is still placing orders", report.Contract().Detail, StringComparison.Ordinal);
        Assert.NotEmpty(report.Contract().Reappeared);
        Assert.All(report.Contract().Reappeared, order => Assert.Equal("bot", order.OrderSource));
    }

    [Theory, OnBothGenerations]
    public async Task Orders_that_fill_while_they_are_cancelled_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        foreach (var path in Paths.Cancels)
        {
            cell.Exchange.OnRequest(path, (_, _) =>
            {
                cell.Driver.Account.Fill(cell.Orders[0].OrderId);
                return null;
            });
        }

        var report = await cell.EndsClearAsync();

        Assert.DoesNotContain(cell.Orders[0].OrderId, report.Contract().Cancelled!);
    }

    [Fact]
    public async Task A_trigger_that_fires_while_it_is_cancelled_ends_clear()
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        var trigger = driver.Account.PlaceAlgo("BTC-USDT", "trigger", "buy", "open", 60000m, 1);
        SimulatedOrder? plain = null;
        driver.Exchange.OnRequest("/v5/algo/cancel_orders", (_, _) =>
        {
            plain ??= driver.Account.Trigger(trigger.OrderId);
            return null;
        });

        var report = await driver.KillAsync(KillDriver.Scope() with { OrderTypes = [OrderType.Plain, OrderType.Trigger] });

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Equal((plain!.OrderId, "trigger"), (Assert.Single(report.Contract().Reappeared).OrderId, report.Contract().Reappeared[0].OrderSource));
    }

    [Theory, OnBothGenerations]
    public async Task Thousands_of_orders_on_one_contract_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode, orders: 5000);

        var report = await cell.EndsClearAsync(Trigger.Timer);

        Assert.Equal(5000, report.Totals.Cancelled);
        Assert.InRange(report.ElapsedMs, 1000, 60_000);
    }
}
