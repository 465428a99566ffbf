using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Time.Testing;

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

        Assert.Equal("page 2: no", _reading.Unreadable(HtxCodeClass.Blocked, "page 2: no").Problem!.Detail);
    }

    [Fact]
    public void An_order_of_another_contract_is_told_and_not_taken()
    {
        _reading.Add(Order("7") with { ContractCode = "ETH-USDT" });

        Assert.Equal("order 7 in the list is not of the contract that was asked for", Problem.Detail);
        Assert.Empty(_reading.Finished().Outside);
        Assert.Equal(0, _reading.Orders);
    }

    [Fact]
    public void An_order_that_stands_twice_counts_once()
    {
        _reading.Add(Order("7"));
        _reading.Add(Order("7"));

        Assert.Null(_reading.Finished().Problem);
        Assert.Single(_reading.Finished().InScope);
        Assert.Equal(1, _reading.Orders);
    }

    [Fact]
    public void An_order_that_stands_twice_and_differently_is_told()
    {
        _reading.Add(Order("7"));
        _reading.Add(Order("7", Direction.Sell));

        Assert.Equal("order 7 stands in the list twice, and differently", Problem.Detail);
        Assert.Empty(_reading.Finished().Outside);
    }

    [Fact]
    public void An_order_that_does_not_show_whether_it_is_in_scope_is_told_and_in_neither_list()
    {
        _reading.Add(Order("7", direction: null));

        Assert.Equal("order 7 in the list does not show whether it is in scope", Problem.Detail);
        Assert.Empty(_reading.Finished().InScope);
        Assert.Empty(_reading.Finished().Outside);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    public void The_orders_of_a_list_are_told_as_paged_when_it_has_more_than_one_page(int pages, int paged)
    {
        _reading.Add(Order("1"));
        _reading.Add(Order("2", Direction.Sell));
        _reading.Pages = pages;

        Assert.Equal(paged, _reading.Finished().Paged.Count);
    }

    [Fact]
    public void What_another_reading_showed_is_taken_in_scope_and_beside_it()
    {
        var before = Reading();
        before.Add(Order("1"));
        before.Add(Order("2", Direction.Sell));
        _reading.Add(Order("1"));
        _reading.Add(Order("3"));

        _reading.AddAll(before);

        Assert.Equal(["1", "3"], _reading.Finished().InScope.Select(order => order.OrderId));
        Assert.Equal(["2"], _reading.Finished().Outside.Select(order => order.OrderId));
        Assert.Null(_reading.Finished().Problem);
    }

    private LookProblem Problem => _reading.Finished().Problem!;

    private static ListReading Reading() => new(KillDriver.Scope() with { Direction = Direction.Buy }, "BTC-USDT", new FakeTimeProvider());

    private static ListedOrder Order(string id, Direction? direction = Direction.Buy) =>
        new(id, "BTC-USDT", MarginMode.Isolated, direction, Offset.Open, "60000", "1", "api", Cancelling: false);
}
