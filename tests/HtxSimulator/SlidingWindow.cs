namespace HtxSimulator;

/// <summary>At most <see cref="Limit"/> requests in any <see cref="Interval"/>; not thread-safe.</summary>
/// <remarks>
/// HTX does not say whether its windows slide; a caller that keeps to a sliding one keeps to a fixed one too.
/// </remarks>
internal sealed class SlidingWindow
{
    public const int Limit = 72;

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly Queue<DateTimeOffset> taken = new();

    public bool TryTake(DateTimeOffset now)
    {
        if (Remaining(now) == 0)
        {
            return false;
        }

        taken.Enqueue(now);
        return true;
    }

    public void Burn(int permits, DateTimeOffset now)
    {
        for (var permit = 0; permit < permits; permit++)
        {
            taken.Enqueue(now);
        }
    }

    public int Remaining(DateTimeOffset now)
    {
        while (taken.TryPeek(out var oldest) && now - oldest >= Interval)
        {
            taken.Dequeue();
        }

        return Math.Max(0, Limit - taken.Count);
    }

    /// <summary>How long until every permit is free again.</summary>
    public TimeSpan UntilReset(DateTimeOffset now) => taken.Count == 0 ? TimeSpan.Zero : taken.Last() + Interval - now;
}
