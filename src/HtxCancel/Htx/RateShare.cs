namespace HtxCancel.Htx;

/// <summary>
/// A quarter of a UID's rate budget, for what only looks and can wait: dry runs and readiness. Its calls count in the
/// whole budget too, and go out only while no kill waits there. Thread-safe.
/// </summary>
internal sealed class RateShare(RateBudget whole, TimeProvider time) : IRateBudget
{
    /// <summary>Calls of one pool in one <see cref="RateBudget.Window"/>.</summary>
    public const int Limit = RateBudget.Limit / 4;

    private static readonly TimeSpan WhileTheWholeIsTaken = TimeSpan.FromMilliseconds(20);

    private readonly RateBudget _own = new(time, Limit);

    /// <inheritdoc/>
    public async Task WaitAsync(object run, RatePool pool, CancellationToken cancellationToken)
    {
        await _own.WaitAsync(run, pool, cancellationToken).ConfigureAwait(false);
        try
        {
            while (!whole.TryTakeNow(pool))
                await Task.Delay(WhileTheWholeIsTaken, time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _own.GiveBack(pool);
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryTakeNow(RatePool pool)
    {
        if (!_own.TryTakeNow(pool))
            return false;

        if (whole.TryTakeNow(pool))
            return true;

        _own.GiveBack(pool);
        return false;
    }

    /// <inheritdoc/>
    public void Answered(RatePool pool)
    {
        _own.Answered(pool);
        whole.Answered(pool);
    }

    /// <inheritdoc/>
    public void GiveBack(RatePool pool)
    {
        _own.GiveBack(pool);
        whole.GiveBack(pool);
    }

    /// <inheritdoc/>
    public void Lower(RatePool pool, int remaining) => whole.Lower(pool, remaining);

    /// <inheritdoc/>
    public void Close(RatePool pool, TimeSpan wait) => whole.Close(pool, wait);
}
