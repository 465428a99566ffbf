namespace HtxCancel.Kill;

/// <summary>What a kill wants done. Each is one question to HTX.</summary>
internal abstract record Do
{
    /// <summary>The rate pool that the call draws from; null for what HTX answers without a key.</summary>
    public RatePool? Pool => this is ReadContracts ? null : this is ReadMode or ListPage ? RatePool.Read : RatePool.Trade;

    /// <summary>Ask for the account's mode. The hosts take turns: the attempt counts how often it was asked in vain.</summary>
    internal sealed record ReadMode(int Attempt) : Do;

    internal sealed record ReadContracts : Do;

    /// <summary>Cancel what is in scope on one contract, in one call. v1 has a call for each margin mode; on v5 it is null.</summary>
    internal sealed record CancelContract(ApiGeneration Api, string ContractCode, MarginMode? Margin) : Do;

    /// <summary>Cancel every plain order of every contract, in one call. v5 only.</summary>
    internal sealed record CancelEverything : Do;

    /// <summary>Cancel at most ten orders by their ids: plain ones, or conditional ones. The margin mode is null on v5.</summary>
    internal sealed record CancelOrders(ApiGeneration Api, string ContractCode, MarginMode? Margin, bool AreConditional, IReadOnlyList<string> Ids) : Do;

    /// <summary>Read a page of a list: by its number on v1, by the cursor on v5 (null: the first).</summary>
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
