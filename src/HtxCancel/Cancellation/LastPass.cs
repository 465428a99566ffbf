namespace HtxCancel.Cancellation;

/// <summary>
/// The proof that nothing rests: so many empty looks in a row, each begun after the last cancel was answered and at least
/// the interval after the one before had ended: what waits for the rate limit or for a slow answer must not bring two
/// looks together. Where a look took several pages, a neighbour must show the same orders beside the
/// scope: a list that shifts between two pages can hide an order.
/// </summary>
internal sealed class LastPass(int looks, TimeSpan interval, TimeProvider time)
{
    private Look? _latest;
    private int _empty;
    private long _notBefore = long.MinValue;

    /// <summary>The proof is complete.</summary>
    public bool IsDone => _empty >= looks;

    /// <summary>The time provider's timestamp at which the look was begun that completed the proof; null while it is not complete.</summary>
    public long? CompletedAt { get; private set; }

    /// <summary>How far it has come, as a part of a sentence.</summary>
    public string Progress => $"{_empty} of {looks} whole lists in a row showed nothing in scope";

    /// <summary>The first empty look of the present row; null when there is none.</summary>
    public Look? First { get; private set; }

    /// <summary>How long to wait until the next look can count.</summary>
    public TimeSpan UntilNextLook
    {
        get
        {
            var wait = _latest is null ? TimeSpan.Zero : interval - time.GetElapsedTime(_latest.EndedAt);
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    /// <summary>A cancel was sent, or HTX moved the account: what was seen before proves nothing any more.</summary>
    /// <param name="notBefore">A look that was begun before this timestamp of the time provider does not count either.</param>
    public void Restart(long notBefore = long.MinValue)
    {
        _notBefore = Math.Max(_notBefore, notBefore);
        _latest = null;
        First = null;
        CompletedAt = null;
        _empty = 0;
    }

    /// <summary>Takes the next look, in the order in which they were begun.</summary>
    public void Add(Look look)
    {
        if (!look.IsEmpty)
        {
            Restart();
        }
        else if (look.BegunAt < _notBefore)
        {
            return;
        }
        else if (_latest is null || !Agree(_latest, look))
        {
            Begin(look);
        }
        else if (time.GetElapsedTime(_latest.EndedAt, look.BegunAt) >= interval)
        {
            _latest = look;
            _empty++;
            CompletedAt ??= IsDone ? look.BegunAt : null;
        }
    }

    private void Begin(Look look)
    {
        _latest = look;
        First = look;
        CompletedAt = null;
        _empty = 1;
    }

    private static bool Agree(Look one, Look next) => one.Paged.ToHashSet().SetEquals(next.Paged);
}
