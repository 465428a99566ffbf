using HtxCancel.Htx.LinearSwapV1;

namespace HtxCancel.Htx.Status;

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
