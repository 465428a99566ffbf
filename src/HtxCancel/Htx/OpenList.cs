namespace HtxCancel.Htx;

/// <summary>One of HTX's lists of open orders while it is read, page by page. Not thread-safe.</summary>
/// <param name="scope">What its orders are sorted by.</param>
/// <param name="contractCode">The contract that is asked for; null for all.</param>
internal abstract class OpenList(CancelScope scope, string? contractCode)
{
    private readonly List<ListedOrder> _leftBehind = [];
    private int _shown;

    /// <summary>The contract that is asked for; null for all.</summary>
    public string? ContractCode => contractCode;

    /// <summary>What its orders are sorted by.</summary>
    protected CancelScope Scope => scope;

    /// <summary>The rows so far.</summary>
    public ListReading Reading { get; private set; } = new(scope, contractCode);

    /// <summary>Nothing more is to be read.</summary>
    public bool IsEnded { get; protected set; }

    /// <summary>HTX does not take the margin mode that was asked for.</summary>
    public bool FilterIsRefused { get; protected set; }

    /// <summary>Whether a page may be asked for now, and which.</summary>
    public abstract bool TryNext(out string? page);

    /// <summary>A page was asked for.</summary>
    public abstract void Asked(string? page);

    /// <summary>A page was answered.</summary>
    /// <param name="page">Which.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="mayRestart">Whether a list that shifts is worth reading again from its start.</param>
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

    /// <summary>Reads the list from its start again.</summary>
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
