namespace HtxCancel.Kill;

/// <summary>What a kill wants done now: at most one thing for each rate pool, the most urgent; and when it may want something by itself.</summary>
internal sealed class Agenda(TimeSpan now, TimeSpan end)
{
    private readonly Do?[] _wanted = new Do?[2];

    public TimeSpan Now => now;

    /// <summary>A question outside of the rate limits; null for none.</summary>
    public Do? Free { get; private set; }

    public Do? Trade => _wanted[(int)RatePool.Trade];

    public Do? Read => _wanted[(int)RatePool.Read];

    /// <summary>When to ask again, if nothing is said before.</summary>
    public TimeSpan WakeAt { get; private set; } = end;

    /// <summary>Whether something is due that may be wanted from <paramref name="at"/> on (null: not); else it is remembered when it will be.</summary>
    public bool IsDue(TimeSpan? at)
    {
        if (at > now)
            WakeAt = at < WakeAt ? at.Value : WakeAt;

        return at <= now;
    }

    /// <summary>Something is due; what came first is the most urgent.</summary>
    public void Want(Do what)
    {
        if (what.Pool is { } pool)
        {
            _wanted[(int)pool] ??= what;
        }
        else
        {
            Free ??= what;
        }
    }
}
