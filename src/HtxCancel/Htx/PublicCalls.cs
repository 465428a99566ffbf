namespace HtxCancel.Htx;

/// <summary>What HTX says to everyone: asked of host number <c>host</c>, without keys, outside of an account's rate limit. Throws nothing.</summary>
internal static class PublicCalls
{
    /// <summary><c>GET /api/v1/timestamp</c>: HTX's clock, UTC, and whether a host answers at all.</summary>
    public static Task<HtxResult<DateTimeOffset>> ReadTimeAsync(HtxTransport transport, int host, CancellationToken cancellationToken) =>
        transport.GetPublicAsync("/api/v1/timestamp", host, ReadTime, cancellationToken);

    /// <summary><c>GET /heartbeat/</c>, with the slash at its end: whether HTX is in maintenance. Works while it is.</summary>
    public static Task<HtxResult<HeartbeatData>> ReadHeartbeatAsync(HtxTransport transport, int host, CancellationToken cancellationToken) =>
        transport.GetPublicAsync("/heartbeat/", host, ReadHeartbeat, cancellationToken);

    /// <summary><c>GET swap_api_state</c>: of each contract, whether HTX cancels its orders now.</summary>
    public static Task<HtxResult<IReadOnlyDictionary<string, bool>>> ReadStatesAsync(
        HtxTransport transport, int host, CancellationToken cancellationToken) =>
        transport.GetPublicAsync("/linear-swap-api/v1/swap_api_state", host, ReadStates, cancellationToken);

    /// <summary><c>GET swap_contract_info</c>: every contract that HTX knows. Without the business type it lists perpetual contracts
    /// alone.</summary>
    public static Task<HtxResult<IReadOnlySet<string>>> ReadContractsAsync(HtxTransport transport, int host, CancellationToken cancellationToken) =>
        transport.GetPublicAsync("/linear-swap-api/v1/swap_contract_info?business_type=all", host, ReadContracts, cancellationToken);

    public static HtxResult<DateTimeOffset> ReadTime(HtxReply reply) =>
        reply.Read(HtxJson.Default.TimestampAnswer, out var problem) is not { } answer ? new HtxResult<DateTimeOffset>.NoAnswer(problem)
        : reply.Status == 200 && HtxTime.FromMilliseconds(answer.Ts) is { } ts ? new HtxResult<DateTimeOffset>.Ok(ts)
        : new HtxResult<DateTimeOffset>.NoAnswer($"HTTP {reply.Status} with an answer without a time");

    public static HtxResult<HeartbeatData> ReadHeartbeat(HtxReply reply) => HtxAnswer<HeartbeatData>.Read<HeartbeatData>(
        ApiGeneration.V1, reply, HtxJson.Default.HtxAnswerHeartbeatData, data => data?.LinearSwapHeartbeat is null ? null : new(data));

    public static HtxResult<IReadOnlyDictionary<string, bool>> ReadStates(HtxReply reply) =>
        HtxAnswer<ContractRow?[]>.Read<IReadOnlyDictionary<string, bool>>(ApiGeneration.V1, reply, HtxJson.Default.HtxAnswerContractRowArray, rows =>
            rows is null ? null : new(rows
                .Where(row => row is { ContractCode: not null, Cancel: not null })
                .GroupBy(row => row!.ContractCode!.Trim(), StringComparer.OrdinalIgnoreCase)
                .ToDictionary(contract => contract.Key, contract => contract.All(row => row!.Cancel!.Value), StringComparer.OrdinalIgnoreCase)));

    /// <summary>The codes, upper-case. A list without a code is none.</summary>
    public static HtxResult<IReadOnlySet<string>> ReadContracts(HtxReply reply) =>
        HtxAnswer<ContractRow?[]>.Read<IReadOnlySet<string>>(ApiGeneration.V1, reply, HtxJson.Default.HtxAnswerContractRowArray, rows =>
        {
            var codes = rows?.Select(row => row?.ContractCode?.Trim().ToUpperInvariant()).OfType<string>().ToHashSet(StringComparer.Ordinal);
            return codes is { Count: > 0 } ? new(codes) : null;
        });
}

/// <summary>The answer of <c>/api/v1/timestamp</c>; its time is all that it says.</summary>
internal sealed record TimestampAnswer(long? Ts);

/// <summary>Of the data of <c>/heartbeat/</c> what counts here: whether USDT-M futures are in service, and when they will be, in
/// milliseconds since 1970 in UTC; null while they are.</summary>
internal sealed record HeartbeatData(
    [property: JsonConverter(typeof(FlagConverter))] bool? LinearSwapHeartbeat, long? LinearSwapEstimatedRecoveryTime);

/// <summary>One contract in the data of <c>swap_contract_info</c> or <c>swap_api_state</c>; only the latter says whether orders are cancelled.</summary>
internal sealed record ContractRow(string? ContractCode, [property: JsonConverter(typeof(FlagConverter))] bool? Cancel);
