namespace HtxCancel.Htx;

/// <summary>One of HTX's lists of open orders while it is read, page by page: of one contract, or of all (null). Not thread-safe.</summary>
internal abstract class OpenList(CancelScope scope, string? contractCode)
{
    private readonly List<ListedOrder> _leftBehind = [];
    private int _shown;

    public string? ContractCode => contractCode;
    public ListReading Reading { get; private set; } = new(scope, contractCode);
    public bool IsEnded { get; private set; }

    /// <summary>HTX does not take the margin mode that was asked for.</summary>
    public bool FilterIsRefused { get; protected set; }

    protected CancelScope Scope => scope;

    /// <summary>Whether a page may be asked for now, and which.</summary>
    public abstract bool TryNext(out string? page);
    public abstract void Asked(string? page);

    /// <summary>A page was answered; <paramref name="mayRestart"/> says whether a list that shifts is worth reading again from its start.</summary>
    public abstract void Take(string? page, HtxResult<ListPage> answer, bool mayRestart = true);

    /// <summary>The same list, of which nothing was read.</summary>
    public abstract OpenList Another();

    /// <summary>The orders in scope that were shown since this was asked last.</summary>
    public IReadOnlyList<ListedOrder> TakeShown()
    {
        List<ListedOrder> shown = [.. _leftBehind, .. Reading.InScope.Skip(_shown)];
        _leftBehind.Clear();
        _shown = Reading.InScope.Count;
        return shown;
    }

    protected void StartOver()
    {
        _leftBehind.AddRange(Reading.InScope.Skip(_shown));
        (Reading, _shown) = (new ListReading(scope, contractCode), 0);
    }

    protected void End(LookProblem? problem = null)
    {
        IsEnded = true;
        if (problem is not null)
            Reading.Unreadable(problem);
    }
}

/// <summary>One page of a list of open orders, as the API sent it.</summary>
internal abstract record ListPage
{
    private ListPage() { }

    /// <summary>A page of v1, and how many orders the whole list has by it.</summary>
    internal sealed record OfV1(IReadOnlyList<OpenOrderRow?> Rows, int TotalSize) : ListPage;

    internal sealed record OfV5(IReadOnlyList<ListedRow?> Rows) : ListPage;
}
