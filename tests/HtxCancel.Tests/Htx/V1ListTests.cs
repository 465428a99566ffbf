using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Htx;

public sealed class V1ListTests
{
    private const int PageSize = 3;

    private readonly ListReading _reading = new(KillDriver.Scope() with { Direction = Direction.Buy }, "BTC-USDT");
    private readonly V1List _list;

    public V1ListTests() => _list = new V1List(_reading, MarginMode.Isolated);

    [Fact]
    public void No_row_and_a_total_of_0_is_empty()
    {
        Assert.True(_list.AddPage([], 0, PageSize));
        Assert.True(_reading.IsEmpty);
    }

    [Fact]
    public void No_row_and_a_total_of_3_is_not_empty()
    {
        Assert.True(_list.AddPage([], 3, PageSize));
        Assert.False(_reading.IsEmpty);
        Assert.NotNull(_reading.Problem);
    }

    [Fact]
    public void A_full_page_is_never_the_last_whatever_the_total_says()
    {
        Assert.False(_list.AddPage([Sell("1"), Sell("2"), Sell("3")], 3, PageSize));
        Assert.True(_list.AddPage([Buy("4")], 3, PageSize));

        Assert.Equal("4", Assert.Single(_reading.InScope).OrderId);
        Assert.Equal(4, _reading.Keys.Count);
    }

    [Fact]
    public void An_empty_page_ends_a_list_that_fills_its_pages()
    {
        Assert.False(_list.AddPage([Sell("1"), Sell("2"), Sell("3")], 3, PageSize));
        Assert.True(_list.AddPage([], 3, PageSize));

        Assert.True(_reading.IsEmpty);
        Assert.Equal(3, _reading.Outside.Count);
    }

    [Fact]
    public void A_full_page_that_brings_no_new_order_makes_the_look_unreadable()
    {
        Assert.False(_list.AddPage([Sell("1"), Sell("2"), Sell("3")], 9, PageSize));
        Assert.True(_list.AddPage([Sell("1"), Sell("2"), Sell("3")], 9, PageSize));

        Assert.NotNull(_reading.Problem);
    }

    [Fact]
    public void A_short_page_that_promises_more_is_followed_by_another()
    {
        Assert.False(_list.AddPage([Sell("1")], 2, PageSize));
        Assert.True(_list.AddPage([Buy("2")], 2, PageSize));

        Assert.Equal("2", Assert.Single(_reading.InScope).OrderId);
        Assert.Null(_reading.Problem);
    }

    [Fact]
    public void A_list_that_ends_before_its_total_is_unreadable()
    {
        Assert.False(_list.AddPage([Sell("1")], 2, PageSize));
        Assert.True(_list.AddPage([], 2, PageSize));

        Assert.NotNull(_reading.Problem);
    }

    [Fact]
    public void An_order_on_two_pages_counts_once()
    {
        _list.AddPage([Sell("1"), Buy("2"), Sell("3")], 4, PageSize);
        _list.AddPage([Buy("2"), Sell("4")], 4, PageSize);

        Assert.Single(_reading.InScope);
        Assert.Equal(3, _reading.Outside.Count);
    }

    [Theory]
    [InlineData(null, "BTC-USDT", "buy", null)]
    [InlineData("1", null, "buy", null)]
    [InlineData("1", "BTC-USDT", "up", null)]
    [InlineData("1", "BTC-USDT", null, null)]
    [InlineData("1", "BTC-USDT", "buy", "sideways")]
    public void A_row_that_does_not_decide_on_the_scope_makes_the_look_unreadable(string? id, string? code, string? direction, string? marginMode)
    {
        Assert.True(_list.AddPage([Row(id, code, direction, "open", marginMode)], 1, PageSize) || id is null);

        Assert.NotNull(_reading.Problem);
        Assert.False(_reading.IsEmpty);
    }

    [Fact]
    public void A_row_that_is_null_makes_the_look_unreadable()
    {
        _list.AddPage([null], 0, PageSize);

        Assert.False(_reading.IsEmpty);
    }

    [Fact]
    public void A_row_that_one_filter_excludes_need_not_show_the_others()
    {
        _list.AddPage([Row("1", "BTC-USDT", "sell", offset: null)], 1, PageSize);

        Assert.True(_reading.IsEmpty);
    }

    [Theory]
    [InlineData("ETH-USDT", "isolated")]
    [InlineData("BTC-USDT-SWAP", "isolated")]
    [InlineData("BTC-USDT", "cross")]
    public void A_row_that_the_list_was_not_asked_for_makes_the_look_unreadable(string code, string marginMode)
    {
        _list.AddPage([Row("1", code, "buy", "open", marginMode)], 1, PageSize);

        Assert.NotNull(_reading.Problem);
    }

    [Fact]
    public void In_a_list_of_all_contracts_another_contract_is_outside()
    {
        var look = new ListReading(KillDriver.Scope(), contractCode: null);

        new V1List(look, MarginMode.Isolated).AddPage([Row("1", "ETH-USDT", "buy", "open"), Row("2", "BTC-USDT", "buy", "open")], 2, PageSize);

        Assert.Equal(("2", "1"), (Assert.Single(look.InScope).OrderId, Assert.Single(look.Outside).OrderId));
    }

    [Fact]
    public void A_list_that_changes_while_it_is_read_is_not_whole()
    {
        Assert.False(_list.AddPage([Sell("1"), Sell("2"), Sell("3")], 5, PageSize));
        Assert.True(_list.AddPage([Sell("5")], 4, PageSize));

        Assert.NotNull(_reading.Problem);
    }

    [Fact]
    public void The_same_id_on_two_different_orders_makes_the_look_unreadable()
    {
        _list.AddPage([Sell("0"), Buy("0")], 1, PageSize);

        Assert.False(_reading.IsEmpty);
    }

    [Fact]
    public void Blanks_around_an_id_do_not_matter()
    {
        _list.AddPage([Buy(" 7 ")], 1, PageSize);

        Assert.Equal("7", Assert.Single(_reading.InScope).OrderId);
    }

    [Fact]
    public void The_contract_code_is_compared_in_upper_case()
    {
        _list.AddPage([Row("1", "btc-usdt", "BUY", "open", "Isolated")], 1, PageSize);

        Assert.Single(_reading.InScope);
    }

    [Theory]
    [InlineData("open", null, Offset.Open, true)]
    [InlineData("open", null, Offset.Close, false)]
    [InlineData("close", null, Offset.Close, true)]
    [InlineData("both", true, Offset.Close, true)]
    [InlineData("both", true, Offset.Open, false)]
    [InlineData("both", false, Offset.Open, true)]
    [InlineData("both", false, Offset.Close, false)]
    [InlineData("both", null, Offset.Close, null)]
    [InlineData("", null, Offset.Close, null)]
    public void An_orders_offset_is_its_own(string offset, bool? reduceOnly, Offset asked, bool? inScope)
    {
        var look = new ListReading(KillDriver.Scope() with { Offset = asked }, "BTC-USDT");

        new V1List(look, MarginMode.Isolated).AddPage([Row("1", "BTC-USDT", "buy", offset, reduceOnly: reduceOnly)], 1, PageSize);

        Assert.Equal(inScope, look.Problem is not null ? null : look.InScope.Count == 1);
    }

    [Fact]
    public void A_page_that_could_not_be_read_keeps_the_orders_that_were_seen()
    {
        _list.AddPage([Sell("1"), Buy("2"), Sell("3")], 9, PageSize);

        _reading.Unreadable(new LookProblem(HtxCodeClass.Blocked, "maintenance"));

        Assert.Single(_reading.InScope);
        Assert.False(_reading.IsEmpty);
        Assert.Equal(HtxCodeClass.Blocked, _reading.Problem!.Class);
    }

    [Fact]
    public void A_list_that_cannot_be_trusted_says_why()
    {
        Assert.Equal("page 1 of the list brought no new order, though total_size says 3 and 0 were shown", DetailOf(3));
        Assert.Equal("a row of the list has no order_id", DetailOf(1, [null]));
        Assert.Equal("a row of the list has no order_id", DetailOf(1, Buy(" ")));
        Assert.Equal("order 7 in the list is not of the margin mode that was asked for", DetailOf(1, Buy("7") with { MarginMode = "cross" }));
        Assert.Equal("order 7 in the list is not of the contract that was asked for", DetailOf(1, Buy("7") with { ContractCode = "ETH-USDT" }));
    }

    [Fact]
    public void A_list_that_changes_while_it_is_read_says_from_what_to_what()
    {
        _list.AddPage([Sell("1"), Sell("2"), Sell("3")], 5, PageSize);
        _list.AddPage([Sell("5")], 4, PageSize);

        Assert.Equal("the list changed from 5 to 4 orders while it was read", _reading.Problem!.Detail);
    }

    [Fact]
    public void A_page_that_shows_again_what_was_shown_says_how_far_the_list_was_read()
    {
        _list.AddPage([Sell("1"), Sell("2"), Sell("3")], 9, PageSize);
        _list.AddPage([Sell("1"), Sell("2")], 9, PageSize);

        Assert.Equal("page 2 of the list brought no new order, though total_size says 9 and 3 were shown", _reading.Problem!.Detail);
    }

    [Theory]
    [InlineData("8", "9", "8")]
    [InlineData(" 8 ", null, "8")]
    [InlineData(" ", "9", "9")]
    [InlineData(null, "9", "9")]
    public void An_order_is_named_by_the_text_of_its_id_before_its_number(string? text, string? number, string id)
    {
        _list.AddPage([Buy("") with { OrderIdStr = text, OrderId = number }], 1, PageSize);

        Assert.Equal(id, Assert.Single(_reading.InScope).OrderId);
    }

    [Theory]
    [InlineData("11", "open", true, false)]
    [InlineData("3", "both", false, true)]
    [InlineData("", "Both", false, true)]
    [InlineData(null, "", false, false)]
    [InlineData("4", null, false, false)]
    public void An_order_says_whether_it_is_being_cancelled_and_whether_it_is_one_way(string? status, string? offset, bool cancelling, bool oneWay)
    {
        _list.AddPage([Buy("7") with { Status = status, Offset = offset }], 1, PageSize);

        var order = Assert.Single(_reading.InScope);
        Assert.Equal((cancelling, oneWay), (order.Cancelling, order.OneWay));
    }

    [Fact]
    public void What_a_person_wants_to_see_of_an_order_is_kept()
    {
        _list.AddPage([Buy("7")], 1, PageSize);

        var order = Assert.Single(_reading.InScope);
        Assert.Equal(("60000.1", "1", "api", Direction.Buy, Offset.Open), (order.Price, order.Volume, order.OrderSource, order.Direction, order.Offset));
    }

    [Theory]
    [InlineData(MarginMode.Isolated, null)]
    [InlineData(MarginMode.Isolated, "ISOLATED")]
    [InlineData(MarginMode.Cross, null)]
    [InlineData(MarginMode.Cross, "Cross")]
    public void A_row_is_of_the_lists_margin_mode_unless_it_says_otherwise(MarginMode margin, string? says)
    {
        var look = new ListReading(KillDriver.Scope() with { MarginModeAsked = MarginScope.All }, "BTC-USDT");

        new V1List(look, margin).AddPage([Buy("1") with { MarginMode = says }], 1, PageSize);

        Assert.Equal(margin, Assert.Single(look.InScope).MarginMode);
    }

    private static string DetailOf(int total, params OpenOrderRow?[] rows)
    {
        var look = new ListReading(KillDriver.Scope(), "BTC-USDT");
        new V1List(look, MarginMode.Isolated).AddPage(rows, total, PageSize);
        return look.Problem!.Detail;
    }

    private static OpenOrderRow Buy(string id) => Row(id, "BTC-USDT", "buy", "open");

    private static OpenOrderRow Sell(string id) => Row(id, "BTC-USDT", "sell", "open");

    private static OpenOrderRow Row(string? id, string? code, string? direction, string? offset, string? marginMode = "isolated", bool? reduceOnly = false) =>
        new(id, null, code, direction, offset, reduceOnly, "60000.1", "1", marginMode, "api", "3");
}
