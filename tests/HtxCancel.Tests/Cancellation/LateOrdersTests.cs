using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Cancellation;

public sealed class LateOrdersTests
{
    private static readonly ContractReport Clear = new("BTC-USDT", Outcome.Clear, null, 1, [], [], [], [], [], [], [], null);

    [Theory]
    [InlineData(1, "proven empty, and then HTX's list showed 1 order in scope: something is still placing orders")]
    [InlineData(2, "proven empty, and then HTX's list showed 2 orders in scope: something is still placing orders")]
    public void A_contract_that_had_ended_clear_has_orders_remaining(int orders, string detail)
    {
        var report = Assert.Single(LateOrders.AddTo([Clear], [.. Enumerable.Range(0, orders).Select(id => Looks.Order($"{id}"))]));

        Assert.Equal((Outcome.Remaining, detail, orders), (report.Outcome, report.Detail, report.StillOpen!.Count));
        Assert.Equal(OpenOrder.From(Looks.Order("0")), report.StillOpen[0]);
    }

    [Fact]
    public void A_contract_that_shows_nothing_stays_as_it_is()
    {
        var other = Clear with { ContractCode = "ETH-USDT", Cancelled = ["1"] };

        var reports = LateOrders.AddTo([Clear, other], [Looks.Order("1")]);

        Assert.Equal(2, reports.Count);
        Assert.Same(other, reports[1]);
    }

    [Fact]
    public void An_order_that_rests_after_all_leaves_every_list_that_said_it_was_gone()
    {
        var report = Assert.Single(LateOrders.AddTo(
            [
                Clear with
                {
                    Cancelled = ["1", "11"],
                    AlreadyGone = ["2", "12"],
                    Filled = ["3", "13"],
                    Unverified = ["4", "14"],
                    Reappeared = [new ReappearedOrder("5", "api"), new ReappearedOrder("15", "api")],
                },
            ],
            [.. Enumerable.Range(1, 5).Select(id => Looks.Order($"{id}"))]));

        Assert.Equal(["11"], report.Cancelled);
        Assert.Equal(["12"], report.AlreadyGone);
        Assert.Equal(["13"], report.Filled);
        Assert.Equal(["14"], report.Unverified);
        Assert.Equal("15", Assert.Single(report.Reappeared).OrderId);
        Assert.Equal(["1", "2", "3", "4", "5"], report.StillOpen!.Select(order => order.OrderId));
    }

    [Fact]
    public void An_order_that_was_told_to_rest_is_not_told_twice_and_the_outcome_stays()
    {
        var failed = Failed("7");
        var contract = Clear with { Outcome = Outcome.Unknown, Detail = "no list was read", StillOpen = [OpenOrder.From(Looks.Order("8"))], Failed = [failed] };

        var report = Assert.Single(LateOrders.AddTo([contract], [Looks.Order("7"), Looks.Order("8"), Looks.Order("9")]));

        Assert.Equal(["8", "9"], report.StillOpen!.Select(order => order.OrderId));
        Assert.Equal([failed], report.Failed);
        Assert.Equal((Outcome.Unknown, "no list was read"), (report.Outcome, report.Detail));
    }

    [Fact]
    public void A_contract_that_was_never_looked_at_shows_what_rests_and_still_not_what_was_cancelled()
    {
        var report = Assert.Single(LateOrders.AddTo([Clear with { Outcome = Outcome.Unknown, Cancelled = null, StillOpen = null }], [Looks.Order("1")]));

        Assert.Null(report.Cancelled);
        Assert.Equal("1", Assert.Single(report.StillOpen!).OrderId);
    }

    [Fact]
    public void A_contract_that_no_list_had_shown_had_been_proven_empty()
    {
        var reports = LateOrders.AddTo([Clear], [Looks.Order("1", "ETH-USDT")]);

        Assert.Equal(["BTC-USDT", "ETH-USDT"], reports.Select(report => report.ContractCode));
        Assert.Same(Clear, reports[0]);
        Assert.Equal(
            (Outcome.Remaining, "proven empty, and then HTX's list showed 1 order in scope: something is still placing orders", 0),
            (reports[1].Outcome, reports[1].Detail, reports[1].Rounds));
        Assert.Empty(reports[1].Cancelled!);
        Assert.Equal("1", Assert.Single(reports[1].StillOpen!).OrderId);
    }

    [Fact]
    public void A_contract_that_no_list_had_shown_was_as_unproven_as_what_no_contract_was_known_of()
    {
        var rest = Clear with { ContractCode = CancelScope.EveryContract, Outcome = Outcome.Unknown, Detail = "no list was read" };

        var reports = LateOrders.AddTo([Clear, rest], [Looks.Order("1", "ETH-USDT")]);

        Assert.Equal((Outcome.Unknown, "no list was read"), (reports[2].Outcome, reports[2].Detail));
        Assert.Single(reports[2].StillOpen!);
    }

    [Fact]
    public void What_no_contract_was_known_of_is_told_with_its_contract_from_then_on()
    {
        var (kept, moved) = (Failed("6"), Failed("1"));
        var rest = Clear with { ContractCode = CancelScope.EveryContract, Outcome = Outcome.Remaining, Failed = [kept, moved], Unverified = ["2", "7"] };

        var reports = LateOrders.AddTo([Clear, rest], [Looks.Order("1", "ETH-USDT"), Looks.Order("2"), Looks.Order("3", "ETH-USDT")]);

        Assert.Equal(["BTC-USDT", CancelScope.EveryContract, "ETH-USDT"], reports.Select(report => report.ContractCode));
        Assert.Equal("2", Assert.Single(reports[0].StillOpen!).OrderId);
        Assert.Empty(reports[0].Failed);
        Assert.Equal([kept], reports[1].Failed);
        Assert.Equal(["7"], reports[1].Unverified);
        Assert.Equal([moved], reports[2].Failed);
        Assert.Equal("3", Assert.Single(reports[2].StillOpen!).OrderId);
    }

    private static FailedOrder Failed(string id) => new(id, 1440, "no", null, null, null, null, null);
}
