using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Reports;

public sealed class OutOfScopeTests
{
    [Fact]
    public void Orders_beside_the_scope_are_counted_by_margin_mode_and_type_and_types_not_listed_are_null()
    {
        var cross = Looks.Order("3") with { MarginMode = MarginMode.Cross };
        ListedOrder[] orders =
        [
            Looks.Order("1"), Looks.Order("2"), cross, cross with { OrderType = OrderType.Tpsl }, cross with { OrderType = OrderType.Tpsl }, cross with { OrderType = OrderType.Trigger },
        ];

        Assert.Equal(
            new OutOfScope(new OrderCounts(2, null, 0, 0), new OrderCounts(1, null, 2, 0)),
            OutOfScope.Of(orders, [OrderType.Plain, OrderType.Tpsl, OrderType.Trailing]));
        Assert.Equal(new OutOfScope(new OrderCounts(2), new OrderCounts(1)), OutOfScope.Of(orders, [OrderType.Plain]));
    }
}
