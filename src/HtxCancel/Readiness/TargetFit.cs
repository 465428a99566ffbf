namespace HtxCancel.Readiness;

/// <summary>Whether an account can have the orders that a target names, and this program can cancel them there.</summary>
internal static class TargetFit
{
    /// <summary>Why not, and what to do about it, a part of a sentence; null where it can, or nothing is known of the account.</summary>
    public static string? Problem(string target, CancelScope scope, AssetMode? mode) => mode switch
    {
        AssetMode.SingleAsset when Conditional(scope) is { Length: > 0 } types =>
            $"target {target} has no effect on {types} orders of this account: they can be cancelled on HTX's v5 API only, and the account "
            + $"lives on v1; take them out of Targets:{target}:OrderTypes, or the account out of the target",
        AssetMode.MultiAssets when scope.MarginMode == MarginScope.Isolated =>
            $"target {target} has no effect on this account: it reaches isolated margin only, and the account has none (asset mode 1); "
            + $"set Targets:{target}:MarginMode to cross or all",
        _ => null,
    };

    private static string Conditional(CancelScope scope) =>
        string.Join(", ", scope.OrderTypes.Where(type => type != OrderType.Plain).Select(type => type.ToString().ToLowerInvariant()));
}
