using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Scope;

public sealed class CancelScopeTests
{
    private static readonly CancelScope Scope = KillDriver.Scope("BTC-USDT", "ETH-USDT");

    [Theory]
    [InlineData(null, MarginScope.Isolated, true, false)]
    [InlineData(MarginScope.Isolated, MarginScope.Isolated, true, false)]
    [InlineData(MarginScope.Cross, MarginScope.Cross, false, true)]
    [InlineData(MarginScope.All, MarginScope.All, true, true)]
    public void A_margin_mode_reaches_its_own_orders_and_isolated_ones_where_nothing_was_said(MarginScope? asked, MarginScope expected, bool isolated, bool cross)
    {
        var scope = Scope with { MarginModeAsked = asked };

        Assert.Equal((expected, isolated, cross), (scope.MarginMode, scope.Reaches(MarginMode.Isolated), scope.Reaches(MarginMode.Cross)));
    }

    [Fact]
    public void Only_the_star_alone_is_every_contract()
    {
        Assert.True(KillDriver.Scope("*").HasEveryContract);
        Assert.False(Scope.HasEveryContract);
        Assert.False(KillDriver.Scope("BTC-USDT").HasEveryContract);
        Assert.False(KillDriver.Scope("*", "BTC-USDT").HasEveryContract);
    }

    [Theory]
    [InlineData("ETH-USDT", true)]
    [InlineData("XRP-USDT", false)]
    [InlineData(null, null)]
    public void A_scope_holds_the_orders_of_its_contracts(string? code, bool? expected) => Assert.Equal(expected, Scope.Holds(Looks.Order("1", code)));

    [Theory]
    [InlineData("XRP-USDT", true)]
    [InlineData(null, null)]
    public void Every_contract_holds_each_one_that_could_be_read(string? code, bool? expected) =>
        Assert.Equal(expected, KillDriver.Scope("*").Holds(Looks.Order("1", code)));

    [Theory]
    [InlineData(OrderType.Plain, false)]
    [InlineData(OrderType.Trigger, true)]
    [InlineData(OrderType.Trailing, true)]
    public void A_scope_holds_the_orders_of_its_types(OrderType type, bool expected) => Assert.Equal(
        expected, (Scope with { OrderTypes = [OrderType.Trigger, OrderType.Trailing] }).Holds(Looks.Order("1") with { OrderType = type }));

    [Theory]
    [InlineData(MarginScope.Isolated, MarginMode.Isolated, true)]
    [InlineData(MarginScope.Isolated, MarginMode.Cross, false)]
    [InlineData(MarginScope.Isolated, null, null)]
    [InlineData(MarginScope.Cross, MarginMode.Cross, true)]
    [InlineData(MarginScope.All, MarginMode.Cross, true)]
    [InlineData(MarginScope.All, null, true)]
    public void An_order_whose_margin_mode_was_not_read_is_held_where_the_mode_does_not_matter(MarginScope asked, MarginMode? read, bool? expected) =>
        Assert.Equal(expected, (Scope with { MarginModeAsked = asked }).Holds(Looks.Order("1") with { MarginMode = read }));

    [Theory]
    [InlineData(null, Direction.Sell, true)]
    [InlineData(null, null, true)]
    [InlineData(Direction.Sell, Direction.Sell, true)]
    [InlineData(Direction.Sell, Direction.Buy, false)]
    [InlineData(Direction.Sell, null, null)]
    public void A_direction_holds_its_own_side(Direction? asked, Direction? read, bool? expected) =>
        Assert.Equal(expected, (Scope with { Direction = asked }).Holds(Looks.Order("1") with { Direction = read }));

    [Theory]
    [InlineData(null, Offset.Close, true)]
    [InlineData(null, null, true)]
    [InlineData(Offset.Close, Offset.Close, true)]
    [InlineData(Offset.Close, Offset.Open, false)]
    [InlineData(Offset.Close, null, null)]
    public void An_offset_holds_its_own_orders(Offset? asked, Offset? read, bool? expected) =>
        Assert.Equal(expected, (Scope with { Offset = asked }).Holds(Looks.Order("1") with { Offset = read }));

    [Fact]
    public void What_is_certainly_beside_the_scope_is_so_whatever_else_could_not_be_read()
    {
        var scope = Scope with { Direction = Direction.Sell };

        Assert.False(scope.Holds(Looks.Order("1", contractCode: null) with { OrderType = OrderType.Trigger }));
        Assert.False(scope.Holds(Looks.Order("1", contractCode: null)));
        Assert.False(scope.Holds(Looks.Order("1", "XRP-USDT") with { Direction = null }));
    }
}
