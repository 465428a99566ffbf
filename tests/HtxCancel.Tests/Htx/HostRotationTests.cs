using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Htx;

public sealed class HostRotationTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly HostRotation _hosts;

    public HostRotationTests() => _hosts = new HostRotation(2, _time);

    [Fact]
    public void The_first_of_the_settings_is_tried_first() => Assert.Equal((0, 1, 0), (_hosts.First, _hosts.After(0), _hosts.After(1)));

    [Fact]
    public void A_host_that_failed_is_tried_second_for_30_s()
    {
        _hosts.Failed(0);
        Assert.Equal(1, _hosts.First);

        _time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal(1, _hosts.First);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(0, _hosts.First);
    }

    [Fact]
    public void The_second_host_s_failure_changes_nothing()
    {
        _hosts.Failed(1);

        Assert.Equal(0, _hosts.First);
    }

    [Fact]
    public void A_host_is_behind_while_it_is_tried_second_and_the_next_one_is_not()
    {
        Assert.False(_hosts.IsBehind(0));
        _hosts.Failed(0);
        Assert.Equal((true, false), (_hosts.IsBehind(0), _hosts.IsBehind(1)));

        _hosts.Failed(1);
        Assert.Equal((false, false), (_hosts.IsBehind(0), _hosts.IsBehind(1)));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(_hosts.IsBehind(0));
    }

    [Fact]
    public void A_host_that_is_overtaken_is_tried_second_and_whoever_waits_for_it_is_told()
    {
        var (first, second) = (_hosts.WhenOvertaken(0), _hosts.WhenOvertaken(1));
        _hosts.Failed(0);
        Assert.False(first.IsCompleted);

        _hosts.Overtaken(0);

        Assert.Equal((true, false, 1), (first.IsCompleted, second.IsCompleted, _hosts.First));
        Assert.False(_hosts.WhenOvertaken(0).IsCompleted);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void When_both_have_failed_the_one_that_did_so_longest_ago_is_tried_first(int first, int then)
    {
        _hosts.Failed(first);
        _time.Advance(TimeSpan.FromSeconds(1));
        _hosts.Failed(then);

        Assert.Equal(first, _hosts.First);
    }

    [Fact]
    public void When_both_have_failed_at_once_the_first_of_the_settings_is_tried_first()
    {
        _hosts.Failed(1);
        _hosts.Failed(0);

        Assert.Equal(0, _hosts.First);
    }

    [Fact]
    public void Of_three_hosts_each_has_its_turn()
    {
        var hosts = new HostRotation(3, _time);
        Assert.Equal((3, 1, 2, 0), (hosts.Count, hosts.After(0), hosts.After(1), hosts.After(2)));

        foreach (var host in new[] { 2, 0, 1 })
        {
            hosts.Failed(host);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, hosts.First);
        hosts.Failed(2);
        Assert.Equal(0, hosts.First);
    }

    [Fact]
    public void A_host_that_fails_again_is_tried_second_for_another_30_s()
    {
        _hosts.Failed(0);
        _time.Advance(TimeSpan.FromSeconds(20));
        _hosts.Failed(0);
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(1, _hosts.First);
    }
}
