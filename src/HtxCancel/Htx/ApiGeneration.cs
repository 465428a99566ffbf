namespace HtxCancel.Htx;

/// <summary>HTX's two interfaces for orders, <c>/linear-swap-api/v1</c> and <c>/v5</c>; an account's orders live on one of them.</summary>
internal enum ApiGeneration
{
    V1,
    V5,
}

/// <summary>Which of HTX's systems an account lives in, by the numbers of <c>GET /v5/account/asset_mode</c>.</summary>
internal enum AssetMode
{
    SingleAsset = 0,
    MultiAssets = 1,
    SingleAssetV5 = 2,
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
