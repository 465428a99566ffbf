namespace HtxCancel.Cancellation;

/// <summary>
/// When a contract's run ends. One that HTX blocks, by timer or alert, may go on: each blocked answer moves the end to a
/// full deadline from then, up to the blocked deadline. Thread-safe.
/// </summary>
internal sealed class RunDeadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly TimeSpan _length;
    private readonly TimeSpan _longest;
    private readonly CancellationTokenSource _source;
    private readonly Lock _lock = new();
    private TimeSpan _end;

    /// <param name="time">The clock.</param>
    /// <param name="startedAt">The time provider's timestamp of the run's start.</param>
    /// <param name="length">From the start to the deadline.</param>
    /// <param name="longest">From the start to the deadline of a run that stays blocked; <paramref name="length"/> for one that must answer.</param>
    public RunDeadline(TimeProvider time, long startedAt, TimeSpan length, TimeSpan longest)
    {
        _time = time;
        _startedAt = startedAt;
        _length = length;
        _longest = longest;
        _end = length;
        var left = length - time.GetElapsedTime(startedAt);
        _source = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
    }

    /// <summary>Cancelled at the deadline.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>HTX said that nothing can be cancelled for now.</summary>
    public void ExtendWhileBlocked()
    {
        lock (_lock)
        {
            var elapsed = _time.GetElapsedTime(_startedAt);
            var end = elapsed + _length < _longest ? elapsed + _length : _longest;
            if (end > _end && !_source.IsCancellationRequested)
            {
                _end = end;
                _source.CancelAfter(end - elapsed);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
