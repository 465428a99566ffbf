namespace HtxCancel.Htx;

/// <summary>Counts the calls that one run sent to HTX. Thread-safe.</summary>
internal sealed class CallCounter(TimeProvider time)
{
    private int _trade;
    private int _read;
    private int _unanswered;
    private long _firstAt;

    /// <summary>Calls that needed the permission to trade.</summary>
    public int Trade => Volatile.Read(ref _trade);

    /// <summary>Calls that only read.</summary>
    public int Read => Volatile.Read(ref _read);

    /// <summary>How many of them got no answer, or none that could be read.</summary>
    public int Unanswered => Volatile.Read(ref _unanswered);

    /// <summary>The time provider's timestamp of the first call; null when none was sent.</summary>
    public long? FirstAt => Volatile.Read(ref _firstAt) is not 0 and var at ? at : null;

    /// <summary>Counts a call, counted before, that got no answer of use.</summary>
    public void CountUnanswered() => Interlocked.Increment(ref _unanswered);

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
