namespace HtxCancel.Htx.TradeV5;

/// <summary><c>GET /v5/account/asset_mode</c>: the one question whose answer says which API an account's orders live on.</summary>
internal static class AssetModeEndpoint
{
    private static readonly HtxRequest Request = HtxRequest.Get("/v5/account/asset_mode", RatePool.Read);

    /// <summary>Reads the account's mode at host number <paramref name="host"/>. Throws nothing.</summary>
    public static Task<HtxResult<AssetMode>> ReadAsync(HtxClient client, int host, CancellationToken cancellationToken, Action<HtxResult<AssetMode>>? late = null, bool isGranted = false) =>
        client.SendAsync(Request with { Host = host }, Read, cancellationToken, late, isGranted);

    /// <summary>What an answer to this question says.</summary>
    public static HtxResult<AssetMode> Read(HtxReply reply) => V5Answer<AssetModeData>.Read<AssetMode>(
        reply,
        HtxJson.Default.V5AnswerAssetModeData,
        data => data?.Mode is { } mode && Enum.IsDefined((AssetMode)mode) ? new((AssetMode)mode) : null);
}
