namespace HtxCancel.Htx.TradeV5;

/// <summary>The data of <c>/v5/account/asset_mode</c>: live answers say <c>asset_mode</c>, the documents <c>assets_mode</c>.</summary>
internal sealed record AssetModeData(int? AssetMode, int? AssetsMode);
