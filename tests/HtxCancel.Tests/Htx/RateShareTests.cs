using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Htx;

public sealed class RateShareTests
{
    private static readonly object Run = new();

    private readonly TestClock _time = new();
    private readonly RateBudget _whole;
    private readonly RateBudget _share;

    public RateShareTests()
    {
        _whole = new RateBudget(_time);
        _share = new RateBudget(_time, RateBudget.ShareLimit, _whole);
    }

    [Fact]
    public void It_takes_a_quarter_of_the_whole_and_no_more()
    {
        Assert.Equal(18, Enumerable.Range(0, 72).Count(_ => _share.TryTakeNow(RatePool.Read)));
        Assert.Equal(54, _whole.Left(RatePool.Read));
        Assert.Equal(72, _whole.Left(RatePool.Trade));
    }

    [Fact]
    public void What_it_takes_counts_until_its_answer_and_a_window_from_then()
    {
        Assert.True(_share.TryTakeNow(RatePool.Read));
        _time.Advance(2 * RateBudget.Window);
        Assert.Equal(71, _whole.Left(RatePool.Read));

        _share.Answered(RatePool.Read);
        _time.Advance(RateBudget.Window);

        Assert.Equal(72, _whole.Left(RatePool.Read));
    }

    [Fact]
    public async Task It_waits_for_its_own_window_while_the_whole_has_room()
    {
        TakeAnswered(RateBudget.ShareLimit, _share);

        var call = _share.WaitAsync(Run, RatePool.Read, CancellationToken.None);
        Assert.False(call.IsCompleted);
        _time.Advance(RateBudget.Window);

        await call;
    }

    [Fact]
    public async Task It_never_goes_before_a_call_that_waits_for_the_whole()
    {
        TakeAnswered(RateBudget.Limit, _whole);
        var ofShare = _share.WaitAsync(Run, RatePool.Read, CancellationToken.None);
        var ofKill = Enumerable.Range(0, RateBudget.Limit).Select(_ => _whole.WaitAsync(Run, RatePool.Read, CancellationToken.None)).ToList();

        await Task.Run(() => _time.RunAsync(async () =>
        {
            await Task.WhenAll(ofKill);
            return true;
        }));

        Assert.False(ofShare.IsCompleted);
    }

    [Fact]
    public async Task A_wait_that_is_ended_takes_nothing_of_the_whole()
    {
        TakeAnswered(RateBudget.Limit, _whole);
        using var ended = new CancellationTokenSource();
        var call = _share.WaitAsync(Run, RatePool.Read, ended.Token);

        ended.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        _time.Advance(RateBudget.Window);
        Assert.Equal(72, _whole.Left(RatePool.Read));
    }

    [Fact]
    public async Task A_wait_that_is_ended_takes_nothing_of_its_own_share()
    {
        TakeAnswered(RateBudget.Limit, _whole);
        using var ended = new CancellationTokenSource();
        var calls = Enumerable.Range(0, RateBudget.ShareLimit).Select(_ => _share.WaitAsync(Run, RatePool.Read, ended.Token)).ToList();

        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(calls));
        _time.Advance(RateBudget.Window);
        TakeAnswered(RateBudget.ShareLimit, _share);
    }

    [Fact]
    public void A_call_that_the_whole_has_no_room_for_is_not_held_against_its_own_share()
    {
        TakeAnswered(RateBudget.Limit, _whole);
        Assert.All(Enumerable.Range(0, RateBudget.ShareLimit), _ => Assert.False(_share.TryTakeNow(RatePool.Read)));

        _time.Advance(RateBudget.Window);

        TakeAnswered(RateBudget.ShareLimit, _share);
    }

    [Fact]
    public async Task It_goes_out_when_the_whole_has_room_again()
    {
        TakeAnswered(RateBudget.Limit, _whole);
        var begun = _time.GetTimestamp();

        var waited = await Task.Run(() => _time.RunAsync(async () =>
        {
            await _share.WaitAsync(Run, RatePool.Read, CancellationToken.None).ConfigureAwait(false);
            return _time.GetElapsedTime(begun);
        }));

        Assert.InRange(waited, RateBudget.Window, RateBudget.Window + TimeSpan.FromMilliseconds(120));
        Assert.Equal(71, _whole.Left(RatePool.Read));
    }

    [Fact]
    public void What_HTX_says_to_it_holds_for_the_whole()
    {
        _share.Lower(RatePool.Read, 10);
        Assert.Equal(10, _whole.Left(RatePool.Read));

        _share.Close(RatePool.Read, TimeSpan.FromSeconds(1));
        Assert.Equal(0, _whole.Left(RatePool.Read));
        Assert.False(_share.TryTakeNow(RatePool.Read));
    }

    private static void TakeAnswered(int calls, RateBudget budget)
    {
        for (var call = 0; call < calls; call++)
        {
            Assert.True(budget.TryTakeNow(RatePool.Read));
            budget.Answered(RatePool.Read);
        }
    }
}
