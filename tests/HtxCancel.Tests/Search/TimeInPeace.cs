using HtxCancel.Tests.Runs.Cases;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>
/// A run whose faults all ended 12 s before its deadline, on a book whose rate-limit bound is under 4 s, ends <c>clear</c>, or
/// <c>refused</c> where HTX refuses for good. A single host that differs and one refusal in nine are no faults: the rest works.
/// </summary>
internal static class TimeInPeace
{
    private const double CallsPerSecond = 24;
    private const double CallsAtOnce = 72;
    private const double LongestBound = 4;

    private static readonly TimeSpan s_peace = TimeSpan.FromSeconds(12);

    public static void IsUsed(SearchCase @case, SearchWorld world, ServiceCall call, AccountCase account, AccountReport report)
    {
        if (call.Command.DryRun || world.FirstOf(call) != call || HasNoPeace(@case, world, call, account) || Bound(@case, world) >= LongestBound)
        {
            return;
        }

        // A cancel-all may take no more than some orders, and answers may be slow for ever.
        var longest = @case.Kill.Orders.Count / @case.Kill.Switches.MaximumCancelledPerCall / 4.0;
        var slow = @case.Drawn.Slow is { UntilMs: 0 } ever ? ever.Ms / 1_000.0 * (8 + (3 * Pages(@case, world))) : 0;
        if (EndOfFaults(@case, world, call) + s_peace + TimeSpan.FromSeconds(longest + slow) > call.At + TimeSpan.FromMilliseconds(@case.Circumstances.DeadlineMs))
        {
            return;
        }

        var cameLater = !Draws.IsOn(Draw.LateLists) && report.Outcome == Outcome.Remaining
            && report.Contracts.SelectMany(contract => contract.StillOpen ?? []).All(open => world.Trader.Orders.Single(placed => placed.Order.OrderId == open.OrderId).At > call.At);
        Assert.True(
            report.Outcome == Outcome.Clear || cameLater || (report.Outcome == Outcome.Refused && HtxRefuses(@case, world, call, account)),
            $"not clear: {account.Name} ended {report.Outcome} after {(call.EndedAt - call.At).TotalMilliseconds} ms ({report.Detail}), and all faults of call {call.Number} were over {(EndOfFaults(@case, world, call) - call.At).TotalMilliseconds} ms after it came");
    }

    // Something does not end, or never lets the account be proven empty.
    private static bool HasNoPeace(SearchCase @case, SearchWorld world, ServiceCall call, AccountCase account)
    {
        var (circumstances, drawn, scope) = (@case.Circumstances, @case.Drawn, call.Command.Scope);
        // Of all margin modes too: the list of isolated orders shows others, and is not what was asked for.
        var hidesIsolated = drawn.MarginFilter != MarginFilter.Kept;
        var lacksOffset = drawn.StopLossLacksReduceOnly && scope.Offset is not null && scope.OrderTypes.Contains(OrderType.Tpsl);
        var isOutForEver = drawn.Outages.Any(outage => outage.IsForEver && (outage.OfV5 != false || account.AssetMode == 0 || !scope.HasEveryContract));
        return circumstances.BotPerSecond > 12 || circumstances.CancelsDoNothingMs == int.MaxValue || world.Trader.RefusesACancel
            || hidesIsolated || lacksOffset || isOutForEver || drawn.ThrowsAt > 0
            || drawn.Rotation is { VaultMs: >= 8_000 }
            || (@case.Kill.Switches.V5RefusesIsolated && world.Trader.HasMoved(account))
            || (!Draws.IsOn(Draw.MovesBetweenLooks) && world.Trader.HasMoved(account))
            || (!Draws.IsOn(Draw.PassingRefusals) && @case.Faults.Any(fault => fault.Kind == FaultKind.Code && FaultCodes.Authentication.Contains(fault.Number)));
    }

    private static DateTimeOffset EndOfFaults(SearchCase @case, SearchWorld world, ServiceCall call)
    {
        var (circumstances, drawn) = (@case.Circumstances, @case.Drawn);
        int[] ends =
        [
            circumstances.MaintenanceMs, circumstances.CancelsDoNothingMs,
            .. drawn.Outages.Where(outage => !outage.IsForEver).Select(outage => outage.AfterMs + outage.LastsMs),
            drawn.Slow is { UntilMs: > 0 } slow ? slow.UntilMs + slow.Ms : 0,
            drawn.Rotation is { } rotation ? rotation.AtMs + rotation.VaultMs + 1_000 : 0,
        ];
        var scheduled = world.StartedAt + TimeSpan.FromMilliseconds(ends.Max());
        return new[] { call.At, scheduled, world.LastDisturbance ?? call.At }.Max();
    }

    // How many seconds HTX's rate limits make of what has to be asked, at most.
    private static double Bound(SearchCase @case, SearchWorld world)
    {
        var share = (CallsPerSecond - @case.Circumstances.BotPerSecond) / CallsPerSecond;
        return @case.Kill.Accounts.Max(account => Math.Max(
            world.Calls.Sum(call => Cancels(@case, world, call, account)),
            world.Calls.Sum(call => Reads(@case, world, call)))) is var calls && calls > CallsAtOnce * share
                ? (calls - (CallsAtOnce * share)) / (CallsPerSecond * share)
                : 0;
    }

    private static double Cancels(SearchCase @case, SearchWorld world, ServiceCall call, AccountCase account)
    {
        var contracts = world.Trader.Orders.Where(placed => placed.Account == account && ScopeOracle.Asks(call.Command.Scope, account, placed.Order)).CountBy(placed => placed.Order.ContractCode);
        var perCall = Math.Min(10, @case.Kill.Switches.MaximumCancelledPerCall);
        return call.Command.Scope.ContractCodes.Count + (2 * contracts.Sum(contract => Math.Ceiling(contract.Value / (double)perCall) + 1));
    }

    private static double Reads(SearchCase @case, SearchWorld world, ServiceCall call)
    {
        var scope = call.Command.Scope;
        var lists = scope.HasEveryContract || scope.ContractCodes.Count > 8 ? 1 : scope.ContractCodes.Count;
        var kinds = scope.OrderTypes.Sum(type => type == OrderType.Tpsl ? 3 : type == OrderType.Plain ? 4 : 1);

        // A cancel-all that takes some orders only is sent again on what a new look shows.
        var rounds = @case.Kill.Orders.Count / @case.Kill.Switches.MaximumCancelledPerCall;
        return (5.0 + rounds) * lists * kinds * Pages(@case, world);
    }

    private static double Pages(SearchCase @case, SearchWorld world) => 1 + (world.Trader.Orders.Count / (double)Math.Min(50, @case.Drawn.V5PageCap));

    private static bool HtxRefuses(SearchCase @case, SearchWorld world, ServiceCall call, AccountCase account)
    {
        int[] modes = world.Trader.HasMoved(account) ? [0, 1, 2] : [account.AssetMode];
        return modes.Any(mode => ScopeOracle.OutcomeOf(call.Command.Scope, account with { AssetMode = mode }) == Outcome.Refused)
            || @case.Faults.Any(fault => fault.Kind == FaultKind.Code && FaultCodes.ForGood.Contains(fault.Number))
            || RefusesTheKeys(world, call, account);
    }

    // Three answers in a row of the authentication family, from each host, over 3 s. A 404 is of no account.
    private static bool RefusesTheKeys(SearchWorld world, ServiceCall call, AccountCase account)
    {
        List<SimulatedCall> row = [];
        foreach (var request in world.RequestsOf(account).Where(request => request.Time >= call.At && request.Time <= call.EndedAt && request.ErrorCode != 404))
        {
            row = request.ErrorCode is 403 or 1253 or (>= 12_001 and <= 12_009) ? [.. row, request] : [];
            if (row.Count >= 3 && row[^1].Time - row[0].Time >= TimeSpan.FromSeconds(3) && row.DistinctBy(refusal => refusal.Request.Host).Count() == world.Hosts)
            {
                return true;
            }
        }

        return false;
    }
}
