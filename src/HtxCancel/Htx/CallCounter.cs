namespace HtxCancel.Htx;

/// <summary>Counts the calls that one run sent to HTX. Thread-safe.</summary>
internal sealed class CallCounter(TimeProvider time)
{
    private int _trade;
    private int _read;
    private int _answered;
    private long _firstAt;

    /// <summary>Calls that needed the permission to trade.</summary>
    public int Trade => Volatile.Read(ref _trade);

    /// <summary>Calls that only read.</summary>
    public int Read => Volatile.Read(ref _read);

    /// <summary>How many of them have no answer, or none that could be read: those too that are under way.</summary>
    public int Unanswered => Trade + Read - Volatile.Read(ref _answered);

    /// <summary>The time provider's timestamp of the first call; null when none was sent.</summary>
    public long? FirstAt => Volatile.Read(ref _firstAt) is not 0 and var at ? at : null;

    /// <summary>A call, counted before, has an answer that could be read.</summary>
    public void CountAnswered() => Interlocked.Increment(ref _answered);

    /// <summary>Counts a call that goes out now.</summary>
    public void Count(RatePool pool)
    {
        Interlocked.CompareExchange(ref _firstAt, time.GetTimestamp(), 0);
        _ = pool switch
        {
            RatePool.Trade => Interlocked.Increment(ref _trade),
            RatePool.Read => Interlocked.Increment(ref _read),
        };
    }
}
