using HtxCancel.Cancellation.Reports;

namespace HtxCancel.Cancellation;

/// <summary>Orders in scope that the account's list shows after the work on their contracts has ended: somebody went on placing them.</summary>
internal static class LateOrders
{
    /// <summary>The reports, with what rests after all: a contract that had ended clear has orders remaining.</summary>
    /// <param name="contracts">How the contracts ended.</param>
    /// <param name="inScope">What the list shows of the run's scope.</param>
    public static List<ContractReport> AddTo(IReadOnlyList<ContractReport> contracts, IReadOnlyList<ListedOrder> inScope)
    {
        var late = inScope.ToLookup(order => order.ContractCode!);
        var ids = inScope.Select(order => order.OrderId).ToHashSet();
        var rest = contracts.FirstOrDefault(contract => contract.ContractCode == CancelScope.EveryContract);
        List<FailedOrder> failed = [.. (rest?.Failed ?? []).Where(order => ids.Contains(order.OrderId))];
        return
        [
            .. contracts.Select(contract => late.Contains(contract.ContractCode) ? With(contract) : contract == rest ? Without(contract) : contract),
            .. late.Where(orders => !contracts.Any(contract => contract.ContractCode == orders.Key)).Select(orders => With(Met(orders.Key, rest))),
        ];

        ContractReport With(ContractReport contract)
        {
            List<ListedOrder> orders = [.. late[contract.ContractCode]];
            List<FailedOrder> failures = [.. contract.Failed, .. failed.Where(failure => orders.Exists(order => order.OrderId == failure.OrderId))];
            var known = (contract.StillOpen ?? []).Select(order => order.OrderId).Concat(failures.Select(order => order.OrderId)).ToHashSet();
            var with = Without(contract) with
            {
                Failed = failures,
                StillOpen = [.. contract.StillOpen ?? [], .. orders.Where(order => !known.Contains(order.OrderId)).Select(OpenOrder.From)],
            };
            return contract.Outcome != Outcome.Clear ? with : with with
            {
                Outcome = Outcome.Remaining,
                Detail = $"proven empty, and then HTX's list showed {(orders.Count == 1 ? "1 order" : $"{orders.Count} orders")} in scope: something is still placing orders",
            };
        }

        // What no contract was known of stands with its contract from now on.
        ContractReport Without(ContractReport contract) => contract with
        {
            Cancelled = contract.Cancelled?.Where(IsGone).ToList(),
            AlreadyGone = [.. contract.AlreadyGone.Where(IsGone)],
            Filled = [.. contract.Filled.Where(IsGone)],
            Unverified = [.. contract.Unverified.Where(IsGone)],
            Reappeared = [.. contract.Reappeared.Where(order => IsGone(order.OrderId))],
            Failed = [.. contract.Failed.Where(order => IsGone(order.OrderId))],
        };

        bool IsGone(string id) => !ids.Contains(id);
    }

    // A contract that no list had shown was as empty as what no contract was known of: proven, or not.
    private static ContractReport Met(string contractCode, ContractReport? rest) =>
        new(contractCode, rest?.Outcome ?? Outcome.Clear, rest?.Detail, Rounds: 0, [], [], [], [], [], [], [], null);
}
