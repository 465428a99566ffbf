namespace HtxCancel.Kill;

/// <summary>
/// The proof that nothing rests: so many empty looks in a row, each begun at least the interval after the one before had
/// ended: what waits for the rate limit or for a slow answer must not bring two looks together. Where a look took several
/// pages, a neighbour must show the same orders beside the scope: a list that shifts between two pages can hide an order.
/// </summary>
internal sealed class EmptyProof(int looks, TimeSpan interval)
{
    private Look? _latest;

    public int Count { get; private set; }

    public bool IsDone => Count >= looks;

    /// <summary>The number, in the order in which looks ended, of the one that completed the proof; null while it is not complete.</summary>
    public int? CompletedBy { get; private set; }

    /// <summary>When the first empty look of the present row was begun; null when there is none.</summary>
    public TimeSpan? FirstAt { get; private set; }

    /// <summary>How far it has come, as a part of a sentence.</summary>
    public string Progress => $"{Count} of {looks} whole lists in a row showed nothing in scope";

    /// <summary>Whether one more empty look, begun at <paramref name="begunAt"/>, completes it.</summary>
    public bool WouldBeDone(TimeSpan begunAt) => Count + 1 >= looks && (_latest is null || begunAt - _latest.EndedAt >= interval);

    public void Restart()
    {
        (_latest, FirstAt, CompletedBy, Count) = (null, null, null, 0);
    }

    /// <summary>Takes the next empty look, in the order in which they were begun.</summary>
    public void Add(Look look)
    {
        if (_latest is null || !_latest.ShowsTheSameAs(look, shared: false))
        {
            (_latest, FirstAt, CompletedBy, Count) = (look, look.BegunAt, null, 1);
        }
        else if (look.BegunAt - _latest.EndedAt >= interval)
        {
            _latest = look;
            Count++;
            CompletedBy ??= IsDone ? look.EndedAs : null;
        }
    }
}
