namespace HtxCancel.Scope;

/// <summary>A scope in words, for people.</summary>
public static class ScopeSentence
{
    private const int MaximumNames = 5;

    /// <summary>Such as <c>plain orders in isolated margin on BTC-USDT, ETH-USDT of account main</c>; without a full stop.</summary>
    public static string Of(CancelScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var contracts = scope.HasEveryContract ? "every contract" : Names(scope.ContractCodes, "contracts");
        var side = string.Concat(
            scope.Direction is { } direction ? $", {direction.ToString().ToLowerInvariant()} side only" : "",
            scope.Offset is { } offset ? $", {(offset == Offset.Open ? "opening" : "closing")} orders only" : "");
        return $"{Types(scope.OrderTypes)} orders in {Margin(scope.MarginMode)} on {contracts} of {(scope.Accounts.Count == 1 ? "account" : "accounts")} "
            + $"{Names(scope.Accounts, "accounts")}{side}";
    }

    /// <summary>What a kill of the scope does, as a sentence of its own.</summary>
    internal static string OfKill(CancelScope scope) => $"Cancels {Of(scope)}; everything else stays.";

    private static string Types(IReadOnlyList<OrderType> types)
    {
        List<string> names = [.. Enum.GetValues<OrderType>().Where(types.Contains).Select(type => type switch
        {
            OrderType.Plain => "plain",
            OrderType.Trigger => "trigger",
            OrderType.Tpsl => "take-profit and stop-loss",
            OrderType.Trailing => "trailing",
        })];
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    private static string Margin(MarginScope margin) => margin switch
    {
        MarginScope.Isolated => "isolated margin",
        MarginScope.Cross => "cross margin",
        MarginScope.All => "isolated and cross margin",
    };

    private static string Names(IReadOnlyList<string> names, string kind) =>
        names.Count <= MaximumNames ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MaximumNames))} and {names.Count - MaximumNames} more {kind}";
}
