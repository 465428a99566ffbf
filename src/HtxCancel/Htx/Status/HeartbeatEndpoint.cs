using HtxCancel.Htx.LinearSwapV1;

namespace HtxCancel.Htx.Status;

/// <summary><c>GET /heartbeat/</c>, public, with the slash at its end: whether HTX is in maintenance. Works while it is.</summary>
internal static class HeartbeatEndpoint
{
    /// <summary>Reads it at host number <paramref name="host"/>. Throws nothing.</summary>
    public static Task<HtxResult<HeartbeatData>> ReadAsync(HtxTransport transport, int host, CancellationToken cancellationToken) =>
        transport.GetPublicAsync("/heartbeat/", host, Read, cancellationToken);

    /// <summary>What an answer to this question says.</summary>
    public static HtxResult<HeartbeatData> Read(HtxReply reply) => V1Answer<HeartbeatData>.Read(
        reply, HtxJson.Default.V1AnswerHeartbeatData, data => data?.LinearSwapHeartbeat is null ? null : data);
}
