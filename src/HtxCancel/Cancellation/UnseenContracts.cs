using HtxCancel.Cancellation.Reports;
using HtxCancel.Htx;
using HtxCancel.Htx.Status;

namespace HtxCancel.Cancellation;

/// <summary>
/// Contracts that were named, share the account's list with others, and that no list and no answer showed: nobody asked HTX
/// for them by name, so that a misspelt code passes for a contract without orders.
/// </summary>
internal static class UnseenContracts
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Whether nothing of <paramref name="contract"/> was ever named, and it would pass for empty.</summary>
    public static bool Includes(ContractReport contract) => contract is
    {
        Outcome: Outcome.Clear or Outcome.DryRun,
        Cancelled: null or { Count: 0 },
        AlreadyGone: [],
        Filled: [],
        Reappeared: [],
        StillOpen: null or { Count: 0 },
    };

    /// <summary>HTX's list of contracts, asked of all hosts at once until one tells it; null where the end came first. Throws nothing.</summary>
    public static async Task<IReadOnlySet<string>?> ReadKnownAsync(HtxTransport transport, TimeProvider time, CancellationToken ended)
    {
        for (var pause = FirstPause; !ended.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var asked = Enumerable.Range(0, transport.Hosts.Count).Select(host => ContractListEndpoint.ReadAsync(transport, host, ended));
            await foreach (var answered in Task.WhenEach(asked).ConfigureAwait(false))
            {
                if (await answered.ConfigureAwait(false) is HtxResult<IReadOnlySet<string>>.Ok known)
                {
                    return known.Value;
                }
            }

            await Task.Delay(pause, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
    }

    /// <summary>How <paramref name="contract"/> ends in truth.</summary>
    /// <param name="contract">One of these contracts.</param>
    /// <param name="known">HTX's list of contracts; null where it was not read.</param>
    public static ContractReport Judge(ContractReport contract, IReadOnlySet<string>? known)
    {
        var code = contract.ContractCode;
        if (known?.Contains(code) == true)
        {
            return contract;
        }

        // Absence counts in a list that has contracts of the kind.
        return known?.Any(other => ScopeFields.IsDelivery(other) == ScopeFields.IsDelivery(code)) == true
            ? contract with { Outcome = Outcome.Refused, Detail = "HTX knows no such contract: correct the code" }
            : contract with
            {
                Outcome = Outcome.Unknown,
                Detail = "no list showed this contract, and whether HTX knows it could not be read from its list of contracts: a misspelt code would look the same",
            };
    }
}
