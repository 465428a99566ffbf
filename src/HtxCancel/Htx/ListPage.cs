namespace HtxCancel.Htx;

/// <summary>One page of a list of open orders, as the API sent it.</summary>
internal abstract record ListPage
{
    private ListPage()
    {
    }

    /// <summary>A page of v1.</summary>
    /// <param name="Rows">The rows.</param>
    /// <param name="TotalSize">How many orders the list has, by this page.</param>
    internal sealed record OfV1(IReadOnlyList<OpenOrderRow?> Rows, int TotalSize) : ListPage;

    /// <summary>A page of v5.</summary>
    internal sealed record OfV5(IReadOnlyList<ListedRow?> Rows) : ListPage;
}
