namespace HtxCancel.Tests.Drivers;

/// <summary>A rate limit that keeps what it is asked and told, and has room as long as it is told to. Safe to use from any thread.</summary>
internal sealed class RecordedBudget() : RateBudget(TimeProvider.System)
{
    private readonly Lock _lock = new();
    private readonly List<RatePool> _taken = [];
    private readonly List<RatePool> _answered = [];
    private readonly List<RatePool> _givenBack = [];
    private readonly List<string> _told = [];

    /// <summary>How many repetitions and races may go; a run's own call that waits may always go.</summary>
    public int Free { get; set; } = int.MaxValue;

    /// <summary>Whether a call that waits does so until it is ended.</summary>
    public bool IsFull { get; set; }

    public IReadOnlyList<RatePool> Taken => Copy(_taken);

    public IReadOnlyList<RatePool> Answers => Copy(_answered);

    public IReadOnlyList<RatePool> GivenBack => Copy(_givenBack);

    /// <summary>What HTX said of its limits, in its order.</summary>
    public IReadOnlyList<string> Told => Copy(_told);

    public override Task WaitAsync(object run, RatePool pool, CancellationToken cancellationToken)
    {
        if (IsFull || (run is not HtxClient && Free-- <= 0))
        {
            return Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        Add(_taken, pool);
        return Task.CompletedTask;
    }

    public override bool TryTakeNow(RatePool pool)
    {
        if (Free-- <= 0)
        {
            return false;
        }

        Add(_taken, pool);
        return true;
    }

    public override void Answered(RatePool pool) => Add(_answered, pool);

    public override void GiveBack(RatePool pool) => Add(_givenBack, pool);

    public override void Lower(RatePool pool, int remaining) => Add(_told, $"{pool} has {remaining} left");

    public override void Close(RatePool pool, TimeSpan wait) => Add(_told, $"{pool} is closed for {wait.TotalMilliseconds} ms");

    private void Add<T>(List<T> list, T item)
    {
        lock (_lock)
        {
            list.Add(item);
        }
    }

    private List<T> Copy<T>(List<T> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
