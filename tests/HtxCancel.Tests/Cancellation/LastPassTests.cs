using HtxCancel.Cancellation;
using HtxCancel.Htx;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Cancellation;

public sealed class LastPassTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LastPass _pass;

    public LastPassTests() => _pass = new LastPass(looks: 2, TimeSpan.FromSeconds(1), _time);

    [Fact]
    public void One_empty_look_is_no_proof()
    {
        _pass.Add(Look());

        Assert.False(_pass.IsDone);
    }

    [Fact]
    public void Two_empty_looks_an_interval_apart_are_the_proof()
    {
        _pass.Add(Look());
        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(Look());

        Assert.True(_pass.IsDone);
    }

    [Fact]
    public void A_look_that_comes_too_early_does_not_count()
    {
        _pass.Add(Look());
        _time.Advance(TimeSpan.FromMilliseconds(999));
        _pass.Add(Look());

        Assert.False(_pass.IsDone);
        Assert.Equal(TimeSpan.FromMilliseconds(1), _pass.UntilNextLook);
    }

    [Fact]
    public void The_interval_runs_from_the_end_of_a_look_to_the_beginning_of_the_next()
    {
        var slow = Look();
        _time.Advance(TimeSpan.FromSeconds(3));
        _pass.Add(slow with { EndedAt = _time.GetTimestamp() });
        _pass.Add(Look());
        Assert.False(_pass.IsDone);
        Assert.Equal(TimeSpan.FromSeconds(1), _pass.UntilNextLook);

        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(Look());
        Assert.True(_pass.IsDone);
    }

    [Fact]
    public void An_order_in_scope_starts_it_anew()
    {
        _pass.Add(Look());
        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(Look() with { InScope = [Order("1")] });
        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(Look());

        Assert.False(_pass.IsDone);
    }

    [Fact]
    public void An_unreadable_look_starts_it_anew()
    {
        _pass.Add(Look());
        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(Look() with { Problem = new LookProblem(HtxCodeClass.Unknown, "cut off") });
        _pass.Add(Look());

        Assert.False(_pass.IsDone);
    }

    [Fact]
    public void A_cancel_starts_it_anew()
    {
        _pass.Add(Look());
        _pass.Restart();
        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(Look());

        Assert.False(_pass.IsDone);
        Assert.NotNull(_pass.First);
    }

    [Fact]
    public void Looks_of_several_pages_must_show_the_same_orders_beside_the_scope()
    {
        _pass.Add(PagedLook("1", "2"));
        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(PagedLook("1", "3"));
        Assert.False(_pass.IsDone);

        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(PagedLook("3", "1"));
        Assert.True(_pass.IsDone);
    }

    [Fact]
    public void A_look_that_comes_too_early_to_count_and_shows_another_list_is_begun_from()
    {
        _pass.Add(PagedLook("1", "2"));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _pass.Add(PagedLook("1"));
        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(PagedLook("1"));

        Assert.True(_pass.IsDone);
    }

    [Fact]
    public void Looks_of_one_page_need_not_show_the_same_orders_beside_the_scope()
    {
        _pass.Add(Look("1", "2"));
        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(Look("3"));

        Assert.True(_pass.IsDone);
    }

    [Fact]
    public void More_looks_can_be_asked_for()
    {
        var pass = new LastPass(looks: 3, TimeSpan.FromSeconds(1), _time);
        for (var look = 0; look < 2; look++)
        {
            pass.Add(Look());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(pass.IsDone);
        pass.Add(Look());
        Assert.True(pass.IsDone);
    }

    [Fact]
    public void The_first_look_waits_for_nothing()
    {
        Assert.Equal(TimeSpan.Zero, _pass.UntilNextLook);
        Assert.Null(_pass.First);

        _pass.Add(Look());
        _pass.Restart();
        Assert.Equal(TimeSpan.Zero, _pass.UntilNextLook);
    }

    [Fact]
    public void A_look_that_is_overdue_waits_for_nothing()
    {
        _pass.Add(Look());
        Assert.Equal(TimeSpan.FromSeconds(1), _pass.UntilNextLook);

        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.Zero, _pass.UntilNextLook);
    }

    [Fact]
    public void The_proof_is_as_old_as_the_look_that_completed_it_whatever_is_read_later()
    {
        _pass.Add(Look());
        Assert.Null(_pass.CompletedAt);

        _time.Advance(TimeSpan.FromSeconds(1));
        var completing = Look();
        _pass.Add(completing);
        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(Look());

        Assert.True(_pass.IsDone);
        Assert.Equal(completing.BegunAt, _pass.CompletedAt);
    }

    [Fact]
    public void A_proof_of_three_looks_is_completed_by_the_third()
    {
        var pass = new LastPass(looks: 3, TimeSpan.FromSeconds(1), _time);
        pass.Add(Look());
        _time.Advance(TimeSpan.FromSeconds(1));
        pass.Add(Look());
        Assert.Null(pass.CompletedAt);

        _time.Advance(TimeSpan.FromMilliseconds(500));
        pass.Add(Look());
        Assert.False(pass.IsDone);

        _time.Advance(TimeSpan.FromMilliseconds(500));
        pass.Add(Look());
        Assert.True(pass.IsDone);
        Assert.Equal(_time.GetTimestamp(), pass.CompletedAt);
    }

    [Fact]
    public void A_cancel_takes_a_complete_proof_away()
    {
        Complete();
        _pass.Restart();

        Assert.False(_pass.IsDone);
        Assert.Null(_pass.CompletedAt);
        Assert.Null(_pass.First);
        Assert.Equal("0 of 2 whole lists in a row showed nothing in scope", _pass.Progress);
    }

    [Fact]
    public void A_list_of_several_pages_that_shows_other_orders_takes_a_complete_proof_away_and_begins_the_next()
    {
        Complete();
        var other = PagedLook("1");
        _pass.Add(other);

        Assert.False(_pass.IsDone);
        Assert.Null(_pass.CompletedAt);
        Assert.Same(other, _pass.First);
        Assert.Equal("1 of 2 whole lists in a row showed nothing in scope", _pass.Progress);
    }

    [Fact]
    public void The_first_look_of_the_row_is_kept()
    {
        var first = Look();
        _pass.Add(first);
        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(Look());

        Assert.Same(first, _pass.First);
        Assert.Equal("2 of 2 whole lists in a row showed nothing in scope", _pass.Progress);
    }

    private void Complete()
    {
        _pass.Add(Look());
        _time.Advance(TimeSpan.FromSeconds(1));
        _pass.Add(Look());
        Assert.True(_pass.IsDone);
    }

    private static ListedOrder Order(string id) => new(id, "BTC-USDT", MarginMode.Isolated, Direction.Buy, Offset.Open, "1", "1", "api", false);

    private Look Look(params string[] outside) => new(_time.GetTimestamp(), _time.GetUtcNow(), _time.GetTimestamp(), [], [.. outside.Select(Order)], [], null);

    private Look PagedLook(params string[] outside) => Look(outside) with { Paged = [.. outside.Select(id => Order(id).Key)] };
}
