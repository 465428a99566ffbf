namespace HtxCancel.Htx.Status;

/// <summary><c>GET /api/v1/timestamp</c>, public: HTX's clock, and whether a host answers at all.</summary>
internal static class TimestampEndpoint
{
    /// <summary>Reads the clock of host number <paramref name="host"/>, UTC. Throws nothing.</summary>
    public static Task<HtxResult<DateTimeOffset>> ReadAsync(HtxTransport transport, int host, CancellationToken cancellationToken) =>
        transport.GetPublicAsync("/api/v1/timestamp", host, Read, cancellationToken);

    /// <summary>What an answer to this question says.</summary>
    public static HtxResult<DateTimeOffset> Read(HtxReply reply) =>
        HtxBody.Read(reply, HtxJson.Default.TimestampAnswer, out var problem) is not { } answer ? new HtxResult<DateTimeOffset>.NoAnswer(problem)
        : reply.Status == 200 && HtxTime.FromMilliseconds(answer.Ts) is { } ts ? new HtxResult<DateTimeOffset>.Ok(ts)
        : new HtxResult<DateTimeOffset>.NoAnswer($"HTTP {reply.Status} with an answer that tells no time");
}
