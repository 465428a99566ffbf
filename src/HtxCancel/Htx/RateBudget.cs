using System.Runtime.CompilerServices;

namespace HtxCancel.Htx;

/// <summary>Our own count of what HTX lets a UID send: at most 72 calls in any 3 s, trade and read apart. A sliding window and not a
/// bucket, which would let 144 through in the first 3 s. What others of the UID send, the trader's bot above all, shows in HTX's answers
/// and lowers it. Runs that wait take turns, call by call. A share of a <paramref name="whole"/> is for what only looks and can wait, dry
/// runs and readiness: its calls count in the whole too, and go out only while no kill waits there. Thread-safe.</summary>
internal class RateBudget(TimeProvider time, int limit = RateBudget.Limit, RateBudget? whole = null)
{
    /// <summary>Calls of one pool in one <see cref="Window"/>. HTX, "Access Limitations".</summary>
    public const int Limit = 72;

    public const int ShareLimit = Limit / 4;

    /// <summary>HTX's 3 s and a little more, from the answer on: HTX counts a call when it arrives, which no one here sees.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(3050);

    // What others sent is believed this long: the next answer says it anew, and a kill does not yield to a runaway bot.
    private static readonly TimeSpan OthersBelieved = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan WhileNothingIsFree = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly Pool _trade = new();
    private readonly Pool _read = new();

    /// <summary>How many calls of <paramref name="pool"/> could go out now, as far as this process and HTX's last answer know.</summary>
    public int Left(RatePool pool)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var (at, others) = Of(pool).Others;
            var isClosed = Of(pool).Closed is { } closed && time.GetElapsedTime(closed.At, now) < closed.For;
            return isClosed ? 0 : Math.Max(0, limit - Counted(pool, now) - (time.GetElapsedTime(at, now) < OthersBelieved ? others : 0));
        }
    }

    /// <summary>Waits until a call of <paramref name="pool"/> may go out, in turn with what other runs wait for, and counts it until
    /// <see cref="Answered"/> and for the window from then. The calls of one <paramref name="run"/> wait in one line.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended; no call is to go out.</exception>
    public virtual async Task WaitAsync(object run, RatePool pool, CancellationToken cancellationToken)
    {
        var (line, turn) = (Of(pool).LineOf(run), Of(pool).Turn);
        Interlocked.Increment(ref Of(pool).Waiting);
        try
        {
            // First come, first served within a run: a contract that waits for its last look is not passed by others for ever.
            await line.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                // Only the first of each run is here, so that the next one stands behind the first of each other run.
                await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    for (var wait = TryTake(pool); wait > TimeSpan.Zero; wait = TryTake(pool))
                        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    turn.Release();
                }
            }
            finally
            {
                line.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref Of(pool).Waiting);
        }

        if (whole is not null)
            await WaitForAsync(whole, pool, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts a call of <paramref name="pool"/> that goes out now, if one may and nobody waits for it.</summary>
    public virtual bool TryTakeNow(RatePool pool)
    {
        if (Volatile.Read(ref Of(pool).Waiting) > 0 || TryTake(pool) > TimeSpan.Zero)
            return false;

        if (whole?.TryTakeNow(pool) != false)
            return true;

        Return(pool);
        return false;
    }

    /// <summary>A call that was counted has been answered, or given up.</summary>
    public virtual void Answered(RatePool pool)
    {
        lock (_lock)
        {
            Of(pool).InFlight--;
            Of(pool).Answered.Enqueue(time.GetTimestamp());
        }

        whole?.Answered(pool);
    }

    /// <summary>A call that was counted is not sent after all.</summary>
    public virtual void GiveBack(RatePool pool)
    {
        Return(pool);
        whole?.GiveBack(pool);
    }

    /// <summary>HTX said how many calls of <paramref name="pool"/> it would still take: fewer than we thought means that others sent some.</summary>
    public virtual void Lower(RatePool pool, int remaining)
    {
        if (whole is not null)
        {
            whole.Lower(pool, remaining);
            return;
        }

        lock (_lock)
        {
            var now = time.GetTimestamp();
            Of(pool).Others = (now, Math.Max(0, limit - Counted(pool, now) - remaining));
        }
    }

    /// <summary>HTX said that there were too many calls: none of <paramref name="pool"/> goes out for <paramref name="wait"/>.</summary>
    public virtual void Close(RatePool pool, TimeSpan wait)
    {
        if (whole is not null)
        {
            whole.Close(pool, wait);
            return;
        }

        lock (_lock)
            Of(pool).Closed = (time.GetTimestamp(), wait);
    }

    private async Task WaitForAsync(RateBudget budget, RatePool pool, CancellationToken cancellationToken)
    {
        try
        {
            while (!budget.TryTakeNow(pool))
                await Task.Delay(WhileNothingIsFree, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Return(pool);
            throw;
        }
    }

    private void Return(RatePool pool)
    {
        lock (_lock)
            Of(pool).InFlight--;
    }

    private TimeSpan TryTake(RatePool pool)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (Of(pool).Closed is { } closed && time.GetElapsedTime(closed.At, now) < closed.For)
                return closed.For - time.GetElapsedTime(closed.At, now);

            var counted = Counted(pool, now);
            if (counted >= limit)
                return Of(pool).Answered.TryPeek(out var oldest) ? Window - time.GetElapsedTime(oldest, now) : WhileNothingIsFree;

            var (at, others) = Of(pool).Others;
            var stale = OthersBelieved - time.GetElapsedTime(at, now);
            if (counted + others >= limit && stale > TimeSpan.Zero)
                return stale;

            Of(pool).InFlight++;
            return TimeSpan.Zero;
        }
    }

    private int Counted(RatePool pool, long now)
    {
        var answered = Of(pool).Answered;
        while (answered.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= Window)
            answered.Dequeue();

        return answered.Count + Of(pool).InFlight;
    }

    private Pool Of(RatePool pool) => pool switch
    {
        RatePool.Trade => _trade,
        RatePool.Read => _read,
    };

    private sealed class Pool
    {
        private readonly ConditionalWeakTable<object, SemaphoreSlim> _lines = [];

        public int Waiting;

        public SemaphoreSlim Turn { get; } = new(1, 1);
        public int InFlight { get; set; }
        public Queue<long> Answered { get; } = new();
        public (long At, int Calls) Others { get; set; }
        public (long At, TimeSpan For)? Closed { get; set; }

        public SemaphoreSlim LineOf(object run) => _lines.GetValue(run, _ => new SemaphoreSlim(1, 1));
    }
}
