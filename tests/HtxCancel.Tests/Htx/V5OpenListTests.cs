using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Htx;

/// <summary>A v5 list while it is read, each page from the last row but one.</summary>
public sealed class V5OpenListTests
{
    private const string First = "first";

    private readonly V5OpenList _list = List(MarginMode.Isolated);

    [Fact]
    public void Pages_are_asked_for_in_turn_each_from_the_last_row_but_one_until_one_brings_no_new_row()
    {
        Assert.Equal(First, Ask());
        Assert.Null(Ask());

        Take("1", "2", "3");
        Assert.Equal("2", Ask());

        Take("3");
        Assert.Null(Ask());
        Assert.Equal((true, true), (_list.IsEnded, _list.Reading.Problem is null));
    }

    [Fact]
    public void A_list_that_shifts_is_read_from_its_start_again()
    {
        Ask();
        Take("1", "2", "3");
        Ask();
        Take("4", "5");
        Assert.Equal(First, Ask());

        Take("1", "2", "5");
        Ask();
        Take("5");

        Assert.True(_list.IsEnded);
        Assert.Null(_list.Reading.Problem);
        Assert.Equal(3, _list.Reading.Keys.Count);
    }

    [Fact]
    public void What_a_list_showed_before_it_was_read_again_is_taken_all_the_same()
    {
        Ask();
        Take("1", "2", "3");
        Ask();
        Take("4", "5");

        Assert.Equal(["1", "2", "3", "4", "5"], _list.TakeShown().Select(order => order.OrderId));
    }

    [Fact]
    public void What_was_taken_before_a_list_shifts_is_not_left_behind()
    {
        Ask();
        Take("1", "2", "3");
        Assert.Equal(3, _list.TakeShown().Count);

        Ask();
        Take();
        Assert.Empty(_list.TakeShown());
    }

    [Fact]
    public void A_list_that_shifts_each_time_is_unreadable_after_three_restarts()
    {
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            Assert.False(_list.IsEnded);
            Assert.Equal(First, Ask());
            Take("1", "2", "3");
            Ask();
            Take("4");
        }

        Assert.True(_list.IsEnded);
        Assert.Equal(
            (HtxCodeClass.Unknown, "page 2 of the list of isolated plain orders: the list shifts while it is read", false),
            (_list.Reading.Problem!.Class, _list.Reading.Problem.Detail, _list.Reading.Problem.IsShift));
    }

    [Fact]
    public void A_list_that_is_not_worth_reading_again_ends_where_it_shifts_and_says_so()
    {
        Ask();
        Take("1", "2", "3");
        Ask();
        _list.Take("2", Looks.V5Page(Looks.Order("4")), mayRestart: false);

        Assert.True(_list.IsEnded);
        Assert.True(_list.Reading.Problem!.IsShift);
    }

    [Fact]
    public void A_later_page_that_is_refused_is_a_list_that_shifted()
    {
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            Assert.Equal(First, Ask());
            Take("1", "2", "3");
            Ask();
            Refuse("2", 1067);
        }

        Assert.Equal("page 2 of the list of isolated plain orders: HTX 1067: no", _list.Reading.Problem!.Detail);
        Assert.False(_list.FilterIsRefused);
    }

    [Theory]
    [InlineData(1000, nameof(HtxCodeClass.Retry))]
    [InlineData(1056, nameof(HtxCodeClass.Blocked))]
    [InlineData(4007, nameof(HtxCodeClass.Moved))]
    public void A_later_page_that_is_refused_for_a_reason_of_its_own_ends_the_list(int code, string @class)
    {
        Ask();
        Take("1", "2", "3");
        Ask();
        Refuse("2", code);

        Assert.True(_list.IsEnded);
        Assert.Equal(@class, _list.Reading.Problem!.Class.ToString());
    }

    [Theory]
    [InlineData(1067, true)]
    [InlineData(9999, true)]
    [InlineData(1056, false)]
    [InlineData(1032, false)]
    [InlineData(4007, false)]
    [InlineData(403, false)]
    [InlineData(12001, false)]
    public void A_first_page_of_isolated_orders_that_is_refused_may_be_the_margin_modes_fault(int code, bool isFilter)
    {
        Ask();
        Refuse(null, code);

        Assert.True(_list.IsEnded);
        Assert.Equal(isFilter, _list.FilterIsRefused);
        Assert.Equal(isFilter ? HtxCodeClass.Unknown : HtxCode.Classify(code), _list.Reading.Problem!.Class);
        Assert.Equal(isFilter, _list.Reading.Problem.Detail.EndsWith("; the list of all margin modes may be of cross margin alone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_first_page_of_cross_orders_that_is_refused_is_not()
    {
        var list = List(MarginMode.Cross);
        list.Asked(null);
        list.Take(null, new HtxResult<ListPage>.Failed(Looks.Error(1067)));

        Assert.False(list.FilterIsRefused);
        Assert.Equal((HtxCodeClass.Fatal, "page 1 of the list of cross plain orders: HTX 1067: no"), (list.Reading.Problem!.Class, list.Reading.Problem.Detail));
    }

    [Fact]
    public void A_list_of_more_pages_than_allowed_is_unreadable_and_keeps_what_they_showed()
    {
        var list = List(MarginMode.Isolated, maximumPages: 2);
        list.Take(null, Looks.V5Page(Looks.Orders(3)));
        list.Take("2", Looks.V5Page(Looks.Orders(5).Skip(2)));

        Assert.True(list.IsEnded);
        Assert.Equal("the list of isolated plain orders has more than 2 pages", list.Reading.Problem!.Detail);
        Assert.Equal(5, list.TakeShown().Count);
    }

    [Fact]
    public void Another_list_like_it_has_read_nothing()
    {
        Ask();
        Take("1", "2", "3");
        var another = _list.Another();

        Assert.Equal("v5 the list of isolated plain orders of BTC-USDT", another.ToString());
        Assert.True(another.TryNext(out var page) && page is null);
    }

    private static V5OpenList List(MarginMode margin, int maximumPages = int.MaxValue) =>
        new(new V5ListKind(OrderType.Plain, null, margin), KillDriver.Scope() with { MarginModeAsked = MarginScope.All }, "BTC-USDT", maximumPages);

    // Asks for the page that may be asked for now; null for none.
    private string? Ask()
    {
        if (!_list.TryNext(out var page))
        {
            return null;
        }

        _list.Asked(page);
        return page ?? First;
    }

    private void Take(params string[] ids) => _list.Take(null, Looks.V5Page(ids.Select(id => Looks.Order(id))));

    private void Refuse(string? page, int code) => _list.Take(page, new HtxResult<ListPage>.Failed(Looks.Error(code)));
}
