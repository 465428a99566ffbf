namespace HtxCancel.Htx;

/// <summary>
/// One account's own count of what HTX lets a UID send: at most 72 calls in any 3 s, trade and read apart. A sliding
/// window and not a bucket, which would let 144 through in the first 3 s. Thread-safe.
/// </summary>
internal sealed class RateBudget(TimeProvider time)
{
    /// <summary>Calls of one pool in one <see cref="Window"/>. HTX, "Access Limitations".</summary>
    public const int Limit = 72;

    /// <summary>HTX's 3 s, and 50 ms for the road: what leaves here 3 s apart may arrive closer together.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(3050);

    private readonly Lock _lock = new();
    private readonly Queue<long> _trade = new();
    private readonly Queue<long> _read = new();

    /// <summary>Waits until a call of <paramref name="pool"/> may go out, and counts it.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended; nothing was counted.</exception>
    public async Task WaitAsync(RatePool pool, CancellationToken cancellationToken)
    {
        while (true)
        {
            var wait = TryTake(pool);
            if (wait <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan TryTake(RatePool pool)
    {
        var sent = pool switch
        {
            RatePool.Trade => _trade,
            RatePool.Read => _read,
        };
        lock (_lock)
        {
            var now = time.GetTimestamp();
            while (sent.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= Window)
            {
                sent.Dequeue();
            }

            if (sent.Count < Limit)
            {
                sent.Enqueue(now);
                return TimeSpan.Zero;
            }

            return Window - time.GetElapsedTime(sent.Peek(), now);
        }
    }
}
