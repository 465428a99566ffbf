using HtxCancel.Htx.LinearSwapV1;

namespace HtxCancel.Htx.Status;

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
