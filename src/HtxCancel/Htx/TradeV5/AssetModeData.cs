namespace HtxCancel.Htx.TradeV5;

/// <summary>The data of <c>/v5/account/asset_mode</c>: live answers say <c>asset_mode</c>, the documents <c>assets_mode</c>.</summary>
internal sealed record AssetModeData(int? AssetMode, int? AssetsMode)
{
    /// <summary>The mode; null where it is absent, or two names contradict each other.</summary>
    public int? Mode => AssetMode is not null && AssetsMode is not null && AssetMode != AssetsMode ? null : AssetMode ?? AssetsMode;
}
