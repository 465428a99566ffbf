using HtxCancel.Cancellation.Reports;
using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>When a run got where. Thread-safe.</summary>
internal sealed class RunMilestones(TimeProvider time, int accounts, int units, long startedAt)
{
    private readonly Lock _lock = new();
    private TimeSpan? _keys;
    private int _accountsWithKeys;
    private TimeSpan? _acknowledged;
    private TimeSpan? _empty;
    private TimeSpan? _verified;
    private int _unitsEmpty;
    private int _unitsVerified;
    private int _unitsEnded;
    private bool _proofIsLost;
    private long? _proofBegunAt = long.MaxValue;

    /// <summary>The time provider's timestamp of the start.</summary>
    public long StartedAt => startedAt;

    /// <summary>The time provider's timestamp after which every unit's proof was begun; null where one has none, or has not ended.</summary>
    public long? ProofBegunAt
    {
        get
        {
            lock (_lock)
            {
                return _unitsEnded == units ? _proofBegunAt : null;
            }
        }
    }

    /// <summary>The run's calls to HTX.</summary>
    public CallCounter Calls { get; } = new(time);

    /// <summary>Milliseconds since the start.</summary>
    public long ElapsedMs => (long)time.GetElapsedTime(StartedAt).TotalMilliseconds;

    /// <summary>An account's keys are there.</summary>
    public void KeysFound()
    {
        Interlocked.Increment(ref _accountsWithKeys);
        Later(ref _keys);
    }

    /// <summary>HTX accepted a cancel.</summary>
    public void Acknowledged() => Later(ref _acknowledged);

    /// <summary>Contracts that share their lists ended, these empty since <paramref name="firstEmptyLook"/> (null: not).</summary>
    public void UnitEnded(Look? firstEmptyLook, bool verified, long? proofBegunAt)
    {
        lock (_lock)
        {
            _unitsEnded++;
            _proofBegunAt = proofBegunAt < _proofBegunAt ? proofBegunAt : proofBegunAt is null ? null : _proofBegunAt;
            if (firstEmptyLook is not null)
            {
                _unitsEmpty++;
                var at = time.GetElapsedTime(StartedAt, firstEmptyLook.BegunAt);
                _empty = _empty > at ? _empty : at;
            }

            if (verified)
            {
                _unitsVerified++;
                _verified = time.GetElapsedTime(StartedAt);
            }
        }
    }

    /// <summary>What an account's units have proven does not hold after all, whatever others still find.</summary>
    public void LostProof()
    {
        lock (_lock)
        {
            _proofIsLost = true;
        }
    }

    /// <summary>The report's timings.</summary>
    public ReportTimings ToReport()
    {
        lock (_lock)
        {
            return new ReportTimings(
                _accountsWithKeys == accounts ? Milliseconds(_keys) : null,
                Calls.FirstAt is { } first ? Milliseconds(time.GetElapsedTime(StartedAt, first)) : null,
                Milliseconds(_acknowledged),
                _unitsEmpty == units && !_proofIsLost ? Milliseconds(_empty) : null,
                _unitsVerified == units && !_proofIsLost ? Milliseconds(_verified) : null);
        }
    }

    private static long? Milliseconds(TimeSpan? span) => span is { } value ? (long)value.TotalMilliseconds : null;

    private void Later(ref TimeSpan? milestone)
    {
        lock (_lock)
        {
            milestone = time.GetElapsedTime(StartedAt);
        }
    }
}
