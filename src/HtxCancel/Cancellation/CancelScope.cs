namespace HtxCancel.Cancellation;

/// <summary>
/// Exactly what is to be cancelled, and nothing beside it: isolated-margin plain orders of these contracts, on these
/// accounts, on this side. Immutable.
/// </summary>
/// <param name="Accounts">Names of accounts in the settings.</param>
/// <param name="ContractCodes">Contract codes, trimmed and upper-case, such as <c>BTC-USDT</c>.</param>
/// <param name="Direction">Only orders of this side; null for both.</param>
/// <param name="Offset">Only orders that open, or only those that close; null for both. With a direction, both must fit.</param>
public sealed record CancelScope(
    IReadOnlyList<string> Accounts,
    IReadOnlyList<string> ContractCodes,
    Direction? Direction,
    Offset? Offset)
{
    /// <summary>The margin mode that is reached; cross margin is spared.</summary>
    public MarginMode MarginMode { get; } = MarginMode.Isolated;

    /// <summary>The order types that are reached; trigger, take-profit, stop-loss and trailing orders are spared.</summary>
    public IReadOnlyList<OrderType> OrderTypes { get; } = [OrderType.Plain];

    /// <summary>
    /// Whether <paramref name="order"/> is in this scope; null where what the exchange told of it does not decide that.
    /// </summary>
    internal bool? Holds(ListedOrder order)
    {
        bool?[] answers =
        [
            order.ContractCode is { } code ? ContractCodes.Contains(code) : null,
            order.MarginMode is { } mode ? mode == MarginMode : null,
            Direction is null ? true : order.Direction is { } direction ? direction == Direction : null,
            Offset is null ? true : order.Offset is { } offset ? offset == Offset : null,
        ];
        return Array.IndexOf(answers, false) >= 0 ? false : Array.IndexOf(answers, null) >= 0 ? null : true;
    }
}
