using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Drivers;

/// <summary>
/// Fake time that moves on by itself while something runs on it, in steps of 10 ms, and lets the work that a timer set
/// off come to rest before it moves on: most of it runs inside the timer, the rest (a cancelled delay's) on the thread pool.
/// </summary>
internal sealed class TestClock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    // So that a thread that the machine holds up for a moment finds fake time at most a little further on.
    private const int StepsBetweenRests = 50;

    private static readonly TimeSpan SpinsFor = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);

    private volatile bool _fired = true;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(
        value =>
        {
            _fired = true;
            callback(value);
        },
        state,
        dueTime,
        period);

    /// <summary>Runs it to its end, on a thread of its own: the pool is then at rest when the work is.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> start)
    {
        PoolWatch.CallerLeaves();
        return Task.Factory.StartNew(() => Run(start), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    private Task<T> Run<T>(Func<Task<T>> start)
    {
        PoolWatch.ForgetWhatEnded();
        var run = start();
        _fired = true;
        for (var steps = 0; !run.IsCompleted; steps++)
        {
            Assert.True(steps < 200_000, "The run does not end.");
            if (_fired || steps % StepsBetweenRests == 0)
            {
                _fired = false;
                Rest(run);
            }

            if (!_fired && !run.IsCompleted)
            {
                Advance(Step);
            }
        }

        return run;
    }

    // Until the pool has nothing to do, whoever gave it the work; not for ever, should a test keep it busy for good.
    private static void Rest(Task run)
    {
        var began = Stopwatch.GetTimestamp();
        while (!run.IsCompleted && !PoolWatch.IsAtRest() && Stopwatch.GetElapsedTime(began) is var waited && waited < LongestRest)
        {
            Thread.Sleep(waited < SpinsFor ? 0 : 1);
        }
    }
}
