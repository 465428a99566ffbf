using HtxCancel.Tests.Runs.Cases;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>
/// What holds of every run, judged by the exchange's book, the bytes that it served, and the report. Nothing here asks the
/// service, or goes by its rules: not how often it looks, what it believes, or how long it waits.
/// </summary>
internal sealed class Invariants(SearchCase @case, SearchWorld world)
{
    // Fake time goes in steps of 10 ms.
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(1_000 + 20);

    private TimeSpan Lag => TimeSpan.FromMilliseconds(@case.Circumstances.ListLagMs);

    /// <summary>All of them.</summary>
    public void Hold()
    {
        foreach (var call in world.Calls)
        {
            Assert.True(call.Thrown is null, $"exception: call {call.Number} was answered by {call.Thrown}");
            IsAnsweredInTime(call);
            foreach (var account in @case.Kill.Accounts)
            {
                if (call.Report!.Accounts.SingleOrDefault(entry => entry.Account == account.Name) is { } report)
                {
                    ClearIsTrue(call, account, report);
                    EveryOrderIsToldOnce(call, account, report);
                    TimeInPeace.IsUsed(@case, world, call, account, report);
                }
            }
        }

        NothingElseIsTouched();
    }

    /// <summary>
    /// <c>clear</c>: nothing in scope rests that was older than the lists' lag when the last list was served that would hold it;
    /// nor, where the lists are younger than two looks are apart, that rested when the call came.
    /// </summary>
    private void ClearIsTrue(ServiceCall call, AccountCase account, AccountReport report)
    {
        foreach (var order in call.Resting.Where(order => IsOf(account, order) && IsInScope(call, account, order) && IsSaidToBeClear(report, order)))
        {
            var last = LastListOf(call, account, order);
            var known = last is null ? call.EndedAt
                : @case.HasShortLag ? Later(last.At - Lag, world.FirstOf(call).At)
                : Later(last.At, world.FirstOf(call).At) - Lag;
            Assert.False(
                order.CreatedAt < known,
                $"clear is false: {order.OrderId} on {order.ContractCode} of {account.Name} rests since {Ms(order.CreatedAt)}, "
                    + $"and call {call.Number} ended clear at {Ms(call.EndedAt)}; {(last is null ? "no whole list of such orders was served" : $"the last list of such orders was served at {Ms(last.At)}")}");
        }
    }

    /// <summary>Nothing out of scope was cancelled by us, in any outcome.</summary>
    private void NothingElseIsTouched()
    {
        var resting = world.Exchange.RestingOrders.Select(order => order.OrderId).ToHashSet();
        foreach (var (account, order, _) in world.Trader.Orders)
        {
            Assert.True(
                resting.Contains(order.OrderId) || world.Trader.HasTaken(order) || world.Calls.Any(call => !call.Command.DryRun && IsInScope(call, account, order)),
                $"out of scope: {order.OrderId} on {order.ContractCode} of {account.Name} was cancelled");
        }
    }

    /// <summary>The answer is out by the caller's own deadline and one second; by the blocked one where HTX said so and nobody waits for an answer.</summary>
    private void IsAnsweredInTime(ServiceCall call)
    {
        var circumstances = @case.Circumstances;
        var isBlocked = call.Command.Trigger != Trigger.Http && !call.Command.DryRun && world.Requests.Any(SaysBlocked);
        var deadline = TimeSpan.FromMilliseconds(isBlocked ? Math.Max(circumstances.DeadlineMs, circumstances.BlockedDeadlineMs) : circumstances.DeadlineMs);
        Assert.True(call.EndedAt - call.At <= deadline + s_grace, $"late: call {call.Number} came at {Ms(call.At)} and was answered at {Ms(call.EndedAt)}");
    }

    /// <summary>Each id in scope that an answer named stands in exactly one place, and no other stands anywhere.</summary>
    private void EveryOrderIsToldOnce(ServiceCall call, AccountCase account, AccountReport report)
    {
        var inScope = world.Trader.Orders.Where(placed => placed.Account == account && IsInScope(call, account, placed.Order)).ToDictionary(placed => placed.Order.OrderId, placed => placed.Order);
        var told = report.Contracts.SelectMany(IdsOf).GroupBy(id => id).ToDictionary(ids => ids.Key, ids => ids.Count());

        // What comes at the instant of the end may come after it; and what a row does not say, nobody can report.
        var answers = world.AnswersOf(call, account).Where(answer => answer.IsOk && answer.DeliveredAt < call.EndedAt).ToList();
        foreach (var answer in answers)
        {
            foreach (var id in answer.Ids.Where(id => inScope.TryGetValue(id, out var order) && !LacksItsOffset(call, order)))
            {
                Assert.True(told.ContainsKey(id) || (!Draws.IsOn(Draw.RacedLists) && answers.Exists(answer.IsOvertakenBy)), $"lost id: {id} was named by {answer.Request.Path} at {Ms(answer.At)}, and stands nowhere in the report of call {call.Number}");
            }
        }

        foreach (var (id, places) in told)
        {
            Assert.True(places == 1, $"double id: {id} stands in {places} places of the report of call {call.Number}");
            Assert.True(inScope.ContainsKey(id), $"foreign id: {id} stands in the report of call {call.Number}, and is not in its scope");
        }
    }

    // The last whole list that was delivered before the end and would have shown the order, by its first page.
    private ServedAnswer? LastListOf(ServiceCall call, AccountCase account, SimulatedOrder order)
    {
        // What comes at the instant of the end may come after it; but where it is the only such list, it is what the end waited for.
        var lists = world.AnswersOf(call, account).Where(answer => answer is { IsList: true, IsOk: true } && answer.DeliveredAt <= call.EndedAt).ToList();
        return Last([.. lists.Where(answer => answer.DeliveredAt < call.EndedAt)]) ?? Last(lists);

        ServedAnswer? Last(List<ServedAnswer> pages) => pages.FindLast(page => page.IsFirstPage && page.Holds!(order) && IsServedWhole(page, pages));
    }

    private static bool IsServedWhole(ServedAnswer first, List<ServedAnswer> pages)
    {
        var missing = first.Held.Except(first.Ids).ToHashSet();
        if (missing.Count > 0)
        {
            var next = pages.SkipWhile(page => page != first).Skip(1).Where(page => page.List == first.List).TakeWhile(page => !page.IsFirstPage);
            missing.ExceptWith(next.SelectMany(page => page.Ids));
        }

        return missing.Count == 0;
    }

    private bool LacksItsOffset(ServiceCall call, SimulatedOrder order) =>
        @case.Drawn.StopLossLacksReduceOnly && call.Command.Scope.Offset is not null && order is { OrderType: "sl", Offset: "both" };

    private static bool IsInScope(ServiceCall call, AccountCase account, SimulatedOrder order) => ScopeOracle.Asks(call.Command.Scope, account, order);

    private bool IsOf(AccountCase account, SimulatedOrder order) => world.Trader.Orders.Any(placed => placed.Account == account && placed.Order.OrderId == order.OrderId);

    // Of every contract, one that has no entry is clear when the account is.
    private static bool IsSaidToBeClear(AccountReport report, SimulatedOrder order) =>
        (report.Contracts.SingleOrDefault(contract => contract.ContractCode == order.ContractCode)?.Outcome ?? report.Outcome) == Outcome.Clear;

    private static IEnumerable<string> IdsOf(ContractReport contract) =>
    [
        .. contract.Cancelled ?? [], .. contract.AlreadyGone, .. contract.Filled, .. contract.Unverified, .. contract.Reappeared.Select(order => order.OrderId),
        .. contract.Failed.Select(order => order.OrderId), .. (contract.StillOpen ?? []).Select(order => order.OrderId),
    ];

    private bool SaysBlocked(SimulatedCall request) => request.ErrorCode is { } code
        ? FaultCodes.Blocked.Contains(code)
        : request.Status == 200 && (@case.Circumstances.MaintenanceMs > 0 || @case.Faults.Any(fault => fault.Kind == FaultKind.Maintain));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private string Ms(DateTimeOffset time) => $"{(time - world.StartedAt).TotalMilliseconds:F0} ms";
}
