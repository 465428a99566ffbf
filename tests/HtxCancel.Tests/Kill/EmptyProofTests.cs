using System.Globalization;
using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Kill;

/// <summary>Two empty looks a second apart. Times are milliseconds since the run's start.</summary>
public sealed class EmptyProofTests
{
    private EmptyProof _proof = new(looks: 2, TimeSpan.FromSeconds(1));

    // When each look was begun, and ended where that is not the same; after a colon the orders that a list of several pages showed.
    [Theory]
    [InlineData(2, "0", false)]
    [InlineData(2, "0 1000", true)]
    [InlineData(2, "0 999", false)]
    [InlineData(2, "0 999 1000", true)]
    [InlineData(2, "0-3000 3999", false)]
    [InlineData(2, "0-3000 4000", true)]
    [InlineData(2, "0 restart 1000", false)]
    [InlineData(2, "0 1000 restart", false)]
    [InlineData(2, "0 restart 1000 2000", true)]
    [InlineData(3, "0 1000", false)]
    [InlineData(3, "0 1000 2000", true)]
    [InlineData(2, "0:1,2 1000:1,2", true)]
    [InlineData(2, "0:1,2 1000:2,1", true)]
    [InlineData(2, "0:1,2 1000:1,3", false)]
    [InlineData(2, "0:1,2 1000:1,3 2000:1,3", true)]
    [InlineData(2, "0:1 100:2 1000:2", false)]
    [InlineData(2, "0:1 100:2 1100:2", true)]
    [InlineData(2, "0 1000 2000:1", false)]
    public void Empty_looks_in_a_row_an_interval_apart_that_show_the_same_are_the_proof(int looks, string row, bool isDone)
    {
        _proof = new EmptyProof(looks, TimeSpan.FromSeconds(1));

        Add(row);

        Assert.Equal(isDone, _proof.IsDone);
        Assert.Equal(isDone, _proof.CompletedBy is not null);
    }

    [Theory]
    [InlineData("", 9000, false)]
    [InlineData("0-3000", 3999, false)]
    [InlineData("0-3000", 4000, true)]
    [InlineData("0 1000", 1001, false)]
    public void It_is_known_beforehand_whether_a_look_would_complete_it(string row, double begunAt, bool wouldBe)
    {
        Add(row);

        Assert.Equal(wouldBe, _proof.WouldBeDone(TimeSpan.FromMilliseconds(begunAt)));
    }

    [Fact]
    public void It_is_completed_by_its_last_look_whatever_is_read_later()
    {
        _proof.Add(Looks.Look(0, number: 4));
        _proof.Add(Looks.Look(1000, number: 5));
        _proof.Add(Looks.Look(2000, number: 6));

        Assert.Equal(5, _proof.CompletedBy);
    }

    [Fact]
    public void A_restart_leaves_nothing_of_it()
    {
        Add("0 1000 restart");
        Assert.Null(_proof.FirstAt);

        Add("2000");
        Assert.Equal((TimeSpan.FromSeconds(2), "1 of 2 whole lists in a row showed nothing in scope"), (_proof.FirstAt, _proof.Progress));
    }

    [Theory]
    [InlineData(1, 2, false)]
    [InlineData(2, 1, false)]
    [InlineData(1, 1, true)]
    public void A_list_that_has_several_pages_in_either_look_must_show_the_same(int pages, int otherPages, bool isSame)
    {
        var look = Looks.Ended(0, 0, 1, Looks.List(MarginMode.Isolated, pages, Looks.Order("1")));
        var other = Looks.Ended(1, 1, 2, Looks.List(MarginMode.Isolated, otherPages, Looks.Order("2")));

        Assert.Equal(isSame, look.ShowsTheSameAs(other, shared: false));
    }

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(2, false, false)]
    [InlineData(2, true, true)]
    public void A_list_of_several_pages_that_one_look_lacks_is_a_difference_unless_only_shared_ones_count(int pages, bool shared, bool isSame)
    {
        var both = Looks.Ended(0, 0, 1, Looks.List(MarginMode.Isolated, 1), Looks.List(MarginMode.Cross, pages, Looks.Order("1")));
        var one = Looks.Ended(1, 1, 2, Looks.List(MarginMode.Isolated, 1));

        Assert.Equal((isSame, isSame), (both.ShowsTheSameAs(one, shared), one.ShowsTheSameAs(both, shared)));
    }

    private void Add(string row)
    {
        foreach (var word in row.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "restart")
            {
                _proof.Restart();
                continue;
            }

            var parts = word.Split(':');
            var times = parts[0].Split('-').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
            var orders = parts.Skip(1).SelectMany(text => text.Split(',')).Select(id => Looks.Order(id)).ToArray();
            _proof.Add(Looks.Ended(times[0], times[^1], 1, Looks.List(MarginMode.Isolated, pages: orders.Length > 0 ? 2 : 1, orders)));
        }
    }
}
