namespace HtxCancel.Kill;

/// <summary>One reading of the lists that hold the orders of a contract, or of the account: data, filled page by page.</summary>
internal sealed class Look(List<OpenList> lists)
{
    /// <summary>Looks are numbered in the order in which they are begun; 0 before that.</summary>
    public int Id { get; private set; }

    public IReadOnlyList<OpenList> Lists => lists;

    /// <summary>When the first page was asked for, since the run's start.</summary>
    public TimeSpan BegunAt { get; private set; }

    /// <summary>When the last page was answered; meaningless before that.</summary>
    public TimeSpan EndedAt { get; private set; }

    /// <summary>Its number in the order in which looks ended; 0 before that.</summary>
    public int EndedAs { get; private set; }

    public bool IsEnded => EndedAs > 0;

    /// <summary>Why the lists cannot be trusted to be whole; null when they can.</summary>
    public LookProblem? Problem { get; private set; }

    /// <summary>The orders in scope that it showed.</summary>
    public IEnumerable<ListedOrder> InScope => lists.SelectMany(list => list.Reading.InScope);

    /// <summary>What rests beside the scope, each order once.</summary>
    public IEnumerable<ListedOrder> Outside => lists.SelectMany(list => list.Reading.Outside).DistinctBy(order => order.Key);

    /// <summary>
    /// Whether lists of several pages showed the same orders in both looks: one that shifts between two pages can hide an order.
    /// </summary>
    public bool ShowsTheSameAs(Look other, bool shared)
    {
        var others = other.Lists.ToDictionary(list => list.ToString()!, list => list.Reading);
        foreach (var list in lists)
        {
            if (others.Remove(list.ToString()!, out var theirs)
                ? (list.Reading.Pages > 1 || theirs.Pages > 1) && !list.Reading.Keys.ToHashSet().SetEquals(theirs.Keys)
                : !shared && list.Reading.Pages > 1)
            {
                return false;
            }
        }

        return shared || others.Values.All(theirs => theirs.Pages <= 1);
    }

    public void Begin(int id, TimeSpan at) => (Id, BegunAt) = (id, at);

    public void Extend(OpenList list) => lists.Add(list);

    public void End(int number, TimeSpan at, bool isCrossOnly)
    {
        (EndedAt, EndedAs) = (at, number);

        // What the list without a margin mode met says more than that the mode was refused; a problem that may pass by itself stands last.
        Problem = lists.Where(list => !(isCrossOnly && list.FilterIsRefused)).OrderBy(list => list.FilterIsRefused).Select(list => list.Reading.Problem).OfType<LookProblem>()
            .OrderBy(problem => problem.Class == HtxCodeClass.Blocked).FirstOrDefault();
    }
}
