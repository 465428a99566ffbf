using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Htx;

public sealed class ListReadingTests
{
    private readonly ListReading _reading = Reading();

    [Fact]
    public void The_first_doubt_stands()
    {
        _reading.Doubt("one");
        _reading.Doubt("another");

        Assert.Equal((HtxCodeClass.Unknown, "one"), (Problem.Class, Problem.Detail));
    }

    [Fact]
    public void Why_a_page_could_not_be_read_stands_before_any_doubt()
    {
        _reading.Doubt("one");

        _reading.Unreadable(new LookProblem(HtxCodeClass.Blocked, "page 2: no"));

        Assert.Equal("page 2: no", Problem.Detail);
    }

    [Fact]
    public void An_order_of_another_contract_is_told_and_not_taken()
    {
        _reading.Add(Order("7") with { ContractCode = "ETH-USDT" });

        Assert.Equal("order 7 in the list is not of the contract that was asked for", Problem.Detail);
        Assert.Empty(_reading.Outside);
        Assert.Empty(_reading.Keys);
    }

    [Fact]
    public void An_order_that_stands_twice_counts_once()
    {
        _reading.Add(Order("7"));
        _reading.Add(Order("7"));

        Assert.Null(_reading.Problem);
        Assert.Single(_reading.InScope);
        Assert.Single(_reading.Keys);
    }

    [Fact]
    public void An_order_that_stands_twice_and_differently_is_told()
    {
        _reading.Add(Order("7"));
        _reading.Add(Order("7", Direction.Sell));

        Assert.Equal("order 7 stands in the list twice, and differently", Problem.Detail);
        Assert.Empty(_reading.Outside);
    }

    [Fact]
    public void An_order_that_does_not_show_whether_it_is_in_scope_is_told_and_in_neither_list()
    {
        _reading.Add(Order("7", direction: null));

        Assert.Equal("order 7 in the list does not show whether it is in scope", Problem.Detail);
        Assert.Empty(_reading.InScope);
        Assert.Empty(_reading.Outside);
    }

    private LookProblem Problem => _reading.Problem!;

    private static ListReading Reading() => new(KillDriver.Scope() with { Direction = Direction.Buy }, "BTC-USDT");

    private static ListedOrder Order(string id, Direction? direction = Direction.Buy) =>
        new(id, "BTC-USDT", MarginMode.Isolated, direction, Offset.Open, "60000", "1", "api", Cancelling: false);
}
