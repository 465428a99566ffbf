using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>One reading of the exchange's own lists of open orders.</summary>
/// <param name="BegunAt">The time provider's timestamp before the first page was asked for.</param>
/// <param name="BegunAtUtc">The same moment, UTC.</param>
/// <param name="EndedAt">The time provider's timestamp after the last page was answered.</param>
/// <param name="InScope">Orders in scope that the lists showed; they rest even where the rest of it was not readable.</param>
/// <param name="Outside">Orders beside the scope that the lists showed.</param>
/// <param name="Paged">Every order of those lists that took more than one page.</param>
/// <param name="Problem">Why the lists cannot be trusted to be whole; null when they can.</param>
internal sealed record Look(
    long BegunAt,
    DateTimeOffset BegunAtUtc,
    long EndedAt,
    IReadOnlyList<ListedOrder> InScope,
    IReadOnlyList<ListedOrder> Outside,
    IReadOnlyCollection<OrderKey> Paged,
    LookProblem? Problem)
{
    /// <summary>Read in full, with nothing in scope.</summary>
    public bool IsEmpty => Problem is null && InScope.Count == 0;

    /// <summary>Orders in scope that a list showed before it shifted and was read anew, and that it then showed no more: gone meanwhile.</summary>
    public IReadOnlyList<ListedOrder> ShownBefore { get; init; } = [];

    /// <summary>Every order in scope that it named, resting or gone.</summary>
    public IEnumerable<ListedOrder> Named => ShownBefore.Concat(InScope);

    /// <summary>
    /// Several lists that were read side by side, as one look. Not whole where one of them is not; a problem that may pass
    /// by itself (settlement, maintenance) stands behind one that says less. An order that two of them show counts once.
    /// </summary>
    public static Look Of(IReadOnlyCollection<Look> lists) => new(
        lists.Min(list => list.BegunAt),
        lists.Min(list => list.BegunAtUtc),
        lists.Max(list => list.EndedAt),
        [.. lists.SelectMany(list => list.InScope).DistinctBy(order => order.Key)],
        [.. lists.SelectMany(list => list.Outside).DistinctBy(order => order.Key)],
        [.. lists.SelectMany(list => list.Paged)],
        lists.Select(list => list.Problem).OfType<LookProblem>().OrderBy(problem => problem.Class == HtxCodeClass.Blocked).FirstOrDefault())
    {
        ShownBefore = [.. lists.SelectMany(list => list.ShownBefore).ExceptBy(lists.SelectMany(list => list.InScope).Select(order => order.Key), order => order.Key)],
    };
}
