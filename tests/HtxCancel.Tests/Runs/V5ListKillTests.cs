using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Runs;

/// <summary>What v5's lists may do that hides an order, seen through whole kills.</summary>
public sealed class V5ListKillTests
{
    [Theory]
    [InlineData("BTC-USDT")]
    [InlineData("*")]
    public async Task A_list_that_passes_over_the_margin_mode_is_not_clear(string code)
    {
        // Whatever was asked for, the cross orders of the account are shown, and isolated ones are not.
        using var driver = new KillDriver { Account = { AssetMode = 2 }, Settings = { HttpDeadline = TimeSpan.FromSeconds(4) } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var cross = driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1, marginMode: "cross");
        driver.Exchange.OnAnswer(KillDriver.V5Opens, (_, _, answer) => answer.Text.Contains("\"isolated\"", StringComparison.Ordinal)
            || !answer.Text.Contains("\"cross\"", StringComparison.Ordinal) ? SimulatedResponse.Json(Row(cross)) : null);

        var report = await driver.KillAsync(KillDriver.Scope(code));

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Contains($"order {cross.OrderId} in the list of isolated plain orders is of cross margin", report.Contract().Detail, StringComparison.Ordinal);
        Assert.Equal(2, driver.Exchange.RestingOrders.Count);
    }

    [Theory]
    [InlineData(25, false)]
    [InlineData(25, true)]
    [InlineData(75, false)]
    [InlineData(75, true)]
    [InlineData(7, false)]
    public async Task Orders_behind_a_page_that_is_capped_go(int cap, bool behindOthers)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        Cap(driver, cap);
        for (var order = 0; order < 121; order++)
        {
            driver.Account.Place("BTC-USDT", "buy", "open", 60000m + order, 1);
        }

        for (var order = 0; behindOthers && order < 121; order++)
        {
            driver.Account.Place("BTC-USDT", "sell", "open", 70000m + order, 1);
        }

        var report = await driver.KillAsync(KillDriver.Scope() with { Direction = behindOthers ? Direction.Buy : null });

        Assert.Equal((Outcome.Clear, 121), (report.Outcome, report.Totals.Cancelled));
        Assert.DoesNotContain(driver.Exchange.RestingOrders, order => order.Direction == "buy");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_order_behind_a_page_of_two_that_begins_with_the_row_of_the_cursor_goes(int others)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 }, Exchange = { V5PageCap = 2, CursorIsInclusive = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        for (var order = 0; order < others; order++)
        {
            driver.Account.Place("BTC-USDT", "sell", "open", 70000m + order, 1);
        }

        var report = await driver.KillAsync(KillDriver.Scope() with { Direction = Direction.Buy });

        Assert.Equal((Outcome.Clear, 1), (report.Outcome, report.Totals.Cancelled));
        Assert.All(driver.Exchange.RestingOrders, order => Assert.Equal("sell", order.Direction));
    }

    [Theory]
    [InlineData(25)]
    [InlineData(75)]
    public async Task An_order_behind_a_page_that_is_capped_and_comes_again_for_ever_is_not_clear(int cap)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 }, Settings = { HttpDeadline = TimeSpan.FromSeconds(4) } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        for (var order = 0; order < 121; order++)
        {
            driver.Account.Place("BTC-USDT", "sell", "open", 70000m + order, 1);
        }

        SimulatedResponse? first = null;
        driver.Exchange.OnAnswer(KillDriver.V5Opens, (request, _, answer) =>
            request.Query.Contains("from=", StringComparison.Ordinal) ? first : first = V5Answers.Cut(answer, cap));

        var report = await driver.KillAsync(KillDriver.Scope() with { Direction = Direction.Buy });

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Contains("shifts while it is read", report.Contract().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_goes_at_the_end_of_a_capped_page_hides_nothing()
    {
        // Each time that a first page was read, its last row is filled, and HTX answers nothing for a row that it does not know.
        using var driver = new KillDriver { Account = { AssetMode = 2 }, Exchange = { VanishedCursor = VanishedCursor.EmptyPage } };
        Cap(driver, 10);
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        for (var order = 0; order < 60; order++)
        {
            driver.Account.Place("BTC-USDT", "sell", "open", 70000m + order, 1);
        }

        driver.Exchange.OnAnswer(KillDriver.V5Opens, (request, _, _) =>
        {
            if (!request.Query.Contains("from=", StringComparison.Ordinal))
            {
                driver.Account.Fill(driver.Account.RestingOrders[^10].OrderId);
            }

            return null;
        });

        var report = await driver.KillAsync(KillDriver.Scope() with { Direction = Direction.Buy });

        Assert.True(report.Outcome != Outcome.Clear || driver.Exchange.RestingOrders.All(order => order.Direction == "sell"), "clear, and an order rests");
    }

    [Theory]
    [InlineData(0, 11)]
    [InlineData(1, 13)]
    [InlineData(50, 13)]
    public async Task What_the_end_of_a_list_costs(int beside, int reads)
    {
        // The mode; the first list and one that still shows the order, of two pages each; two empty ones, the last of them read without
        // the margin mode, too. Between them the account's list of each margin mode and of both: one that shows something costs a page more.
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        for (var order = 0; order < beside; order++)
        {
            driver.Account.Place("ETH-USDT", "buy", "open", 3000m + order, 1);
        }

        var report = await driver.KillAsync();

        Assert.Equal((Outcome.Clear, 1, reads), (report.Outcome, report.Calls.Trade, report.Calls.Read));
    }

    private static void Cap(KillDriver driver, int rows) => driver.Exchange.OnAnswer(KillDriver.V5Opens, (_, _, answer) => V5Answers.Cut(answer, rows));

    private static string Row(SimulatedOrder order) =>
        $$"""{"code":200,"message":"Success","data":[{"id":"{{order.OrderId}}","order_id":"{{order.OrderId}}","contract_code":"BTC-USDT","margin_mode":"cross","side":"buy","position_side":"long","state":"new"}],"ts":1}""";
}
