namespace HtxCancel.Cancellation;

/// <summary>One reading of the exchange's own list of open orders.</summary>
/// <param name="BegunAt">The time provider's timestamp before the first page was asked for.</param>
/// <param name="BegunAtUtc">The same moment, UTC.</param>
/// <param name="EndedAt">The time provider's timestamp after the last page was answered.</param>
/// <param name="InScope">Orders in scope that the list showed; they rest even where the rest of it was not readable.</param>
/// <param name="Outside">Orders beside the scope that the list showed.</param>
/// <param name="Pages">How many pages were read.</param>
/// <param name="Problem">Why the list cannot be trusted to be whole; null when it can.</param>
internal sealed record Look(
    long BegunAt,
    DateTimeOffset BegunAtUtc,
    long EndedAt,
    IReadOnlyList<ListedOrder> InScope,
    IReadOnlyList<ListedOrder> Outside,
    int Pages,
    LookProblem? Problem)
{
    /// <summary>Read in full, with nothing in scope.</summary>
    public bool IsEmpty => Problem is null && InScope.Count == 0;
}
