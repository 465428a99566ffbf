namespace HtxCancel.Htx;

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
