namespace HtxCancel.Warming;

/// <summary>
/// What could not be made ready in advance. The next run logs it and readiness shows it, since the Functions host drops
/// what a worker logs outside of an invocation. Thread-safe.
/// </summary>
internal sealed class WarmUpProblem
{
    private volatile string? _latest;
    private string? _untold;

    /// <summary>What the latest round could not do, a part of a sentence; null when it did all, or has not ended yet.</summary>
    public string? Latest => _latest;

    /// <summary>A round has ended with these problems; one that says what the round before it said is not told again.</summary>
    public void RoundEnded(IReadOnlyList<string> problems)
    {
        var problem = problems.Count == 0 ? null : string.Join("; ", problems);
        if (problem is not null && problem != _latest)
        {
            Volatile.Write(ref _untold, problem);
        }

        _latest = problem;
    }

    /// <summary>What no run has told yet; null when there is nothing. Each problem is handed out once.</summary>
    public string? TakeUntold() => Volatile.Read(ref _untold) is null ? null : Interlocked.Exchange(ref _untold, null);
}
