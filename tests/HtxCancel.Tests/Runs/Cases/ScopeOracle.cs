using HtxSimulator;

namespace HtxCancel.Tests.Runs.Cases;

/// <summary>What a kill must do where nothing is faulty, told from the simulator's orders alone.</summary>
internal static class ScopeOracle
{
    /// <summary>Whether the scope asks for this order of that account.</summary>
    public static bool Asks(CancelScope scope, AccountCase account, SimulatedOrder order)
    {
        if (!scope.Accounts.Contains(account.Name) || !scope.OrderTypes.Contains(TypeOf(order)))
        {
            return false;
        }

        if (scope.ContractCodes[0] != "*" && !scope.ContractCodes.Contains(order.ContractCode))
        {
            return false;
        }

        var offset = order.Offset != "both" ? order.Offset : order.ReduceOnly ? "close" : "open";
        var hasMarginMode = order.MarginMode == "isolated"
            ? scope.MarginModeAsked != MarginScope.Cross
            : scope.MarginModeAsked is MarginScope.Cross or MarginScope.All;
        return hasMarginMode
            && (scope.Direction is null || order.Direction == (scope.Direction == Direction.Buy ? "buy" : "sell"))
            && (scope.Offset is null || offset == (scope.Offset == Offset.Open ? "open" : "close"));
    }

    /// <summary>Whether it can be cancelled too: conditional orders of an account on v1 cannot.</summary>
    public static bool Reaches(CancelScope scope, AccountCase account, SimulatedOrder order) =>
        Asks(scope, account, order) && (account.AssetMode != 0 || order.OrderType == "plain");

    /// <summary>How the account must end.</summary>
    public static Outcome OutcomeOf(CancelScope scope, AccountCase account) => account.AssetMode switch
    {
        0 when scope.OrderTypes.Any(type => type != OrderType.Plain) => Outcome.Refused,
        1 when scope.MarginModeAsked is null => Outcome.Refused,
        _ => Outcome.Clear,
    };

    private static OrderType TypeOf(SimulatedOrder order) => order.OrderType switch
    {
        "plain" => OrderType.Plain,
        "trigger" => OrderType.Trigger,
        "tp" or "sl" or "tpsl" => OrderType.Tpsl,
        "trailing_stop" => OrderType.Trailing,
        var other => throw new ArgumentException($"No order is of type {other}.", nameof(order)),
    };
}
