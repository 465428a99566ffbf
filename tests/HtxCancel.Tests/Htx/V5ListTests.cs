using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Htx;

public sealed class V5ListTests
{
    private static readonly V5ListKind Plain = new(OrderType.Plain, null);

    private readonly V5List _list = List(KillDriver.Scope() with { Direction = Direction.Buy });

    [Fact]
    public void No_row_is_an_empty_list()
    {
        Assert.Equal(V5ListStep.Ended, Add());
        Assert.True(Reading.IsEmpty);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(25)]
    [InlineData(75)]
    [InlineData(99)]
    [InlineData(100)]
    public void However_many_rows_a_page_has_only_one_without_a_new_row_ends_the_list(int rows)
    {
        var page = Rows(0, rows);

        Assert.Equal(V5ListStep.More, _list.AddPage(page));
        Assert.Equal(V5ListStep.More, _list.AddPage([page[^1], .. Rows(rows, rows)]));
        Assert.Equal(V5ListStep.Ended, _list.AddPage([Sell($"{(2 * rows) - 1}")]));

        Assert.True(Reading.IsEmpty);
        Assert.Equal(2 * rows, Reading.Outside.Count);
    }

    // The row of the cursor comes again, and the one after it: where pages have two rows, that is a full one.
    [Fact]
    public void Pages_of_two_rows_that_both_were_shown_do_not_end_the_list_before_it_is_asked_for_from_its_last_row()
    {
        Add(Sell("1"), Sell("2"));
        Assert.Equal((V5ListStep.More, "c2"), (Add(Sell("1"), Sell("2")), _list.Cursor));

        Assert.Equal((V5ListStep.More, "c2"), (Add(Sell("2"), Sell("3")), _list.Cursor));
        Assert.Equal((V5ListStep.More, "c3"), (Add(Sell("2"), Sell("3")), _list.Cursor));
        Assert.Equal(V5ListStep.Ended, Add(Sell("3")));

        Assert.Equal(3, Reading.Outside.Count);
        Assert.True(Reading.IsEmpty);
    }

    [Fact]
    public void A_page_is_asked_for_from_the_last_row_but_one()
    {
        Assert.Null(_list.Cursor);
        Add(Sell("1"));
        Assert.Equal("c1", _list.Cursor);
        Add(Sell("2"));
        Assert.Equal("c1", _list.Cursor);
        Add(Sell("2"), Sell("3"), Sell("4"));
        Assert.Equal("c3", _list.Cursor);
    }

    [Fact]
    public void A_row_without_an_id_of_its_own_is_named_by_the_orders()
    {
        Add(Sell("1") with { Id = null }, Sell("2") with { Id = " " });

        Assert.Equal("1", _list.Cursor);
        Assert.Equal(V5ListStep.Ended, Add(Sell("2") with { Id = null }));
        Assert.True(Reading.IsEmpty);
    }

    [Fact]
    public void Two_orders_with_one_id_make_the_look_unreadable()
    {
        // The next page is asked for by it, and nothing would show that a row has gone meanwhile.
        Add(Sell("1") with { Id = "c1" }, Sell("2") with { Id = "c1" });

        Assert.Equal(V5ListStep.Ended, Add());
        Assert.False(Reading.IsEmpty);
    }

    [Fact]
    public void The_row_of_the_cursor_may_come_again()
    {
        Add(Sell("1"), Sell("2"), Sell("3"));
        Assert.Equal(V5ListStep.More, Add(Sell("2"), Sell("3"), Sell("4")));
        Assert.Equal(V5ListStep.Ended, Add(Sell("3"), Sell("4")));

        Assert.True(Reading.IsEmpty);
        Assert.Equal(4, Reading.Outside.Count);
    }

    [Fact]
    public void After_a_single_row_nothing_ends_the_list()
    {
        Add(Sell("1"));

        Assert.Equal(V5ListStep.Ended, Add());
        Assert.True(Reading.IsEmpty);
    }

    [Theory]
    [InlineData]
    [InlineData("2")]
    [InlineData("4")]
    [InlineData("2", "4")]
    public void A_page_without_the_last_row_shows_that_a_row_has_gone_and_may_pass_others_over(params string[] ids)
    {
        Add(Sell("1"), Sell("2"), Sell("3"));

        Assert.Equal(V5ListStep.Shifted, Add([.. ids.Select(Sell)]));
    }

    [Theory]
    [InlineData("1", "2", "3")]
    [InlineData("3", "1")]
    [InlineData("1", "2", "3", "4")]
    public void A_page_that_shows_an_earlier_row_does_not_go_on_where_the_last_ended(params string[] ids)
    {
        Add(Sell("1"), Sell("2"), Sell("3"));

        Assert.Equal(V5ListStep.Shifted, Add([.. ids.Select(Sell)]));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(3, 1, 0)]
    [InlineData(3, 2, 6)]
    public void The_page_that_shows_only_that_nothing_follows_is_none_of_the_lists(int rows, int pages, int paged)
    {
        for (var page = 0; page < pages; page++)
        {
            _list.AddPage([.. Rows(Math.Max(0, (page * rows) - 1), page == 0 ? rows : rows + 1)]);
        }

        _list.AddPage(rows == 0 ? [] : [Sell($"{(pages * rows) - 1}")]);

        Assert.Equal(paged, Reading.Pages > 1 ? Reading.Keys.Count : 0);
    }

    [Theory]
    [InlineData("isolated", "cross")]
    [InlineData("cross", "isolated")]
    public void A_row_of_another_margin_mode_than_was_asked_for_makes_the_look_unreadable(string asked, string shown)
    {
        var mode = asked == "cross" ? MarginMode.Cross : MarginMode.Isolated;
        foreach (var margin in new[] { MarginScope.Isolated, MarginScope.Cross, MarginScope.All })
        {
            var list = List(KillDriver.Scope() with { MarginModeAsked = margin }, Plain with { MarginMode = mode });

            list.AddPage([Sell("1") with { MarginMode = shown }]);

            Assert.Equal($"order 1 in the list of {asked} plain orders is of {shown} margin", list.Reading.Problem!.Detail);
        }
    }

    [Fact]
    public void An_order_in_scope_that_a_list_of_another_margin_mode_shows_is_there_to_be_cancelled()
    {
        var list = List(KillDriver.Scope() with { MarginModeAsked = MarginScope.All }, Plain with { MarginMode = MarginMode.Isolated });

        list.AddPage([Sell("1") with { MarginMode = "cross" }]);

        Assert.Equal("1", Assert.Single(list.Reading.InScope).OrderId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void A_row_without_an_order_id_makes_the_look_unreadable(string? id)
    {
        Add(Sell("1") with { OrderId = id });

        Assert.NotNull(Reading.Problem);
    }

    [Fact]
    public void A_row_that_is_null_makes_the_look_unreadable()
    {
        Add(new ListedRow?[] { null });

        Assert.NotNull(Reading.Problem);
    }

    [Theory]
    [InlineData(null, "isolated", "buy")]
    [InlineData("ETH-USDT", "isolated", "buy")]
    [InlineData("BTC-USDT", null, "buy")]
    [InlineData("BTC-USDT", "portfolio", "buy")]
    [InlineData("BTC-USDT", "isolated", null)]
    [InlineData("BTC-USDT", "isolated", "up")]
    public void A_row_that_does_not_decide_on_the_scope_makes_the_look_unreadable(string? code, string? margin, string? side)
    {
        Add(Buy("1") with { ContractCode = code, MarginMode = margin, Side = side });

        Assert.NotNull(Reading.Problem);
        Assert.Empty(Reading.InScope);
    }

    [Fact]
    public void Words_are_read_in_either_case_and_trimmed()
    {
        Add(Buy("1") with { OrderId = " 7 ", ContractCode = " btc-usdt ", MarginMode = "Isolated", Side = "BUY", PositionSide = "Long" });

        var order = Assert.Single(Reading.InScope);
        Assert.Equal(("7", "BTC-USDT", MarginMode.Isolated, Direction.Buy, Offset.Open), (order.OrderId, order.ContractCode, order.MarginMode, order.Direction, order.Offset));
    }

    [Fact]
    public void The_other_margin_mode_is_outside()
    {
        Add(Buy("1") with { MarginMode = "cross" });

        Assert.True(Reading.IsEmpty);
        Assert.Single(Reading.Outside);
    }

    [Theory]
    [InlineData("buy", "long", null, Offset.Open, false)]
    [InlineData("sell", "short", null, Offset.Open, false)]
    [InlineData("sell", "long", null, Offset.Close, false)]
    [InlineData("buy", "short", null, Offset.Close, false)]
    [InlineData("buy", "long", true, Offset.Open, false)]
    [InlineData("buy", "both", true, Offset.Close, true)]
    [InlineData("sell", "both", false, Offset.Open, true)]
    [InlineData("sell", "both", null, null, true)]
    [InlineData("buy", "", true, null, false)]
    [InlineData("buy", null, false, null, false)]
    [InlineData("up", "long", false, null, false)]
    public void An_orders_offset_follows_from_its_sides(string side, string? positionSide, bool? reduceOnly, Offset? offset, bool oneWay)
    {
        var list = List(KillDriver.Scope());

        list.AddPage([Buy("1") with { Side = side, PositionSide = positionSide, ReduceOnly = reduceOnly }]);

        var order = Assert.Single(list.Reading.InScope);
        Assert.Equal((offset, oneWay), (order.Offset, order.OneWay));
    }

    [Fact]
    public void An_offset_that_cannot_be_read_makes_a_look_that_asks_for_it_unreadable()
    {
        var list = List(KillDriver.Scope() with { Offset = Offset.Close });

        list.AddPage([Buy("1") with { PositionSide = "both", ReduceOnly = null }]);

        Assert.NotNull(list.Reading.Problem);
    }

    [Theory]
    [InlineData("11", null, true)]
    [InlineData("9", null, false)]
    [InlineData("cancelling", null, true)]
    [InlineData("new", null, false)]
    [InlineData(null, null, false)]
    [InlineData("9", "trigger", true)]
    [InlineData("11", "trigger", false)]
    [InlineData("Canceling", "trigger", true)]
    public void An_order_that_is_being_cancelled_says_so(string? state, string? type, bool cancelling)
    {
        var list = List(
            KillDriver.Scope() with { OrderTypes = [OrderType.Plain, OrderType.Trigger] },
            type is null ? Plain : new V5ListKind(OrderType.Trigger, type));

        list.AddPage([Buy("1") with { AlgoId = "1", State = state, Type = type }]);

        Assert.Equal(cancelling, Assert.Single(list.Reading.InScope).Cancelling);
    }

    [Fact]
    public void A_conditional_order_is_named_by_its_algo_id()
    {
        var list = Triggers();

        list.AddPage([Buy("1") with { AlgoId = "7", Type = "TRIGGER" }, Buy("2") with { AlgoId = "8", Type = "" }]);

        Assert.Equal([new OrderKey("7", true), new OrderKey("8", true)], list.Reading.InScope.Select(order => order.Key));
    }

    [Theory]
    [InlineData("7", "tp")]
    [InlineData(null, "trigger")]
    public void A_conditional_row_of_another_type_or_without_its_algo_id_makes_the_look_unreadable(string? algoId, string type)
    {
        var list = Triggers();

        list.AddPage([Buy("1") with { AlgoId = algoId, Type = type }]);

        Assert.NotNull(list.Reading.Problem);
        Assert.Empty(list.Reading.InScope);
    }

    [Fact]
    public void Each_type_has_its_lists()
    {
        Assert.Equal(
            ["Plain: Isolated", "Plain: Cross", "Trigger: trigger", "Tpsl: tp", "Tpsl: sl", "Tpsl: tpsl", "Trailing: trailing_stop"],
            Enum.GetValues<OrderType>().SelectMany(type => V5ListKind.Of(type, MarginScope.All)).Select(kind => $"{kind.OrderType}: {kind.Type}{kind.MarginMode}"));
    }

    [Fact]
    public void Each_list_has_a_name()
    {
        Assert.Equal(
            [
                "the list of isolated plain orders",
                "the list of cross plain orders",
                "the list of trigger orders",
                "the list of tp orders",
                "the list of sl orders",
                "the list of tpsl orders",
                "the list of trailing_stop orders",
            ],
            Enum.GetValues<OrderType>().SelectMany(type => V5ListKind.Of(type, MarginScope.All)).Select(kind => kind.ToString()));
        Assert.Equal("the list of plain orders", Plain.ToString());
    }

    [Fact]
    public void A_list_that_cannot_be_trusted_says_why()
    {
        var trigger = new V5ListKind(OrderType.Trigger, "trigger");

        Assert.Equal("a row of the list of plain orders has no order_id", DetailOf(Plain, Buy("1") with { OrderId = " " }));
        Assert.Equal("a row of the list of plain orders has no order_id", DetailOf(Plain, [null]));
        Assert.Equal("a row of the list of trigger orders has no algo_id", DetailOf(trigger, Buy("1")));
        Assert.Equal("order 7 in the list of trigger orders is of another type", DetailOf(trigger, Buy("1") with { AlgoId = "7", Type = "tp" }));
    }

    [Fact]
    public void An_order_that_stands_twice_on_the_first_page_does_not_make_it_go_on_elsewhere()
    {
        Assert.Equal(V5ListStep.More, Add(Sell("1"), Sell("1")));
        Assert.Equal(V5ListStep.Ended, Add(Sell("1")));

        Assert.True(Reading.IsEmpty);
        Assert.Single(Reading.Outside);
    }

    [Fact]
    public void What_a_person_wants_to_see_of_an_order_is_kept()
    {
        Add(Buy("7"));

        var order = Assert.Single(Reading.InScope);
        Assert.Equal(("60000.1", "1", "api", OrderType.Plain), (order.Price, order.Volume, order.OrderSource, order.OrderType));
    }

    private static string DetailOf(V5ListKind kind, params ListedRow?[] rows)
    {
        var list = List(KillDriver.Scope() with { OrderTypes = [kind.OrderType] }, kind);
        list.AddPage(rows);
        return list.Reading.Problem!.Detail;
    }

    private ListReading Reading => _list.Reading;

    private V5ListStep Add(params ListedRow?[] rows) => _list.AddPage(rows);

    private static V5List List(CancelScope scope, V5ListKind? kind = null) => new(new ListReading(scope, "BTC-USDT"), kind ?? Plain);

    private static V5List Triggers() => List(KillDriver.Scope() with { OrderTypes = [OrderType.Trigger] }, new V5ListKind(OrderType.Trigger, "trigger"));

    private static ListedRow Buy(string id) => Sell(id) with { Side = "buy", PositionSide = "long" };

    private static ListedRow Sell(string id) =>
        new("c" + id, id, null, "BTC-USDT", "isolated", "sell", "short", null, "limit", "new", "60000.1", "1", "api");

    private static List<ListedRow> Rows(int from, int count) => [.. Enumerable.Range(from, count).Select(id => Sell($"{id}"))];
}
