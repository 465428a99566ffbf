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

/// <summary>The data of <c>/heartbeat/</c>, of which only USDT-M futures count here.</summary>
/// <param name="LinearSwapHeartbeat">Whether they are in service.</param>
/// <param name="LinearSwapEstimatedRecoveryTime">When they will be, milliseconds since 1970 in UTC; null while they are.</param>
internal sealed record HeartbeatData(
    [property: JsonConverter(typeof(FlagConverter))] bool? LinearSwapHeartbeat, long? LinearSwapEstimatedRecoveryTime);

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

/// <summary>The answer of <c>/api/v1/timestamp</c>; its time is all that it says.</summary>
internal sealed record TimestampAnswer(long? Ts);

/// <summary><c>GET /linear-swap-api/v1/swap_contract_info</c>, public: every contract that HTX knows, delivery contracts too.</summary>
internal static class ContractListEndpoint
{
    // Without the business type HTX lists perpetual contracts alone.
    private const string Path = "/linear-swap-api/v1/swap_contract_info?business_type=all";

    /// <summary>Reads it at host number <paramref name="host"/>. Throws nothing.</summary>
    public static Task<HtxResult<IReadOnlySet<string>>> ReadAsync(HtxTransport transport, int host, CancellationToken cancellationToken) =>
        transport.GetPublicAsync(Path, host, Read, cancellationToken);

    /// <summary>What an answer to this question says: the codes, upper-case. A list without a code is none.</summary>
    public static HtxResult<IReadOnlySet<string>> Read(HtxReply reply) =>
        V1Answer<ListedContract?[]>.Read<IReadOnlySet<string>>(reply, HtxJson.Default.V1AnswerListedContractArray, rows =>
            rows?.Select(row => row?.ContractCode?.Trim().ToUpperInvariant()).OfType<string>().ToHashSet(StringComparer.Ordinal) is { Count: > 0 } codes ? codes : null);
}

/// <summary>One contract in the data of <c>swap_contract_info</c>.</summary>
/// <param name="ContractCode">The contract.</param>
internal sealed record ListedContract(string? ContractCode);

/// <summary><c>GET /linear-swap-api/v1/swap_api_state</c>, public: of which contracts HTX cancels orders now.</summary>
internal static class ContractStatesEndpoint
{
    /// <summary>Reads it of every contract, at host number <paramref name="host"/>. Throws nothing.</summary>
    public static Task<HtxResult<IReadOnlyDictionary<string, bool>>> ReadAsync(HtxTransport transport, int host, CancellationToken cancellationToken) =>
        transport.GetPublicAsync("/linear-swap-api/v1/swap_api_state", host, Read, cancellationToken);

    /// <summary>What an answer to this question says: of each contract, whether orders of it are cancelled.</summary>
    public static HtxResult<IReadOnlyDictionary<string, bool>> Read(HtxReply reply) =>
        V1Answer<ContractState?[]>.Read<IReadOnlyDictionary<string, bool>>(reply, HtxJson.Default.V1AnswerContractStateArray, rows => rows?
            .Where(row => row is { ContractCode: not null, Cancel: not null })
            .GroupBy(row => row!.ContractCode!.Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(contract => contract.Key, contract => contract.All(row => row!.Cancel!.Value), StringComparer.OrdinalIgnoreCase));
}

/// <summary>One contract in the data of <c>swap_api_state</c>.</summary>
/// <param name="ContractCode">The contract.</param>
/// <param name="Cancel">Whether HTX cancels its orders now.</param>
internal sealed record ContractState(string? ContractCode, [property: JsonConverter(typeof(FlagConverter))] bool? Cancel);
