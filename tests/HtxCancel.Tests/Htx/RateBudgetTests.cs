using HtxCancel.Htx;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Htx;

public sealed class RateBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Never_more_than_72_calls_go_out_in_any_3_seconds()
    {
        var budget = new RateBudget(_time);
        var sent = new List<DateTimeOffset>();
        var senders = Enumerable.Range(0, 300).Select(async _ =>
        {
            await budget.WaitAsync(RatePool.Trade, CancellationToken.None);
            lock (sent)
            {
                sent.Add(_time.GetUtcNow());
            }
        }).ToList();

        while (!Task.WhenAll(senders).IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Assert.Equal(300, sent.Count);
        sent.Sort();
        Assert.All(Enumerable.Range(0, 300 - 72), index => Assert.True(sent[index + 72] - sent[index] > TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task Trade_and_read_are_counted_apart()
    {
        var budget = new RateBudget(_time);
        for (var call = 0; call < RateBudget.Limit; call++)
        {
            await budget.WaitAsync(RatePool.Trade, CancellationToken.None);
        }

        Assert.True(budget.WaitAsync(RatePool.Read, CancellationToken.None).IsCompletedSuccessfully);
        Assert.False(budget.WaitAsync(RatePool.Trade, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task A_wait_that_is_ended_takes_no_permit()
    {
        var budget = new RateBudget(_time);
        for (var call = 0; call < RateBudget.Limit; call++)
        {
            await budget.WaitAsync(RatePool.Read, CancellationToken.None);
        }

        using var ended = new CancellationTokenSource();
        var waiting = budget.WaitAsync(RatePool.Read, ended.Token);
        await ended.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _time.Advance(RateBudget.Window);
        Assert.All(Enumerable.Range(0, RateBudget.Limit), _ => Assert.True(budget.WaitAsync(RatePool.Read, CancellationToken.None).IsCompletedSuccessfully));
    }
}
