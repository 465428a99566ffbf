using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Htx.LinearSwapV1;
using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Htx;

public sealed class V1ListTests
{
    private const int PageSize = 3;

    private readonly ListReading _reading = new(KillDriver.Scope() with { Direction = Direction.Buy }, "BTC-USDT", new FakeTimeProvider());
    private readonly V1List _list;

    public V1ListTests() => _list = new V1List(_reading, MarginMode.Isolated);

    [Fact]
    public void No_row_and_a_total_of_0_is_empty()
    {
        Assert.True(_list.AddPage([], 0, PageSize));
        Assert.True(_reading.Finished().IsEmpty);
    }

    [Fact]
    public void No_row_and_a_total_of_3_is_not_empty()
    {
        Assert.True(_list.AddPage([], 3, PageSize));
        Assert.False(_reading.Finished().IsEmpty);
        Assert.NotNull(_reading.Finished().Problem);
    }

    [Fact]
    public void A_full_page_is_never_the_last_whatever_the_total_says()
    {
        Assert.False(_list.AddPage([Sell("1"), Sell("2"), Sell("3")], 3, PageSize));
        Assert.True(_list.AddPage([Buy("4")], 3, PageSize));

        Assert.Equal("4", Assert.Single(_reading.Finished().InScope).OrderId);
        Assert.Equal(4, _reading.Finished().Paged.Count);
    }

    [Fact]
    public void An_empty_page_ends_a_list_that_fills_its_pages()
    {
        Assert.False(_list.AddPage([Sell("1"), Sell("2"), Sell("3")], 3, PageSize));
        Assert.True(_list.AddPage([], 3, PageSize));

        Assert.True(_reading.Finished().IsEmpty);
        Assert.Equal(3, _reading.Finished().Outside.Count);
    }

    [Fact]
    public void A_full_page_that_brings_no_new_order_makes_the_look_unreadable()
    {
        Assert.False(_list.AddPage([Sell("1"), Sell("2"), Sell("3")], 9, PageSize));
        Assert.True(_list.AddPage([Sell("1"), Sell("2"), Sell("3")], 9, PageSize));

        Assert.NotNull(_reading.Finished().Problem);
    }

    [Fact]
    public void A_short_page_that_promises_more_is_followed_by_another()
    {
        Assert.False(_list.AddPage([Sell("1")], 2, PageSize));
        Assert.True(_list.AddPage([Buy("2")], 2, PageSize));

        Assert.Equal("2", Assert.Single(_reading.Finished().InScope).OrderId);
        Assert.Null(_reading.Finished().Problem);
    }

    [Fact]
    public void A_list_that_ends_before_its_total_is_unreadable()
    {
        Assert.False(_list.AddPage([Sell("1")], 2, PageSize));
        Assert.True(_list.AddPage([], 2, PageSize));

        Assert.NotNull(_reading.Finished().Problem);
    }

    [Fact]
    public void An_order_on_two_pages_counts_once()
    {
        _list.AddPage([Sell("1"), Buy("2"), Sell("3")], 4, PageSize);
        _list.AddPage([Buy("2"), Sell("4")], 4, PageSize);

        Assert.Single(_reading.Finished().InScope);
        Assert.Equal(3, _reading.Finished().Outside.Count);
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

        Assert.NotNull(_reading.Finished().Problem);
        Assert.False(_reading.Finished().IsEmpty);
    }

    [Fact]
    public void A_row_that_is_null_makes_the_look_unreadable()
    {
        _list.AddPage([null], 0, PageSize);

        Assert.False(_reading.Finished().IsEmpty);
    }

    [Fact]
    public void A_row_that_one_filter_excludes_need_not_show_the_others()
    {
        _list.AddPage([Row("1", "BTC-USDT", "sell", offset: null)], 1, PageSize);

        Assert.True(_reading.Finished().IsEmpty);
    }

    [Theory]
    [InlineData("ETH-USDT", "isolated")]
    [InlineData("BTC-USDT-SWAP", "isolated")]
    [InlineData("BTC-USDT", "cross")]
    public void A_row_that_the_list_was_not_asked_for_makes_the_look_unreadable(string code, string marginMode)
    {
        _list.AddPage([Row("1", code, "buy", "open", marginMode)], 1, PageSize);

        Assert.NotNull(_reading.Finished().Problem);
    }

    [Fact]
    public void In_a_list_of_all_contracts_another_contract_is_outside()
    {
        var look = new ListReading(KillDriver.Scope(), contractCode: null, new FakeTimeProvider());

        new V1List(look, MarginMode.Isolated).AddPage([Row("1", "ETH-USDT", "buy", "open"), Row("2", "BTC-USDT", "buy", "open")], 2, PageSize);

        Assert.Equal(("2", "1"), (Assert.Single(look.Finished().InScope).OrderId, Assert.Single(look.Finished().Outside).OrderId));
    }

    [Fact]
    public void A_list_that_changes_while_it_is_read_is_not_whole()
    {
        Assert.False(_list.AddPage([Sell("1"), Sell("2"), Sell("3")], 5, PageSize));
        Assert.True(_list.AddPage([Sell("5")], 4, PageSize));

        Assert.NotNull(_reading.Finished().Problem);
    }

    [Fact]
    public void The_same_id_on_two_different_orders_makes_the_look_unreadable()
    {
        _list.AddPage([Sell("0"), Buy("0")], 1, PageSize);

        Assert.False(_reading.Finished().IsEmpty);
    }

    [Fact]
    public void Blanks_around_an_id_do_not_matter()
    {
        _list.AddPage([Buy(" 7 ")], 1, PageSize);

        Assert.Equal("7", Assert.Single(_reading.Finished().InScope).OrderId);
    }

    [Fact]
    public void The_contract_code_is_compared_in_upper_case()
    {
        _list.AddPage([Row("1", "btc-usdt", "BUY", "open", "Isolated")], 1, PageSize);

        Assert.Single(_reading.Finished().InScope);
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
        var look = new ListReading(KillDriver.Scope() with { Offset = asked }, "BTC-USDT", new FakeTimeProvider());

        new V1List(look, MarginMode.Isolated).AddPage([Row("1", "BTC-USDT", "buy", offset, reduceOnly: reduceOnly)], 1, PageSize);

        Assert.Equal(inScope, look.Finished().Problem is not null ? null : look.Finished().InScope.Count == 1);
    }

    [Fact]
    public void A_page_that_could_not_be_read_keeps_the_orders_that_were_seen()
    {
        _list.AddPage([Sell("1"), Buy("2"), Sell("3")], 9, PageSize);

        var look = _reading.Unreadable(HtxCodeClass.Blocked, "maintenance");

        Assert.Single(look.InScope);
        Assert.False(look.IsEmpty);
        Assert.Equal(HtxCodeClass.Blocked, look.Problem!.Class);
    }

    private static OpenOrderRow Buy(string id) => Row(id, "BTC-USDT", "buy", "open");

    private static OpenOrderRow Sell(string id) => Row(id, "BTC-USDT", "sell", "open");

    private static OpenOrderRow Row(string? id, string? code, string? direction, string? offset, string? marginMode = "isolated", bool? reduceOnly = false) =>
        new(id, null, code, direction, offset, reduceOnly, "60000.1", "1", marginMode, "api", "3");
}
