namespace HtxCancel.Htx;

/// <summary>
/// One account's own count of what HTX lets a UID send: at most 72 calls in any 3 s, trade and read apart. A sliding
/// window and not a bucket, which would let 144 through in the first 3 s. What others of the UID send, the trader's bot
/// above all, shows in HTX's answers and lowers it. Thread-safe.
/// </summary>
internal sealed class RateBudget(TimeProvider time)
{
    /// <summary>Calls of one pool in one <see cref="Window"/>. HTX, "Access Limitations".</summary>
    public const int Limit = 72;

    /// <summary>HTX's 3 s and a little more, from the answer on: HTX counts a call when it arrives, which no one here sees.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(3050);

    // What others sent is believed this long: the next answer tells it anew, and a kill does not yield to a runaway bot.
    private static readonly TimeSpan OthersBelieved = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan WhileAllAreInFlight = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly Pool _trade = new();
    private readonly Pool _read = new();

    /// <summary>Waits until a call of <paramref name="pool"/> may go out, and counts it until <see cref="Answered"/> and for the window from then.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended; nothing was counted.</exception>
    public async Task WaitAsync(RatePool pool, CancellationToken cancellationToken)
    {
        // First come, first served: a contract that waits for its last look is not passed by others for ever.
        var turn = Of(pool).Turn;
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var wait = TryTake(pool); wait > TimeSpan.Zero; wait = TryTake(pool))
            {
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Counts a call of <paramref name="pool"/> that goes out now, if one may and nobody waits for it.</summary>
    public bool TryTakeNow(RatePool pool)
    {
        var turn = Of(pool).Turn;
        if (!turn.Wait(TimeSpan.Zero))
        {
            return false;
        }

        try
        {
            return TryTake(pool) <= TimeSpan.Zero;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A call that was counted has been answered, given up, or not sent after all.</summary>
    public void Answered(RatePool pool)
    {
        lock (_lock)
        {
            Of(pool).InFlight--;
            Of(pool).Answered.Enqueue(time.GetTimestamp());
        }
    }

    /// <summary>HTX said how many calls of <paramref name="pool"/> it would still take: fewer than we thought means that others sent some.</summary>
    public void Lower(RatePool pool, int remaining)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            Of(pool).Others = (now, Math.Max(0, Limit - Counted(pool, now) - remaining));
        }
    }

    /// <summary>HTX said that there were too many calls: none of <paramref name="pool"/> goes out for <paramref name="wait"/>.</summary>
    public void Close(RatePool pool, TimeSpan wait)
    {
        lock (_lock)
        {
            Of(pool).Closed = (time.GetTimestamp(), wait);
        }
    }

    private TimeSpan TryTake(RatePool pool)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (Of(pool).Closed is { } closed && time.GetElapsedTime(closed.At, now) < closed.For)
            {
                return closed.For - time.GetElapsedTime(closed.At, now);
            }

            var counted = Counted(pool, now);
            if (counted >= Limit)
            {
                return Of(pool).Answered.TryPeek(out var oldest) ? Window - time.GetElapsedTime(oldest, now) : WhileAllAreInFlight;
            }

            var (at, others) = Of(pool).Others;
            var stale = OthersBelieved - time.GetElapsedTime(at, now);
            if (counted + others >= Limit && stale > TimeSpan.Zero)
            {
                return stale;
            }

            Of(pool).InFlight++;
            return TimeSpan.Zero;
        }
    }

    private int Counted(RatePool pool, long now)
    {
        var answered = Of(pool).Answered;
        while (answered.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= Window)
        {
            answered.Dequeue();
        }

        return answered.Count + Of(pool).InFlight;
    }

    private Pool Of(RatePool pool) => pool switch
    {
        RatePool.Trade => _trade,
        RatePool.Read => _read,
    };

    private sealed class Pool
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int InFlight { get; set; }

        public Queue<long> Answered { get; } = new();

        public (long At, int Calls) Others { get; set; }

        public (long At, TimeSpan For)? Closed { get; set; }
    }
}
