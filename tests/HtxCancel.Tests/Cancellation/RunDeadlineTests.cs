using HtxCancel.Cancellation;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Cancellation;

public sealed class RunDeadlineTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_end_comes_a_full_length_after_the_start()
    {
        using var deadline = Start(length: 60, longest: 600);

        AssertEndsIn(deadline, seconds: 60);
    }

    [Fact]
    public void A_start_in_the_past_counts()
    {
        var startedAt = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(50));
        using var deadline = new RunDeadline(_time, startedAt, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60));

        AssertEndsIn(deadline, seconds: 10);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(90)]
    public void A_start_as_long_ago_as_the_deadline_ends_at_once(int secondsAgo)
    {
        var startedAt = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(secondsAgo));
        using var deadline = new RunDeadline(_time, startedAt, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60));

        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public void Each_blocked_answer_moves_the_end_to_a_full_length_from_then()
    {
        using var deadline = Start(length: 60, longest: 600);
        _time.Advance(TimeSpan.FromSeconds(20));
        deadline.ExtendWhileBlocked();
        _time.Advance(TimeSpan.FromSeconds(30));
        deadline.ExtendWhileBlocked();

        AssertEndsIn(deadline, seconds: 60);
    }

    [Fact]
    public void A_run_that_stays_blocked_ends_at_the_longest_deadline()
    {
        using var deadline = Start(length: 60, longest: 100);
        _time.Advance(TimeSpan.FromSeconds(50));
        deadline.ExtendWhileBlocked();
        _time.Advance(TimeSpan.FromSeconds(40));
        deadline.ExtendWhileBlocked();

        AssertEndsIn(deadline, seconds: 10);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(40)]
    public void A_longest_deadline_that_is_no_longer_changes_nothing(int longest)
    {
        using var deadline = Start(length: 60, longest);
        _time.Advance(TimeSpan.FromSeconds(10));
        deadline.ExtendWhileBlocked();

        AssertEndsIn(deadline, seconds: 50);
    }

    [Fact]
    public void An_end_that_has_come_is_not_taken_back()
    {
        using var deadline = Start(length: 60, longest: 600);
        _time.Advance(TimeSpan.FromSeconds(60));
        deadline.ExtendWhileBlocked();

        Assert.True(deadline.Token.IsCancellationRequested);
    }

    private RunDeadline Start(int length, int longest) => new(_time, _time.GetTimestamp(), TimeSpan.FromSeconds(length), TimeSpan.FromSeconds(longest));

    private void AssertEndsIn(RunDeadline deadline, int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(deadline.Token.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(deadline.Token.IsCancellationRequested);
    }
}
