namespace HtxCancel.Kill;

/// <summary>What is to be cancelled on one account, and what bounds it. Times are since the run's start.</summary>
/// <param name="Scope">Exactly what is to be cancelled.</param>
/// <param name="DryRun">Nothing is; only listed.</param>
/// <param name="BegunAt">When its keys were there.</param>
/// <param name="Deadline">When it ends.</param>
/// <param name="BlockedDeadline">When it ends if HTX blocks it for so long.</param>
/// <param name="Looks">How many empty looks prove it.</param>
/// <param name="LookInterval">How far they are apart.</param>
/// <param name="Remembered">The asset mode that HTX named in an earlier run; null for none.</param>
internal sealed record KillTask(
    CancelScope Scope, bool DryRun, TimeSpan BegunAt, TimeSpan Deadline, TimeSpan BlockedDeadline, int Looks, TimeSpan LookInterval, AssetMode? Remembered)
{
    /// <summary>So many contracts are listed one by one; more share the account's own list.</summary>
    private const int MaximumListedAlone = 8;

    private static readonly MarginMode?[] s_both = [null];
    private static readonly MarginMode?[] s_cross = [MarginMode.Cross];
    private static readonly MarginMode?[] s_isolated = [MarginMode.Isolated];
    private static readonly MarginMode?[] s_each = [MarginMode.Isolated, MarginMode.Cross];

    /// <summary>Each contract has lists of its own.</summary>
    public bool ListsEachAlone => !Scope.HasEveryContract && Scope.ContractCodes.Count <= MaximumListedAlone;

    public bool HasPlain => Scope.OrderTypes.Contains(OrderType.Plain);

    public bool HasConditional => Scope.OrderTypes.Any(type => type != OrderType.Plain);

    /// <summary>The APIs through which something of the scope can rest: conditional orders are reached on v5 only.</summary>
    public IReadOnlyList<ApiGeneration> Apis => HasPlain ? [ApiGeneration.V1, ApiGeneration.V5] : [ApiGeneration.V5];

    /// <summary>One call can take every plain order of every contract.</summary>
    public bool TakesEverything(ApiGeneration api) => api == ApiGeneration.V5 && Scope.HasEveryContract && TakesWholeContracts(api);

    /// <summary>
    /// A call can take whatever of the scope rests on a contract. v5's knows no margin mode and no offset. v1's takes an offset,
    /// but that HTX joins it with a direction, and what it does with one-way orders, was never seen.
    /// </summary>
    public bool TakesWholeContracts(ApiGeneration api) => HasPlain && (api == ApiGeneration.V1
        ? Scope.Offset is null || Scope.Direction is null
        : Scope is { MarginMode: MarginScope.All, Offset: null });

    /// <summary>How a contract is cancelled before any list was read.</summary>
    public CancelFirst FirstOf(ApiGeneration api, string contractCode) =>
        DryRun || !TakesWholeContracts(api) || Scope.Offset is not null ? CancelFirst.OnlyListed
        : contractCode == CancelScope.EveryContract ? TakesEverything(api) ? CancelFirst.Listed : CancelFirst.OnlyListed
        : Scope.HasEveryContract ? CancelFirst.OnlyListed
        : ListsEachAlone ? CancelFirst.AtOnce
        : CancelFirst.Listed;

    /// <summary>
    /// The margin modes for which an API has calls of their own; null stands for both. Delivery contracts are cross only: their
    /// isolated calls refuse the code.
    /// </summary>
    public IReadOnlyList<MarginMode?> CallsOf(ApiGeneration api, string? contractCode) => (api, Scope.MarginMode) switch
    {
        (ApiGeneration.V5, _) => s_both,
        (_, MarginScope.Cross) => s_cross,
        (_, MarginScope.Isolated) => s_isolated,
        (_, MarginScope.All) => contractCode is not null && ScopeFields.IsDelivery(contractCode) ? s_cross : s_each,
    };
}
