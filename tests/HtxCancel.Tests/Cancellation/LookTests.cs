using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Cancellation;

public sealed class LookTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Only_a_whole_list_without_an_order_in_scope_is_empty()
    {
        Assert.True(Looks.Whole(_time).IsEmpty);
        Assert.True((Looks.Whole(_time) with { Outside = [Looks.Order("1")] }).IsEmpty);
        Assert.False(Looks.Whole(_time, Looks.Order("1")).IsEmpty);
        Assert.False(Looks.Broken(_time, HtxCodeClass.Unknown, "page 2").IsEmpty);
    }

    [Fact]
    public void Lists_read_side_by_side_last_from_the_first_beginning_to_the_last_end()
    {
        var first = Looks.Whole(_time);
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = Looks.Whole(_time);
        _time.Advance(TimeSpan.FromSeconds(1));

        var both = Look.Of([second with { EndedAt = _time.GetTimestamp() }, first]);

        Assert.Equal((first.BegunAt, first.BegunAtUtc, _time.GetTimestamp()), (both.BegunAt, both.BegunAtUtc, both.EndedAt));
        Assert.True(both.IsEmpty);
    }

    [Fact]
    public void An_order_that_two_lists_show_counts_once_and_a_conditional_one_of_the_same_number_beside_it()
    {
        var conditional = Looks.Order("1") with { OrderType = OrderType.Trigger };
        var one = Looks.Whole(_time, Looks.Order("1")) with { Outside = [Looks.Order("3")], Paged = [Looks.Order("1").Key] };
        var other = Looks.Whole(_time, Looks.Order("1"), conditional, Looks.Order("2")) with { Outside = [Looks.Order("3"), Looks.Order("4")], Paged = [conditional.Key] };

        var both = Look.Of([one, other]);

        Assert.Equal([Looks.Order("1"), conditional, Looks.Order("2")], both.InScope);
        Assert.Equal(["3", "4"], both.Outside.Select(order => order.OrderId));
        Assert.Equal([new OrderKey("1", IsConditional: false), new OrderKey("1", IsConditional: true)], both.Paged);
    }

    [Fact]
    public void An_order_that_only_a_list_which_shifted_showed_rests_where_another_list_shows_it()
    {
        var one = Looks.Whole(_time, Looks.Order("1")) with { ShownBefore = [Looks.Order("2")] };
        var other = Looks.Whole(_time, Looks.Order("2")) with { ShownBefore = [Looks.Order("3"), Looks.Order("3")] };

        var both = Look.Of([one, other]);

        Assert.Equal(["1", "2"], both.InScope.Select(order => order.OrderId));
        Assert.Equal("3", Assert.Single(both.ShownBefore).OrderId);
        Assert.Equal(["3", "1", "2"], both.Named.Select(order => order.OrderId));
    }

    [Fact]
    public void One_list_that_is_not_whole_makes_the_look_not_whole()
    {
        var broken = Looks.Broken(_time, HtxCodeClass.Unknown, "page 2");

        Assert.Equal(broken.Problem, Look.Of([Looks.Whole(_time), broken]).Problem);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_problem_that_may_pass_by_itself_stands_behind_one_that_says_less(bool blockedFirst)
    {
        var blocked = Looks.Broken(_time, HtxCodeClass.Blocked, "HTX 1078");
        var unknown = Looks.Broken(_time, HtxCodeClass.Unknown, "page 2");

        Assert.Equal("page 2", Look.Of(blockedFirst ? [blocked, unknown] : [unknown, blocked]).Problem!.Detail);
    }
}
