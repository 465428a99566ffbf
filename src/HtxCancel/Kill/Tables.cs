namespace HtxCancel.Kill;

/// <summary>What the last cancel of a contract came to. The members stand from best to worst.</summary>
internal enum CancelState
{
    /// <summary>Accepted, or there was nothing to cancel.</summary>
    Accepted,

    /// <summary>None was answered yet, or the answer was lost, unreadable, or a fault of the moment.</summary>
    Open,

    /// <summary>Settlement, delivery or maintenance.</summary>
    Blocked,

    /// <summary>A retry will not change it.</summary>
    Refused,
}

/// <summary>What the lists of a contract came to.</summary>
internal enum ListState
{
    /// <summary>No list was read.</summary>
    NotRead,

    /// <summary>The last one could not be read in full.</summary>
    Unreadable,

    /// <summary>The last one met settlement, delivery or maintenance.</summary>
    Blocked,

    /// <summary>Orders in scope rest, by the last list.</summary>
    Orders,

    /// <summary>Empty, and not yet empty again.</summary>
    NotProven,

    /// <summary>Empty, and empty again.</summary>
    Proven,
}

/// <summary>How a contract ends, or stands.</summary>
internal sealed record Verdict(Outcome Outcome, string? Detail, bool IsFinal);

/// <summary>The rules that somebody will ask about, one table each.</summary>
internal static class Tables
{
    /// <summary>What a cancel came to that HTX answered with a code.</summary>
    public static CancelState StateAfter(HtxCodeClass @class) => @class switch
    {
        // Being cancelled (1062): the next look shows what came of it.
        HtxCodeClass.Nothing or HtxCodeClass.Gone or HtxCodeClass.Filled or HtxCodeClass.InProgress => CancelState.Accepted,
        HtxCodeClass.Retry or HtxCodeClass.Unknown => CancelState.Open,
        HtxCodeClass.Blocked => CancelState.Blocked,
        HtxCodeClass.Fatal => CancelState.Refused,
        // Tried again while there is time: one 404 may be the edge's, and 6023 says "temporarily".
        HtxCodeClass.Moved => CancelState.Open,
    };

    /// <summary>The outcome of a contract that was to be cancelled: the first row that fits.</summary>
    public static Outcome OutcomeOf(CancelState cancel, ListState lists) => (cancel, lists) switch
    {
        (CancelState.Accepted, ListState.Proven) => Outcome.Clear,
        (CancelState.Refused, _) => Outcome.Refused,
        (CancelState.Blocked, not ListState.Proven) => Outcome.Blocked,
        (_, ListState.Blocked) => Outcome.Blocked,
        (_, ListState.Orders) => Outcome.Remaining,
        _ => Outcome.Unknown,
    };

    /// <summary>How a contract stands on an account of which HTX has not said where its orders live: cancelled through both, proven by none.</summary>
    public static Outcome WhileUnread(IReadOnlyCollection<Outcome> apis) =>
        apis.All(outcome => outcome == Outcome.Refused) ? Outcome.Refused
        : apis.Contains(Outcome.Blocked) ? Outcome.Blocked
        : apis.Contains(Outcome.Remaining) ? Outcome.Remaining
        : Outcome.Unknown;
}
