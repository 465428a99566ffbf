namespace HtxSimulator;

/// <summary>
/// A bot of the same user that sends at an even pace. What it sent is counted when somebody looks, so it needs no timer;
/// not thread-safe.
/// </summary>
internal sealed class BusyBot(SlidingWindow window)
{
    private DateTimeOffset start;
    private long sent;

    public int PerSecond { get; private set; }

    public void SetPace(int perSecond, DateTimeOffset now)
    {
        CatchUp(now);
        (PerSecond, start, sent) = (perSecond, now, 0);
    }

    /// <summary>Sends what was due by now; what the limit refused is lost, as it is for everybody else.</summary>
    public void CatchUp(DateTimeOffset now)
    {
        if (PerSecond == 0)
        {
            return;
        }

        var pace = TimeSpan.FromSeconds(1) / PerSecond;
        for (var due = start + (pace * (sent + 1)); due <= now; due = start + (pace * (sent + 1)))
        {
            window.TryTake(due);
            sent++;
        }
    }
}
