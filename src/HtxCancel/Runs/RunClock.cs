namespace HtxCancel.Runs;

/// <summary>The time of one run, from its start on. Thread-safe.</summary>
/// <param name="time">The clock.</param>
/// <param name="arrivedAt">The time provider's timestamp of the start: when the call came.</param>
internal sealed class RunClock(TimeProvider time, long arrivedAt)
{
    public TimeProvider Time => time;

    public long ArrivedAt => arrivedAt;

    /// <summary>When the run started, UTC.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow() - time.GetElapsedTime(arrivedAt);

    /// <summary>Since the start.</summary>
    public TimeSpan Now => time.GetElapsedTime(arrivedAt);

    /// <summary>A source that is cancelled at <paramref name="moment"/> since the start.</summary>
    public CancellationTokenSource CancelAt(TimeSpan moment)
    {
        var left = moment - Now;
        return new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
    }
}
