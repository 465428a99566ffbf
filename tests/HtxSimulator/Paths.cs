namespace HtxSimulator;

/// <summary>The paths of the signed calls, by what they do; on v1 and on v5.</summary>
public static class Paths
{
    private const string AssetMode = "/v5/account/asset_mode";

    /// <summary>The calls that cancel.</summary>
    public static IReadOnlyList<string> Cancels { get; } = [.. PathsOf(RequestPool.Trade)];

    /// <summary>The calls that list open orders.</summary>
    public static IReadOnlyList<string> Lists { get; } = [.. PathsOf(RequestPool.Read).Where(path => path != AssetMode)];

    /// <summary>The call that tells which generation an account lives on.</summary>
    public static IReadOnlyList<string> Mode { get; } = [AssetMode];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Cancels, .. Lists, .. Mode];

    private static IEnumerable<string> PathsOf(RequestPool pool) =>
        Routes.Signed.Where(route => route.Value.Pool == pool).Select(route => route.Key.Split(' ')[1]);
}
