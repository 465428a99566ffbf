namespace HtxCancel.Htx;

/// <summary>Says when a signed call may go out. Thread-safe.</summary>
internal interface IRateBudget
{
    /// <summary>
    /// Waits until a call of <paramref name="pool"/> may go out, in turn with what other runs wait for, and counts it until
    /// <see cref="Answered"/> and for the window from then.
    /// </summary>
    /// <param name="run">Whose calls wait in one line.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended; no call is to go out.</exception>
    Task WaitAsync(object run, RatePool pool, CancellationToken cancellationToken);

    /// <summary>Counts a call of <paramref name="pool"/> that goes out now, if one may and nobody waits for it.</summary>
    bool TryTakeNow(RatePool pool);

    /// <summary>A call that was counted has been answered, or given up.</summary>
    void Answered(RatePool pool);

    /// <summary>A call that was counted is not sent after all.</summary>
    void GiveBack(RatePool pool);

    /// <summary>HTX said how many calls of <paramref name="pool"/> it would still take: fewer than we thought means that others sent some.</summary>
    void Lower(RatePool pool, int remaining);

    /// <summary>HTX said that there were too many calls: none of <paramref name="pool"/> goes out for <paramref name="wait"/>.</summary>
    void Close(RatePool pool, TimeSpan wait);
}

/// <summary>HTX counts private calls of a UID in two pools of 72 per 3 s each.</summary>
internal enum RatePool
{
    /// <summary>Calls that need the permission to trade.</summary>
    Trade,

    /// <summary>Calls that only read.</summary>
    Read,
}
