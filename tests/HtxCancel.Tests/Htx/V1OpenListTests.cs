using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Htx;

/// <summary>A v1 list while it is read: pages of 50.</summary>
public sealed class V1OpenListTests
{
    private readonly V1OpenList _list = List();

    [Theory]
    [InlineData(49)]
    [InlineData(0)]
    public void A_page_that_is_not_full_and_shows_as_many_as_there_are_is_the_last(int orders)
    {
        Ask();
        Take("1", 1, orders, orders);

        Assert.True(_list.IsEnded);
        Assert.Null(_list.Reading.Problem);
        Assert.Empty(Ask());
    }

    [Theory]
    [InlineData(50, "2")]
    [InlineData(100, "2")]
    [InlineData(120, "2", "3")]
    public void Pages_are_asked_for_side_by_side_as_far_as_a_full_first_one_promises_orders(int total, params string[] pages)
    {
        Assert.Equal(["1"], Ask());
        Take("1", 1, 50, total);

        Assert.Equal(pages, Ask());
    }

    [Fact]
    public void At_most_eight_pages_are_under_way()
    {
        Ask();
        Take("1", 1, 50, total: 1000);
        Assert.Equal(["2", "3", "4", "5", "6", "7", "8", "9"], Ask());

        Take("2", 51, 50, total: 1000);
        Assert.Equal(["10"], Ask());
    }

    [Fact]
    public void Pages_are_taken_in_their_order()
    {
        Ask();
        Take("1", 1, 50, total: 120);
        Ask();
        Take("3", 101, 20, total: 120);
        Assert.Equal((false, 50), (_list.IsEnded, _list.TakeShown().Count));
        Assert.Empty(_list.TakeShown());

        Take("2", 51, 50, total: 120);
        Assert.Equal((true, 70), (_list.IsEnded, _list.TakeShown().Count));
        Assert.Null(_list.Reading.Problem);
    }

    [Theory]
    [InlineData(1056, nameof(HtxCodeClass.Blocked))]
    [InlineData(4007, nameof(HtxCodeClass.Moved))]
    [InlineData(1000, nameof(HtxCodeClass.Retry))]
    public void A_page_that_is_refused_ends_the_list_and_keeps_its_class(int code, string @class)
    {
        Ask();
        Take("1", 1, 50, total: 120);
        Ask();
        _list.Take("2", new HtxResult<ListPage>.Failed(Looks.Error(code)));

        Assert.True(_list.IsEnded);
        Assert.Equal((@class, $"page 2 of the list: HTX {code}: no"), (_list.Reading.Problem!.Class.ToString(), _list.Reading.Problem.Detail));
    }

    [Fact]
    public void What_a_page_after_a_lost_one_shows_is_not_lost_with_it()
    {
        Ask();
        Take("1", 1, 50, total: 130);
        Ask();
        Take("3", 101, 30, total: 130);
        _list.Take("2", new HtxResult<ListPage>.NoAnswer("lost"));

        Assert.Equal(80, _list.TakeShown().Count);
        Assert.NotNull(_list.Reading.Problem);
    }

    [Fact]
    public void A_list_of_more_pages_than_allowed_is_unreadable_and_keeps_what_they_showed()
    {
        var list = List(maximumPages: 2);
        Assert.Equal(["1"], Ask(list));
        list.Take("1", Looks.V1Page(120, Looks.Orders(50)));
        Assert.Equal(["2"], Ask(list));
        list.Take("2", Looks.V1Page(120, Looks.Orders(100).Skip(50)));

        Assert.True(list.IsEnded);
        Assert.Equal("the list has more than 2 pages", list.Reading.Problem!.Detail);
        Assert.Equal(100, list.TakeShown().Count);
    }

    [Theory]
    [InlineData(50, false, "1")]
    [InlineData(51, false, "1", "2")]
    [InlineData(51, true, "1")]
    public void The_list_of_more_than_fifty_contracts_is_asked_for_two_pages_at_once(int contracts, bool ofOne, params string[] pages) =>
        Assert.Equal(pages, Ask(ListOf(contracts, ofOne)));

    [Fact]
    public void A_page_that_was_asked_for_too_many_and_is_empty_says_nothing()
    {
        var list = ListOf(51);
        Ask(list);
        list.Take("1", Looks.V1Page(3, Looks.Orders(3, "C0-USDT")));
        list.Take("2", Looks.V1Page(0));

        Assert.Null(list.Reading.Problem);
        Assert.Equal(1, list.Reading.Pages);
    }

    [Fact]
    public void A_page_that_was_asked_for_too_many_and_shows_an_order_keeps_the_list_from_being_whole()
    {
        var list = ListOf(51);
        Ask(list);
        list.Take("1", Looks.V1Page(0));
        list.Take("2", Looks.V1Page(1, Looks.Order("1", "C0-USDT")));

        Assert.NotNull(list.Reading.Problem);
        Assert.Equal("1", Assert.Single(list.TakeShown()).OrderId);
    }

    [Fact]
    public void An_order_beside_the_scope_is_not_taken()
    {
        Ask();
        _list.Take("1", Looks.V1Page(1, Looks.Order("1") with { Direction = Direction.Sell }));

        Assert.Empty(_list.TakeShown());
        Assert.True(_list.Reading.IsEmpty);
    }

    [Fact]
    public void Another_list_like_it_has_read_nothing()
    {
        Ask();
        Take("1", 1, 50, total: 120);
        var another = _list.Another();

        Assert.Equal(_list.ToString(), another.ToString());
        Assert.Equal((0, false), (another.Reading.Pages, another.IsEnded));
    }

    private static V1OpenList List(int maximumPages = int.MaxValue) => new(MarginMode.Isolated, KillDriver.Scope() with { Direction = Direction.Buy }, "BTC-USDT", maximumPages);

    private static V1OpenList ListOf(int contracts, bool ofOne = false) =>
        new(MarginMode.Isolated, KillDriver.Scope([.. Enumerable.Range(0, contracts).Select(number => $"C{number}-USDT")]), ofOne ? "C0-USDT" : null);

    private List<string> Ask() => Ask(_list);

    // Asks for every page that may be asked for now.
    private static List<string> Ask(OpenList list)
    {
        List<string> asked = [];
        while (list.TryNext(out var page))
        {
            list.Asked(page);
            asked.Add(page!);
        }

        return asked;
    }

    private void Take(string page, int first, int count, int total) => _list.Take(page, Looks.V1Page(total, Looks.Orders(first + count - 1).Skip(first - 1)));
}
