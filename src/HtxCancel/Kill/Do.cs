namespace HtxCancel.Kill;

/// <summary>What a kill wants done. Each is one question to HTX.</summary>
internal abstract record Do
{
    private Do()
    {
    }

    /// <summary>The rate pool that the call draws from; null for what HTX tells everyone.</summary>
    public RatePool? Pool => this switch
    {
        ReadMode or ListPage => RatePool.Read,
        CancelContract or CancelEverything or CancelOrders => RatePool.Trade,
        _ => null,
    };

    /// <summary>Ask for the account's asset mode.</summary>
    /// <param name="Attempt">How often in a row it was asked in vain: the hosts take turns.</param>
    internal sealed record ReadMode(int Attempt) : Do
    {
        public override string ToString() => "read the asset mode";
    }

    /// <summary>Ask which contracts HTX has.</summary>
    internal sealed record ReadContracts : Do
    {
        public override string ToString() => "read HTX's list of contracts";
    }

    /// <summary>Cancel what is in scope on one contract, in one call.</summary>
    /// <param name="Api">Through which API.</param>
    /// <param name="ContractCode">The contract.</param>
    /// <param name="Margin">v1 has a call for each margin mode; null on v5.</param>
    internal sealed record CancelContract(ApiGeneration Api, string ContractCode, MarginMode? Margin) : Do
    {
        public override string ToString() => $"{Api.Name()} cancel all of {ContractCode}{(Margin is { } margin ? $" {margin.ToString().ToLowerInvariant()}" : "")}";
    }

    /// <summary>Cancel every plain order of every contract, in one call. v5 only.</summary>
    internal sealed record CancelEverything : Do
    {
        public override string ToString() => "v5 cancel all of *";
    }

    /// <summary>Cancel orders by their ids.</summary>
    /// <param name="Api">Through which API.</param>
    /// <param name="ContractCode">Their contract.</param>
    /// <param name="Margin">Their margin mode on v1; null on v5.</param>
    /// <param name="AreConditional">They are trigger, take-profit, stop-loss or trailing orders.</param>
    /// <param name="Ids">At most ten.</param>
    internal sealed record CancelOrders(ApiGeneration Api, string ContractCode, MarginMode? Margin, bool AreConditional, IReadOnlyList<string> Ids) : Do
    {
        public override string ToString() => $"{Api.Name()} cancel {Ids.Count}{(AreConditional ? " conditional" : "")} of {ContractCode} by id";
    }

    /// <summary>Read a page of a list of open orders.</summary>
    /// <param name="List">The list.</param>
    /// <param name="Page">Which page: its number on v1, the cursor on v5 (null: the first).</param>
    internal sealed record ListPage(OpenList List, string? Page) : Do
    {
        public override string ToString() => $"{List} page {Page ?? "1"}";
    }
}
