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
        var rest = contracts.FirstOrDefault(contract => contract.ContractCode == CancelScope.EveryContract);
        return
        [
            .. contracts.Select(contract => late.Contains(contract.ContractCode) ? With(contract, [.. late[contract.ContractCode]]) : contract),
            .. late.Where(orders => !contracts.Any(contract => contract.ContractCode == orders.Key)).Select(orders => With(Met(orders.Key, rest), [.. orders])),
        ];
    }

    private static ContractReport With(ContractReport contract, List<ListedOrder> orders)
    {
        var ids = orders.Select(order => order.OrderId).ToHashSet();
        var known = (contract.StillOpen ?? []).Select(order => order.OrderId).Concat(contract.Failed.Select(order => order.OrderId)).ToHashSet();
        var with = contract with
        {
            Cancelled = contract.Cancelled?.Where(IsGone).ToList(),
            AlreadyGone = [.. contract.AlreadyGone.Where(IsGone)],
            Filled = [.. contract.Filled.Where(IsGone)],
            Unverified = [.. contract.Unverified.Where(IsGone)],
            Reappeared = [.. contract.Reappeared.Where(order => IsGone(order.OrderId))],
            StillOpen = [.. contract.StillOpen ?? [], .. orders.Where(order => !known.Contains(order.OrderId)).Select(OpenOrder.From)],
        };
        return contract.Outcome != Outcome.Clear ? with : with with
        {
            Outcome = Outcome.Remaining,
            Detail = $"proven empty, and then HTX's list showed {(ids.Count == 1 ? "1 order" : $"{ids.Count} orders")} in scope: something is still placing orders",
        };

        bool IsGone(string id) => !ids.Contains(id);
    }

    // A contract that no list had shown was as empty as what no contract was known of: proven, or not.
    private static ContractReport Met(string contractCode, ContractReport? rest) =>
        new(contractCode, rest?.Outcome ?? Outcome.Clear, rest?.Detail, Rounds: 0, [], [], [], [], [], [], [], null);
}
