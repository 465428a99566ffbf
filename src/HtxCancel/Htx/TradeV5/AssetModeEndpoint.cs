namespace HtxCancel.Htx.TradeV5;

/// <summary><c>GET /v5/account/asset_mode</c>: the one question whose answer says which API an account's orders live on.</summary>
internal static class AssetModeEndpoint
{
    private static readonly HtxRequest Request = HtxRequest.Get("/v5/account/asset_mode", RatePool.Read);

    /// <summary>Reads the account's mode at host number <paramref name="host"/>. Throws nothing.</summary>
    public static Task<HtxResult<AssetMode>> ReadAsync(HtxClient client, int host, CancellationToken cancellationToken) =>
        client.SendAsync(Request with { Host = host }, Read, cancellationToken);

    /// <summary>What an answer to this question says.</summary>
    public static HtxResult<AssetMode> Read(HtxReply reply)
    {
        if (reply.Status == 404)
        {
            return new HtxResult<AssetMode>.Failed(HtxError.NoSuchPath(reply));
        }

        var answer = HtxBody.Read(reply, HtxJson.Default.V5AnswerAssetModeData, out var problem);
        return answer switch
        {
            null => new HtxResult<AssetMode>.NoAnswer(problem),
            { Status: "maintain" } => new HtxResult<AssetMode>.Failed(new HtxError(HtxCodeClass.Blocked, null, "HTX is in maintenance")),
            { Code: 200, Data.Mode: { } mode } when reply.Status == 200 && Enum.IsDefined((AssetMode)mode) => new HtxResult<AssetMode>.Ok((AssetMode)mode),
            { Code: { } code } when code != 200 => new HtxResult<AssetMode>.Failed(
                new HtxError(HtxCode.Classify(code), code, reply.Clean(answer.Message ?? answer.Msg), AnsweredAt: HtxTime.FromMilliseconds(answer.Ts)) { Host = reply.Host }),
            _ => new HtxResult<AssetMode>.NoAnswer($"HTTP {reply.Status} without an asset mode of 0, 1 or 2"),
        };
    }
}
