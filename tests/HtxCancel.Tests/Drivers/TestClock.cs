using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Drivers;

/// <summary>
/// Fake time that moves on by itself while something runs on it, in steps of 10 ms, and lets the work that a timer set
/// off come to rest before it moves on: a cancelled delay is completed by the thread pool, not by who cancels it, and a
/// hundred requests take a while. Whoever works reads the clock; at rest nobody does.
/// </summary>
internal sealed class TestClock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    // So that a thread that the machine holds up for a moment finds fake time at most a little further on.
    private const int StepsBetweenRests = 50;

    private volatile bool _fired = true;
    private int _readings;

    public override DateTimeOffset GetUtcNow()
    {
        Interlocked.Increment(ref _readings);
        return base.GetUtcNow();
    }

    public override long GetTimestamp()
    {
        Interlocked.Increment(ref _readings);
        return base.GetTimestamp();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(
        value =>
        {
            _fired = true;
            callback(value);
        },
        state,
        dueTime,
        period);

    public async Task<T> RunAsync<T>(Func<Task<T>> start)
    {
        var run = start();
        _fired = true;
        for (var steps = 0; !run.IsCompleted; steps++)
        {
            Assert.True(steps < 200_000, "The run does not end.");
            if (_fired || steps % StepsBetweenRests == 0)
            {
                _fired = false;
                await Task.WhenAny(run, RestAsync());
            }

            if (!_fired && !run.IsCompleted)
            {
                Advance(Step);
            }
        }

        return await run;
    }

    private async Task RestAsync()
    {
        // Until two turns pass without a reading, and on while the pool has work that waits for a thread.
        var quiet = 0;
        for (var turn = 0; turn < 500 && (quiet < 2 || (turn < 20 && ThreadPool.PendingWorkItemCount > 0)); turn++)
        {
            var before = Volatile.Read(ref _readings);
            await Task.Delay(TimeSpan.FromMilliseconds(1), System, CancellationToken.None);
            quiet = Volatile.Read(ref _readings) == before ? quiet + 1 : 0;
        }
    }
}
