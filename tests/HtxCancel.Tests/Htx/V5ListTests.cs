using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Htx.TradeV5;
using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Htx;

public sealed class V5ListTests
{
    private const int PageSize = 3;

    private static readonly V5ListKind Plain = new(OrderType.Plain, null);

    private readonly V5List _list = List(KillDriver.Scope() with { Direction = Direction.Buy });

    [Fact]
    public void No_row_is_an_empty_list()
    {
        Assert.Equal(V5ListStep.Ended, Add());
        Assert.True(Look.IsEmpty);
    }

    [Fact]
    public void A_short_page_is_the_last()
    {
        Assert.Equal(V5ListStep.Ended, Add(Sell("1"), Buy("2")));

        Assert.Equal("2", Assert.Single(Look.InScope).OrderId);
        Assert.Null(Look.Problem);
    }

    [Fact]
    public void A_full_page_is_followed_by_another_from_its_last_rows_id()
    {
        Assert.Equal(V5ListStep.More, Add(Sell("1"), Sell("2"), Sell("3")));
        Assert.Equal("c3", _list.Cursor);
        Assert.Equal(V5ListStep.Ended, Add(Buy("4")));

        Assert.Equal("4", Assert.Single(Look.InScope).OrderId);
        Assert.Equal(4, Look.Paged.Count);
    }

    [Fact]
    public void The_row_of_the_cursor_may_come_again()
    {
        Add(Sell("1"), Sell("2"), Sell("3"));
        Assert.Equal(V5ListStep.More, Add(Sell("3"), Sell("4"), Sell("5")));
        Assert.Equal(V5ListStep.Ended, Add(Sell("5")));

        Assert.True(Look.IsEmpty);
        Assert.Equal(5, Look.Outside.Count);
    }

    [Fact]
    public void No_row_after_a_full_page_is_not_yet_the_end()
    {
        Add(Sell("1"), Sell("2"), Sell("3"));

        Assert.Equal(V5ListStep.Nothing, Add());
    }

    [Fact]
    public void Two_attempts_are_the_same_only_with_the_same_orders_and_cursor()
    {
        Add(Sell("1"), Sell("2"), Sell("3"));

        Assert.True(Attempt("1", "2", "3").IsSameAs(_list));
        Assert.False(Attempt("1", "3", "2").IsSameAs(_list));
        Assert.False(Attempt("1", "4", "3").IsSameAs(_list));
        Assert.False(Attempt("2", "3", "4").IsSameAs(_list));
    }

    [Fact]
    public void A_full_page_that_brings_no_new_order_makes_the_look_unreadable()
    {
        Add(Sell("1"), Sell("2"), Sell("3"));
        Assert.Equal(V5ListStep.Ended, Add(Sell("1"), Sell("2"), Sell("3")));

        Assert.Equal(HtxCodeClass.Unknown, Look.Problem!.Class);
    }

    [Theory]
    [InlineData("1", "2")]
    [InlineData("2", "3")]
    [InlineData("2", "4")]
    [InlineData("1", "2", "4")]
    public void A_page_that_shows_a_known_order_beside_the_cursor_does_not_go_on_where_the_last_ended(params string[] ids)
    {
        Add(Sell("1"), Sell("2"), Sell("3"));

        Assert.Equal(V5ListStep.Shifted, Add([.. ids.Select(Sell)]));
    }

    [Fact]
    public void A_full_page_without_an_id_to_go_on_from_makes_the_look_unreadable()
    {
        Assert.Equal(V5ListStep.Ended, Add(Sell("1"), Sell("2"), Sell("3") with { Id = " " }));

        Assert.NotNull(Look.Problem);
    }

    [Fact]
    public void A_short_page_needs_no_id()
    {
        Assert.Equal(V5ListStep.Ended, Add(Sell("1"), Sell("2") with { Id = null }));

        Assert.True(Look.IsEmpty);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(20, true)]
    [InlineData(50, true)]
    [InlineData(99, false)]
    [InlineData(100, true)]
    [InlineData(101, true)]
    public void A_first_page_of_a_round_number_of_rows_may_have_been_cut(int rows, bool more) =>
        Assert.Equal(more ? V5ListStep.More : V5ListStep.Ended, _list.AddPage(Rows(0, rows), 100));

    [Theory]
    [InlineData(50, nameof(V5ListStep.Ended), 1)]
    [InlineData(100, nameof(V5ListStep.Nothing), 2)]
    public void Nothing_after_a_page_that_was_only_possibly_cut_is_the_end_and_no_page(int rows, string step, int pages)
    {
        _list.AddPage(Rows(0, rows), 100);

        Assert.Equal(step, _list.AddPage([], 100).ToString());
        Assert.Equal(pages, _list.Reading.Pages);
    }

    [Fact]
    public void Once_a_page_was_as_full_as_asked_a_shorter_one_is_the_last()
    {
        Assert.Equal(V5ListStep.More, _list.AddPage(Rows(0, 100), 100));
        Assert.Equal(V5ListStep.Ended, _list.AddPage(Rows(100, 50), 100));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void A_row_without_an_order_id_makes_the_look_unreadable(string? id)
    {
        Add(Sell("1") with { OrderId = id });

        Assert.NotNull(Look.Problem);
    }

    [Fact]
    public void A_row_that_is_null_makes_the_look_unreadable()
    {
        Add(new ListedRow?[] { null });

        Assert.NotNull(Look.Problem);
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

        Assert.NotNull(Look.Problem);
        Assert.Empty(Look.InScope);
    }

    [Fact]
    public void Words_are_read_in_either_case_and_trimmed()
    {
        Add(Buy("1") with { OrderId = " 7 ", ContractCode = " btc-usdt ", MarginMode = "Isolated", Side = "BUY", PositionSide = "Long" });

        var order = Assert.Single(Look.InScope);
        Assert.Equal(("7", "BTC-USDT", MarginMode.Isolated, Direction.Buy, Offset.Open), (order.OrderId, order.ContractCode, order.MarginMode, order.Direction, order.Offset));
    }

    [Fact]
    public void The_other_margin_mode_is_outside()
    {
        Add(Buy("1") with { MarginMode = "cross" });

        Assert.True(Look.IsEmpty);
        Assert.Single(Look.Outside);
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

        list.AddPage([Buy("1") with { Side = side, PositionSide = positionSide, ReduceOnly = reduceOnly }], PageSize);

        var order = Assert.Single(list.Reading.Finished().InScope);
        Assert.Equal((offset, oneWay), (order.Offset, order.OneWay));
    }

    [Fact]
    public void An_offset_that_cannot_be_read_makes_a_look_that_asks_for_it_unreadable()
    {
        var list = List(KillDriver.Scope() with { Offset = Offset.Close });

        list.AddPage([Buy("1") with { PositionSide = "both", ReduceOnly = null }], PageSize);

        Assert.NotNull(list.Reading.Finished().Problem);
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

        list.AddPage([Buy("1") with { AlgoId = "1", State = state, Type = type }], PageSize);

        Assert.Equal(cancelling, Assert.Single(list.Reading.Finished().InScope).Cancelling);
    }

    [Fact]
    public void A_conditional_order_is_named_by_its_algo_id()
    {
        var list = Triggers();

        list.AddPage([Buy("1") with { AlgoId = "7", Type = "TRIGGER" }, Buy("2") with { AlgoId = "8", Type = "" }], PageSize);

        Assert.Equal([new OrderKey("7", true), new OrderKey("8", true)], list.Reading.Finished().InScope.Select(order => order.Key));
    }

    [Theory]
    [InlineData("7", "tp")]
    [InlineData(null, "trigger")]
    public void A_conditional_row_of_another_type_or_without_its_algo_id_makes_the_look_unreadable(string? algoId, string type)
    {
        var list = Triggers();

        list.AddPage([Buy("1") with { AlgoId = algoId, Type = type }], PageSize);

        Assert.NotNull(list.Reading.Finished().Problem);
        Assert.Empty(list.Reading.Finished().InScope);
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
        Assert.Equal(
            "the last row of page 1 of the list of plain orders has no id to go on from", DetailOf(Plain, Sell("1"), Sell("2"), Sell("3") with { Id = " " }));
    }

    [Fact]
    public void A_full_page_that_brings_no_new_order_is_named_by_its_number()
    {
        Add(Sell("1"), Sell("2"), Sell("3"));
        Add(Sell("1"), Sell("2"), Sell("3"));

        Assert.Equal("page 2 of the list of plain orders is full and brought no new order", Look.Problem!.Detail);
    }

    [Fact]
    public void An_order_that_stands_twice_on_the_first_page_does_not_make_it_go_on_elsewhere()
    {
        Assert.Equal(V5ListStep.Ended, Add(Sell("1"), Sell("1")));

        Assert.True(Look.IsEmpty);
        Assert.Single(Look.Outside);
    }

    [Fact]
    public void What_a_person_wants_to_see_of_an_order_is_kept()
    {
        Add(Buy("7"));

        var order = Assert.Single(Look.InScope);
        Assert.Equal(("60000.1", "1", "api", OrderType.Plain), (order.Price, order.Volume, order.OrderSource, order.OrderType));
    }

    private static string DetailOf(V5ListKind kind, params ListedRow?[] rows)
    {
        var list = List(KillDriver.Scope() with { OrderTypes = [kind.OrderType] }, kind);
        list.AddPage(rows, PageSize);
        return list.Reading.Finished().Problem!.Detail;
    }

    private Look Look => _list.Reading.Finished();

    private V5ListStep Add(params ListedRow?[] rows) => _list.AddPage(rows, PageSize);

    private static V5List List(CancelScope scope, V5ListKind? kind = null) => new(new ListReading(scope, "BTC-USDT", new FakeTimeProvider()), kind ?? Plain);

    private static V5List Triggers() => List(KillDriver.Scope() with { OrderTypes = [OrderType.Trigger] }, new V5ListKind(OrderType.Trigger, "trigger"));

    private static V5List Attempt(params string[] ids)
    {
        var list = List(KillDriver.Scope());
        list.AddPage([.. ids.Select(Sell)], PageSize);
        return list;
    }

    private static ListedRow Buy(string id) => Sell(id) with { Side = "buy", PositionSide = "long" };

    private static ListedRow Sell(string id) =>
        new("c" + id, id, null, "BTC-USDT", "isolated", "sell", "short", null, "limit", "new", "60000.1", "1", "api");

    private static List<ListedRow> Rows(int from, int count) => [.. Enumerable.Range(from, count).Select(id => Sell($"{id}"))];
}
