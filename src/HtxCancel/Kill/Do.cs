namespace HtxCancel.Kill;

/// <summary>What a kill wants done. Each is one question to HTX.</summary>
internal abstract record Do
{
    /// <summary>The rate pool that the call draws from; null for what HTX answers without a key.</summary>
    public RatePool? Pool => this is ReadContracts ? null : this is ReadMode or ListPage ? RatePool.Read : RatePool.Trade;

    /// <param name="Attempt">How often in a row it was asked in vain: the hosts take turns.</param>
    internal sealed record ReadMode(int Attempt) : Do;

    internal sealed record ReadContracts : Do;

    /// <summary>Cancel what is in scope on one contract, in one call.</summary>
    /// <param name="Api"></param>
    /// <param name="ContractCode"></param>
    /// <param name="Margin">v1 has a call for each margin mode; null on v5.</param>
    internal sealed record CancelContract(ApiGeneration Api, string ContractCode, MarginMode? Margin) : Do;

    /// <summary>Cancel every plain order of every contract, in one call. v5 only.</summary>
    internal sealed record CancelEverything : Do;

    /// <summary>Cancel at most ten orders by their ids.</summary>
    /// <param name="Api"></param>
    /// <param name="ContractCode"></param>
    /// <param name="Margin">Their margin mode on v1; null on v5.</param>
    /// <param name="AreConditional">They are trigger, take-profit, stop-loss or trailing orders.</param>
    /// <param name="Ids"></param>
    internal sealed record CancelOrders(ApiGeneration Api, string ContractCode, MarginMode? Margin, bool AreConditional, IReadOnlyList<string> Ids) : Do;

    /// <param name="List"></param>
    /// <param name="Page">Its number on v1, the cursor on v5 (null: the first).</param>
    internal sealed record ListPage(OpenList List, string? Page) : Do;

    /// <summary>What is asked, in the words of a run's steps.</summary>
    public sealed override string ToString() => this switch
    {
        ReadMode => "read the asset mode",
        ReadContracts => "read HTX's list of contracts",
        CancelContract one => $"{one.Api.Name()} cancel all of {one.ContractCode}{(one.Margin is { } margin ? $" {margin.ToString().ToLowerInvariant()}" : "")}",
        CancelEverything => "v5 cancel all of *",
        CancelOrders some => $"{some.Api.Name()} cancel {some.Ids.Count}{(some.AreConditional ? " conditional" : "")} of {some.ContractCode} by id",
        ListPage page => $"{page.List} page {page.Page ?? "1"}",
        _ => throw new InvalidOperationException("A kill wants one of these."),
    };
}
