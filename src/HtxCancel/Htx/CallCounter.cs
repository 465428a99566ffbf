namespace HtxCancel.Htx;

/// <summary>Counts the calls that one run sent to HTX. Thread-safe.</summary>
internal sealed class CallCounter(TimeProvider time)
{
    private int _trade;
    private int _read;
    private int _answered;
    private long _firstAt;
    private long _firstTradeAt;

    public int Trade => Volatile.Read(ref _trade);
    public int Read => Volatile.Read(ref _read);

    /// <summary>How many have no answer, or none that could be read: those too that are under way.</summary>
    public int Unanswered => Trade + Read - Volatile.Read(ref _answered);

    /// <summary>The time provider's timestamp of the first call; null when none was sent.</summary>
    public long? FirstAt => Volatile.Read(ref _firstAt) is not 0 and var at ? at : null;

    /// <summary>The same of the first call that trades.</summary>
    public long? FirstTradeAt => Volatile.Read(ref _firstTradeAt) is not 0 and var at ? at : null;

    public void CountAnswered() => Interlocked.Increment(ref _answered);

    public void Count(RatePool pool)
    {
        var now = time.GetTimestamp();
        Interlocked.CompareExchange(ref _firstAt, now, 0);
        if (pool == RatePool.Trade)
            Interlocked.CompareExchange(ref _firstTradeAt, now, 0);

        _ = pool switch
        {
            RatePool.Trade => Interlocked.Increment(ref _trade),
            RatePool.Read => Interlocked.Increment(ref _read),
        };
    }
}
