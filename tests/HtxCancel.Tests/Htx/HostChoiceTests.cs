using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Htx;

public sealed class HostChoiceTests
{
    private readonly TestClock _time = new();
    private readonly HostRotation _order;
    private readonly HostChoice _hosts;

    public HostChoiceTests()
    {
        _order = new HostRotation(2, _time);
        _hosts = new HostChoice(_order);
    }

    [Fact]
    public void A_host_that_refused_is_left_for_the_other_one()
    {
        _hosts.Refused(0);
        Assert.Equal((1, 1), (_hosts.First, _hosts.For(ClientDriver.Question)));

        _hosts.Refused(1);
        Assert.Equal((0, 0), (_hosts.First, _hosts.For(ClientDriver.Question)));
    }

    [Fact]
    public void A_host_that_refused_is_not_left_for_one_that_gives_no_answers()
    {
        _order.Failed(0);
        _hosts.Refused(1);

        Assert.Equal((1, 1), (_hosts.First, _hosts.For(ClientDriver.Question)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void A_host_that_refused_is_left_no_longer_once_it_has_answered_well(int helped, int first)
    {
        // Both have failed, the first one longest ago: without the refusal it would come first.
        _order.Failed(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        _order.Failed(1);
        _hosts.Refused(0);
        Assert.Equal(1, _hosts.First);

        _hosts.Helped(helped);

        Assert.Equal(first, _hosts.First);
    }

    [Fact]
    public void A_host_that_lacks_a_path_is_not_asked_for_it_whoever_refused_since()
    {
        _hosts.Missing(ClientDriver.Question, 0);
        _hosts.Refused(1);

        Assert.Equal((0, 1), (_hosts.First, _hosts.For(ClientDriver.Question)));
    }
}
