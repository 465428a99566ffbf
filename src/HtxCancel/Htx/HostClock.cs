namespace HtxCancel.Htx;

/// <summary>How far one host's clock is ahead of this machine's, as far as a run knows. What an answer says of it is adopted when the
/// answer's <c>Date</c> or a second answer of this host agrees, and dropped when no call succeeds with it. Thread-safe.</summary>
internal sealed class HostClock(TimeProvider time)
{
    // A difference that is none: HTX takes a call for five minutes.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Implausible = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private long _ticks;
    private TimeSpan? _heard;
    private bool _hasSucceeded;

    /// <summary>What to add to this machine's clock to sign for the host.</summary>
    public TimeSpan Offset => new(Volatile.Read(ref _ticks));

    /// <summary>The host took a call that was signed with the offset <paramref name="signedWith"/>.</summary>
    public void Accepted(TimeSpan signedWith)
    {
        lock (_lock)
            _hasSucceeded |= signedWith == Offset;
    }

    /// <summary>The host refused a call that was signed with the offset <paramref name="signedWith"/> for its key, signature or time, in
    /// an answer with these times. True when the host's time is known better by now than the call had it.</summary>
    public bool Refused(TimeSpan signedWith, DateTimeOffset? answeredAt, DateTimeOffset? date)
    {
        lock (_lock)
        {
            if (signedWith != Offset)
                return true;

            if (Offset != TimeSpan.Zero && !_hasSucceeded)
            {
                (_ticks, _heard) = (0, null);
                return false;
            }

            if (answeredAt is not { } theirs || (theirs - time.GetUtcNow()) is var heard && heard.Duration() >= Implausible)
                return false;

            var isConfirmed = (theirs - date)?.Duration() <= Tolerance || (heard - _heard)?.Duration() <= Tolerance;
            _heard = heard;
            if (!isConfirmed || (heard - Offset).Duration() <= Tolerance)
                return false;

            (_ticks, _hasSucceeded) = (heard.Ticks, false);
            return true;
        }
    }
}
