using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Htx;

public sealed class CallCounterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CallCounter _calls;

    public CallCounterTests() => _calls = new CallCounter(_time);

    [Fact]
    public void Before_the_first_call_there_is_none_and_no_time_of_it() => AssertCounts(0, 0, 0, null);

    [Fact]
    public void Calls_are_counted_by_their_pool_and_the_time_is_that_of_the_first()
    {
        var first = _time.GetTimestamp();
        _calls.Count(RatePool.Read);
        _time.Advance(TimeSpan.FromSeconds(1));
        _calls.Count(RatePool.Trade);
        _calls.Count(RatePool.Trade);

        AssertCounts(2, 1, 3, first);
    }

    [Fact]
    public void A_call_is_unanswered_until_its_answer_is_read()
    {
        var first = _time.GetTimestamp();
        _calls.Count(RatePool.Trade);
        _calls.Count(RatePool.Read);
        AssertCounts(1, 1, 2, first);

        _calls.CountAnswered();

        AssertCounts(1, 1, 1, first);
    }

    private void AssertCounts(int trade, int read, int unanswered, long? firstAt) =>
        Assert.Equal((trade, read, unanswered, firstAt), (_calls.Trade, _calls.Read, _calls.Unanswered, _calls.FirstAt));
}
