using HtxCancel.Cancellation;
using HtxCancel.Kill;
using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Kill;

/// <summary>Two empty looks a second apart. Times are milliseconds since the run's start.</summary>
public sealed class EmptyProofTests
{
    private readonly EmptyProof _proof = new(looks: 2, TimeSpan.FromSeconds(1));

    [Fact]
    public void One_empty_look_is_no_proof()
    {
        _proof.Add(Looks.Look(0));

        Assert.False(_proof.IsDone);
        Assert.Equal("1 of 2 whole lists in a row showed nothing in scope", _proof.Progress);
    }

    [Fact]
    public void Two_empty_looks_an_interval_apart_are_the_proof()
    {
        _proof.Add(Looks.Look(0));
        _proof.Add(Looks.Look(1000));

        Assert.True(_proof.IsDone);
    }

    [Fact]
    public void A_look_that_comes_too_early_does_not_count()
    {
        _proof.Add(Looks.Look(0));
        _proof.Add(Looks.Look(999));

        Assert.False(_proof.IsDone);
    }

    [Fact]
    public void A_look_that_comes_too_early_does_not_put_the_next_one_off()
    {
        _proof.Add(Looks.Look(0));
        _proof.Add(Looks.Look(999));
        _proof.Add(Looks.Look(1000));

        Assert.True(_proof.IsDone);
    }

    [Theory]
    [InlineData(3999, false)]
    [InlineData(4000, true)]
    public void The_interval_runs_from_the_end_of_a_look_to_the_beginning_of_the_next(double begunAt, bool isDone)
    {
        _proof.Add(Looks.Look(0, endedAt: 3000));
        Assert.Equal(isDone, _proof.WouldBeDone(TimeSpan.FromMilliseconds(begunAt)));

        _proof.Add(Looks.Look(begunAt, endedAt: 9000));

        Assert.Equal(isDone, _proof.IsDone);
    }

    [Fact]
    public void The_first_look_alone_would_not_complete_it() => Assert.False(_proof.WouldBeDone(TimeSpan.FromSeconds(9)));

    [Fact]
    public void A_restart_takes_a_complete_proof_away()
    {
        _proof.Add(Looks.Look(0));
        _proof.Add(Looks.Look(1000));
        _proof.Restart();

        Assert.False(_proof.IsDone);
        Assert.Null(_proof.CompletedBy);
        Assert.Null(_proof.FirstAt);
    }

    [Fact]
    public void After_a_restart_it_takes_two_looks_again()
    {
        _proof.Add(Looks.Look(0));
        _proof.Restart();
        _proof.Add(Looks.Look(1000));

        Assert.False(_proof.IsDone);
        Assert.Equal(TimeSpan.FromSeconds(1), _proof.FirstAt);
    }

    [Fact]
    public void It_is_completed_by_its_last_look_whatever_is_read_later()
    {
        _proof.Add(Looks.Look(0, number: 4));
        Assert.Null(_proof.CompletedBy);

        _proof.Add(Looks.Look(1000, number: 5));
        _proof.Add(Looks.Look(2000, number: 6));

        Assert.Equal(5, _proof.CompletedBy);
    }

    [Fact]
    public void More_looks_can_be_asked_for()
    {
        var proof = new EmptyProof(looks: 3, TimeSpan.FromSeconds(1));
        proof.Add(Looks.Look(0));
        proof.Add(Looks.Look(1000));
        Assert.False(proof.IsDone);

        proof.Add(Looks.Look(2000));
        Assert.True(proof.IsDone);
    }

    [Fact]
    public void Looks_of_several_pages_must_show_the_same_orders_beside_the_scope()
    {
        _proof.Add(Looks.PagedLook(0, Looks.Order("1"), Looks.Order("2")));
        _proof.Add(Looks.PagedLook(1000, Looks.Order("1"), Looks.Order("3")));
        Assert.False(_proof.IsDone);

        _proof.Add(Looks.PagedLook(2000, Looks.Order("3"), Looks.Order("1")));
        Assert.True(_proof.IsDone);
    }

    [Fact]
    public void A_look_that_comes_too_early_and_shows_another_list_of_several_pages_is_begun_from()
    {
        _proof.Add(Looks.PagedLook(0, Looks.Order("1")));
        _proof.Add(Looks.PagedLook(100, Looks.Order("2")));
        _proof.Add(Looks.PagedLook(1000, Looks.Order("2")));

        Assert.False(_proof.IsDone);
        Assert.Equal(TimeSpan.FromMilliseconds(100), _proof.FirstAt);
    }

    [Fact]
    public void Another_list_of_several_pages_takes_a_complete_proof_away()
    {
        _proof.Add(Looks.Look(0));
        _proof.Add(Looks.Look(1000));
        _proof.Add(Looks.PagedLook(2000, Looks.Order("1")));

        Assert.False(_proof.IsDone);
        Assert.Equal("1 of 2 whole lists in a row showed nothing in scope", _proof.Progress);
    }

    [Fact]
    public void Lists_of_one_page_need_not_show_the_same() => Assert.True(Looks.Look(0, orders: [Looks.Order("1")]).ShowsTheSameAs(Looks.Look(1), shared: false));

    [Theory]
    [InlineData(1, 2, false)]
    [InlineData(2, 1, false)]
    [InlineData(1, 1, true)]
    public void A_list_that_has_several_pages_in_either_look_must_show_the_same(int pages, int otherPages, bool isSame)
    {
        var look = Looks.Ended(0, 0, 1, Looks.List(pages, Looks.Order("1")));
        var other = Looks.Ended(1, 1, 2, Looks.List(otherPages, Looks.Order("2")));

        Assert.Equal(isSame, look.ShowsTheSameAs(other, shared: false));
    }

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(2, false, false)]
    [InlineData(2, true, true)]
    public void A_list_of_several_pages_that_one_look_lacks_is_a_difference_unless_only_shared_ones_count(int pages, bool shared, bool isSame)
    {
        var both = Looks.Ended(0, 0, 1, Looks.List(1), Looks.List(MarginMode.Cross, pages, Looks.Order("1")));
        var one = Looks.Ended(1, 1, 2, Looks.List(1));

        Assert.Equal(isSame, both.ShowsTheSameAs(one, shared));
        Assert.Equal(isSame, one.ShowsTheSameAs(both, shared));
    }
}
