namespace HtxCancel.Scope;

/// <summary>
/// Exactly what is to be cancelled, and nothing beside it: orders of these types and margin modes, on these contracts, on
/// these accounts, on this side. Immutable; equal to another one that reaches the same, in whatever order it names it.
/// </summary>
/// <param name="Accounts">Names of accounts in the settings.</param>
/// <param name="ContractCodes">
/// Contract codes, trimmed and upper-case, such as <c>BTC-USDT</c>, or <see cref="EveryContract"/> alone.
/// </param>
/// <param name="Direction">Only orders of this side; null for both.</param>
/// <param name="Offset">Only orders that open, or only those that close; null for both. With a direction, both must fit.</param>
public sealed record CancelScope(
    IReadOnlyList<string> Accounts,
    IReadOnlyList<string> ContractCodes,
    Direction? Direction,
    Offset? Offset)
{
    /// <summary>Names of accounts in the settings.</summary>
    [JsonPropertyOrder(-2)]
    public IReadOnlyList<string> Accounts { get; init => field = new Unordered<string>(value); } = new Unordered<string>(Accounts);

    /// <summary>Contract codes, trimmed and upper-case, such as <c>BTC-USDT</c>, or <see cref="EveryContract"/> alone.</summary>
    [JsonPropertyOrder(-1)]
    public IReadOnlyList<string> ContractCodes { get; init => field = new Unordered<string>(value); } = new Unordered<string>(ContractCodes);

    /// <summary>Stands in place of codes for every contract; nothing else means that.</summary>
    public const string EveryContract = "*";

    /// <summary>The margin modes that were asked for; null where nothing was said, which means isolated.</summary>
    [JsonIgnore]
    public MarginScope? MarginModeAsked { get; init; }

    /// <summary>The margin modes that are reached; the other is spared.</summary>
    public MarginScope MarginMode => MarginModeAsked ?? MarginScope.Isolated;

    /// <summary>The order types that are reached, each once; at least one. The others are spared.</summary>
    public IReadOnlyList<OrderType> OrderTypes { get; init => field = new Unordered<OrderType>(value); } = new Unordered<OrderType>([OrderType.Plain]);

    /// <summary>Whether every contract is reached.</summary>
    [JsonIgnore]
    public bool HasEveryContract => ContractCodes is [EveryContract];

    /// <summary>Whether orders of <paramref name="mode"/> are reached.</summary>
    internal bool Reaches(MarginMode mode) => MarginMode switch
    {
        MarginScope.All => true,
        MarginScope.Isolated => mode == Scope.MarginMode.Isolated,
        MarginScope.Cross => mode == Scope.MarginMode.Cross,
    };

    /// <summary>
    /// Whether <paramref name="order"/> is in this scope; null where what the exchange said of it does not decide that.
    /// </summary>
    internal bool? Holds(ListedOrder order)
    {
        bool?[] answers =
        [
            OrderTypes.Contains(order.OrderType),
            order.ContractCode is { } code ? HasEveryContract || ContractCodes.Contains(code) : null,
            order.MarginMode is { } mode ? Reaches(mode) : MarginMode == MarginScope.All ? true : null,
            Direction is null ? true : order.Direction is { } direction ? direction == Direction : null,
            Offset is null ? true : order.Offset is { } offset ? offset == Offset : null,
        ];
        return Array.IndexOf(answers, false) >= 0 ? false : Array.IndexOf(answers, null) >= 0 ? null : true;
    }
}
