namespace HtxCancel.Htx;

/// <summary>HTX's two interfaces for orders; an account's orders live on one of them.</summary>
internal enum ApiGeneration
{
    /// <summary><c>/linear-swap-api/v1</c>.</summary>
    V1,

    /// <summary><c>/v5</c>.</summary>
    V5,
}

internal static class ApiGenerations
{
    /// <summary>Its short name, as the report shows it.</summary>
    public static string Name(this ApiGeneration api) => api switch
    {
        ApiGeneration.V1 => "v1",
        ApiGeneration.V5 => "v5",
    };

    /// <summary>Where the orders of an account in this mode live.</summary>
    public static ApiGeneration Api(this AssetMode mode) => mode switch
    {
        AssetMode.SingleAsset => ApiGeneration.V1,
        AssetMode.MultiAssets or AssetMode.SingleAssetV5 => ApiGeneration.V5,
    };
}

/// <summary>Which of HTX's systems an account lives in. <c>GET /v5/account/asset_mode</c>.</summary>
internal enum AssetMode
{
    /// <summary>Single-asset collateral, the old system: v1.</summary>
    SingleAsset = 0,

    /// <summary>Multi-assets collateral: v5.</summary>
    MultiAssets = 1,

    /// <summary>Single-asset collateral, the new system: v5.</summary>
    SingleAssetV5 = 2,
}
