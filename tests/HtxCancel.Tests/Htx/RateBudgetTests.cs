using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Htx;

public sealed class RateBudgetTests
{
    private static readonly object Run = new();

    private readonly TestClock _time = new();

    [Fact]
    public async Task Never_more_than_72_calls_go_out_in_any_3_seconds()
    {
        var budget = new RateBudget(_time);
        var sent = new List<DateTimeOffset>();

        await Task.Run(() => _time.RunAsync(async () =>
        {
            while (sent.Count < 300)
            {
                await CallAsync(budget, RatePool.Trade);
                sent.Add(_time.GetUtcNow());
            }

            return true;
        }));

        Assert.Equal(300, sent.Count);
        Assert.All(Enumerable.Range(0, 300 - 72), index => Assert.True(sent[index + 72] - sent[index] > TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task Who_came_first_goes_first()
    {
        var budget = new RateBudget(_time);
        var calls = Enumerable.Range(0, (2 * RateBudget.Limit) + 1).Select(_ => CallAsync(budget, RatePool.Read)).ToList();

        _time.Advance(RateBudget.Window);

        await Task.WhenAll(calls[..^1]);
        Assert.False(calls[^1].IsCompleted);
    }

    [Fact]
    public async Task Runs_that_wait_take_turns_call_by_call()
    {
        var budget = new RateBudget(_time, limit: 4);
        budget.Close(RatePool.Trade, TimeSpan.FromSeconds(1));
        var many = Enumerable.Range(0, 500).Select(_ => budget.WaitAsync("many", RatePool.Trade, CancellationToken.None)).ToList();
        var few = Enumerable.Range(0, 2).Select(_ => budget.WaitAsync("few", RatePool.Trade, CancellationToken.None)).ToList();

        _time.Advance(TimeSpan.FromSeconds(1));

        // They follow each other on the pool; a wait that never ends is a failure, not a hang.
        await Task.WhenAll([many[0], few[0], many[1], few[1]]).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, budget.Left(RatePool.Trade));
        Assert.All(many.Skip(2), call => Assert.False(call.IsCompleted));
    }

    [Fact]
    public async Task A_run_whose_wait_is_ended_gives_its_turn_back()
    {
        var budget = new RateBudget(_time);
        budget.Close(RatePool.Trade, TimeSpan.FromSeconds(1));
        using var ended = new CancellationTokenSource();
        var first = budget.WaitAsync("first", RatePool.Trade, ended.Token);
        var second = budget.WaitAsync("second", RatePool.Trade, ended.Token);
        var last = budget.WaitAsync("second", RatePool.Trade, CancellationToken.None);

        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await _time.RunAsync(async () =>
        {
            await last.ConfigureAwait(false);
            return true;
        });
        Assert.Equal(71, budget.Left(RatePool.Trade));
    }

    [Fact]
    public async Task A_call_counts_while_it_is_in_flight_and_for_a_window_from_its_answer()
    {
        var budget = new RateBudget(_time);
        for (var call = 0; call < RateBudget.Limit; call++)
        {
            await budget.WaitAsync(Run, RatePool.Trade, CancellationToken.None);
        }

        _time.Advance(2 * RateBudget.Window);
        Assert.False(budget.TryTakeNow(RatePool.Trade));
        budget.Answered(RatePool.Trade);
        _time.Advance(RateBudget.Window - TimeSpan.FromMilliseconds(1));
        Assert.False(budget.TryTakeNow(RatePool.Trade));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(budget.TryTakeNow(RatePool.Trade));
        Assert.False(budget.TryTakeNow(RatePool.Trade));
    }

    [Fact]
    public async Task Nobody_who_waits_is_passed_by_a_repetition()
    {
        var budget = new RateBudget(_time);
        budget.Close(RatePool.Trade, TimeSpan.FromSeconds(1));
        var waiting = budget.WaitAsync(Run, RatePool.Trade, CancellationToken.None);

        Assert.False(budget.TryTakeNow(RatePool.Trade));
        _time.Advance(TimeSpan.FromSeconds(1));
        await waiting;
        Assert.True(budget.TryTakeNow(RatePool.Trade));
    }

    [Fact]
    public async Task Trade_and_read_are_counted_apart()
    {
        var budget = new RateBudget(_time);
        for (var call = 0; call < RateBudget.Limit; call++)
        {
            await CallAsync(budget, RatePool.Trade);
        }

        Assert.True(budget.WaitAsync(Run, RatePool.Read, CancellationToken.None).IsCompletedSuccessfully);
        Assert.False(budget.WaitAsync(Run, RatePool.Trade, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task What_others_of_the_uid_sent_lowers_the_budget_for_a_moment()
    {
        var budget = new RateBudget(_time);
        await budget.WaitAsync(Run, RatePool.Trade, CancellationToken.None);

        budget.Lower(RatePool.Trade, remaining: 2);

        await budget.WaitAsync(Run, RatePool.Trade, CancellationToken.None);
        await budget.WaitAsync(Run, RatePool.Trade, CancellationToken.None);
        var next = budget.WaitAsync(Run, RatePool.Trade, CancellationToken.None);
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(250));
        await next;
    }

    [Fact]
    public async Task A_closed_pool_lets_nothing_out_until_its_time()
    {
        var budget = new RateBudget(_time);
        budget.Close(RatePool.Read, TimeSpan.FromSeconds(1));

        var waiting = budget.WaitAsync(Run, RatePool.Read, CancellationToken.None);

        Assert.True(budget.WaitAsync(Run, RatePool.Trade, CancellationToken.None).IsCompletedSuccessfully);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await waiting;
    }

    [Theory]
    [InlineData(500L, 3000, 500)]
    [InlineData(1767323047000L, 3000, 2000)]
    [InlineData(1767323044000L, 1000, 1000)]
    [InlineData(99999L, 3000, 3000)]
    [InlineData(0L, 2000, 2000)]
    [InlineData(null, 1500, 1500)]
    [InlineData(null, null, 3000)]
    [InlineData(null, 60000, 3000)]
    public void The_wait_after_1032_is_the_reset_read_either_way_else_the_interval(long? reset, int? interval, int expected)
    {
        var limits = new RateLimits(72, 0, interval is { } value ? TimeSpan.FromMilliseconds(value) : null, reset);

        Assert.Equal(expected, limits.WaitAfterRefusal(DateTimeOffset.FromUnixTimeMilliseconds(1767323045000)).TotalMilliseconds);
    }

    [Fact]
    public void Headers_that_are_no_numbers_say_nothing()
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Ratelimit-Remaining", "many");
        response.Headers.TryAddWithoutValidation("ratelimit-interval", "-3000");
        response.Headers.TryAddWithoutValidation("RateLimit-Reset", "250");

        Assert.Equal(new RateLimits(null, null, null, 250), RateLimits.Read(response.Headers));
    }

    [Fact]
    public async Task A_wait_that_is_ended_takes_no_permit()
    {
        var budget = new RateBudget(_time);
        for (var call = 0; call < RateBudget.Limit; call++)
        {
            await CallAsync(budget, RatePool.Read);
        }

        using var ended = new CancellationTokenSource();
        var waiting = budget.WaitAsync(Run, RatePool.Read, ended.Token);
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _time.Advance(RateBudget.Window);
        Assert.All(Enumerable.Range(0, RateBudget.Limit), _ => Assert.True(budget.WaitAsync(Run, RatePool.Read, CancellationToken.None).IsCompletedSuccessfully));
    }

    [Fact]
    public void What_is_left_is_less_what_others_sent_for_250_ms()
    {
        var budget = new RateBudget(_time);
        Assert.Equal(72, budget.Left(RatePool.Trade));

        budget.Lower(RatePool.Trade, remaining: 10);
        Assert.Equal((10, 72), (budget.Left(RatePool.Trade), budget.Left(RatePool.Read)));
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Equal(10, budget.Left(RatePool.Trade));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(72, budget.Left(RatePool.Trade));
    }

    [Fact]
    public void What_HTX_would_still_take_does_not_raise_the_budget()
    {
        var budget = new RateBudget(_time);
        Assert.True(budget.TryTakeNow(RatePool.Trade));

        budget.Lower(RatePool.Trade, remaining: 1000);

        Assert.Equal(71, budget.Left(RatePool.Trade));
    }

    [Fact]
    public void Nothing_is_left_of_a_closed_pool_until_its_time()
    {
        var budget = new RateBudget(_time);
        budget.Close(RatePool.Trade, TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(0, budget.Left(RatePool.Trade));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(72, budget.Left(RatePool.Trade));
    }

    [Fact]
    public void The_first_call_after_a_pool_was_closed_counts()
    {
        var budget = new RateBudget(_time);
        budget.Close(RatePool.Trade, TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(budget.TryTakeNow(RatePool.Trade));

        Assert.Equal(71, budget.Left(RatePool.Trade));
    }

    [Fact]
    public void The_first_call_after_what_others_sent_counts()
    {
        var budget = new RateBudget(_time);
        budget.Lower(RatePool.Trade, remaining: 0);
        Assert.False(budget.TryTakeNow(RatePool.Trade));
        _time.Advance(TimeSpan.FromMilliseconds(250));

        Assert.True(budget.TryTakeNow(RatePool.Trade));

        Assert.Equal(71, budget.Left(RatePool.Trade));
    }

    // Fake time may run on a little before the one who waited looks at it.
    [Theory]
    [InlineData("full", 2050)]
    [InlineData("closed", 2000)]
    [InlineData("others", 150)]
    public async Task Who_comes_later_waits_only_for_the_rest(string reason, int expected)
    {
        var budget = new RateBudget(_time);
        switch (reason)
        {
            case "full":
                for (var call = 0; call < RateBudget.Limit; call++)
                {
                    await CallAsync(budget, RatePool.Trade);
                }

                _time.Advance(TimeSpan.FromSeconds(1));
                break;
            case "closed":
                budget.Close(RatePool.Trade, TimeSpan.FromSeconds(3));
                _time.Advance(TimeSpan.FromSeconds(1));
                break;
            default:
                budget.Lower(RatePool.Trade, remaining: 0);
                _time.Advance(TimeSpan.FromMilliseconds(100));
                break;
        }

        var begun = _time.GetTimestamp();
        var waited = await Task.Run(() => _time.RunAsync(async () =>
        {
            await budget.WaitAsync(Run, RatePool.Trade, CancellationToken.None).ConfigureAwait(false);
            return _time.GetElapsedTime(begun);
        }));

        Assert.InRange(waited.TotalMilliseconds, expected, expected + 100);
    }

    private static async Task CallAsync(RateBudget budget, RatePool pool)
    {
        await budget.WaitAsync(Run, pool, CancellationToken.None).ConfigureAwait(false);
        budget.Answered(pool);
    }
}
