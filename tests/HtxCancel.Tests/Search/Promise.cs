using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Tests.Cancellation.Cases;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>
/// What is promised of every run, judged by what the exchange did, answered and holds; nothing of it asks the service.
/// </summary>
internal sealed class Promise(SearchCase @case, SearchWorld world)
{
    // One attempt's time-out, and what it takes fake time to come round.
    private static readonly TimeSpan s_attempt = TimeSpan.FromMilliseconds(2_000 + 20);

    private static readonly TimeSpan s_waitedFor = TimeSpan.FromMilliseconds(1_900);

    // A list that takes longer may be given up by who reads it.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    // A cancel that takes this long is sent to the other host as well.
    private static readonly TimeSpan s_raced = TimeSpan.FromMilliseconds(400);

    private readonly CancelScope _scope = @case.Kill.Scope;

    private IEnumerable<(AccountCase Case, AccountReport Report)> Accounts => @case.Kill.Accounts
        .Select(account => (account, world.Report.Accounts.SingleOrDefault(entry => entry.Account == account.Name)))
        .Where(pair => pair.Item2 is not null)!;

    private TimeSpan Interval => TimeSpan.FromMilliseconds(@case.Circumstances.LookIntervalMs);

    /// <summary><c>clear</c>: nothing in scope rests that rested when the run began, or that an answer named.</summary>
    public void ClearLeavesNothingThatWasKnown()
    {
        foreach (var (account, report) in Accounts)
        {
            // What comes at the instant of the end may come after it.
            var named = world.AnswersTo(account)
                .Where(answer => answer.IsWhole && answer.DeliveredAt < world.EndedAt && answer.Delay <= (answer.IsCancel ? s_attempt : s_patience))
                .SelectMany(answer => answer.Ids).ToHashSet();
            foreach (var order in RestingInScope(account).Where(order => IsSaidToBeClear(report, order)))
            {
                Assert.False(order.CreatedAt < world.StartedAt, $"{order.OrderId} on {order.ContractCode} rests since before the run, which ended clear");
                Assert.False(named.Contains(order.OrderId), $"{order.OrderId} on {order.ContractCode} rests and was named to the run, which ended clear");
            }
        }
    }

    /// <summary><c>clear</c>: when the last list was served, nothing in scope rested that was older than the lists' lag.</summary>
    public void ClearWasTrueAtTheLastLook()
    {
        var lag = TimeSpan.FromMilliseconds(@case.Circumstances.ListLagMs);
        foreach (var (account, report) in Accounts)
        {
            // Where both generations are in use, the one that is proven last ends a list of the other's that is under way.
            var isModeKnown = ModesTold(account).Any(mode => IsBeforeTheEnd(account, mode));
            var answers = world.AnswersTo(account).Where(answer => isModeKnown || answer.DeliveredAt < world.EndedAt).ToList();
            foreach (var (_, order, _) in world.Orders.Where(placed => placed.Account == account && InScope(account, placed.Order) && IsSaidToBeClear(report, placed.Order)))
            {
                // Of contracts that are listed apart the last list is the proof's; else what rests beside the scope may be counted after it.
                var lists = answers.Where(answer => answer.IsOk && answer.IsV5 == answer.AccountIsOnV5 && IsFirstPage(answer) && Covers(answer, order) && (!ListsApart || answer.Parameter("contract_code") is not null)).ToList();
                var last = lists.TakeLast(ListsApart ? 1 : 2).ToList();
                Assert.False(
                    last.Count > 0 && last.TrueForAll(answer => order.CreatedAt < answer.At - lag && answer.Resting.Any(resting => resting.OrderId == order.OrderId)),
                    $"{order.OrderId} on {order.ContractCode} rested when the last list was served, and the run ended clear");
            }
        }
    }

    /// <summary>Nothing out of scope was cancelled by us, in any outcome.</summary>
    public void NothingElseIsTouched()
    {
        foreach (var account in @case.Kill.Accounts)
        {
            var resting = world.Of(account).RestingOrders.Select(order => order.OrderId).ToHashSet();
            foreach (var (_, order, _) in world.Orders.Where(placed => placed.Account == account && !InScope(account, placed.Order)))
            {
                Assert.True(resting.Contains(order.OrderId) || world.WasTakenByOthers(order), $"{order.OrderId} on {order.ContractCode} was cancelled, and is out of scope");
            }
        }
    }

    /// <summary>The run ended by its deadline and one attempt's time-out.</summary>
    public void EndsInTime()
    {
        var circumstances = @case.Circumstances;
        var blocked = circumstances.Trigger != Trigger.Http && world.Calls.Any(SaysBlocked);
        var deadline = TimeSpan.FromMilliseconds(blocked ? Math.Max(circumstances.DeadlineMs, circumstances.BlockedDeadlineMs) : circumstances.DeadlineMs);
        Assert.True(world.EndedAt - world.StartedAt <= deadline + s_attempt, $"ended after {world.EndedAt - world.StartedAt}");
    }

    /// <summary>Each id in scope that an answer named stands in exactly one place, no other stands anywhere, and lost answers are counted.</summary>
    public void EveryOrderIsToldOnce()
    {
        foreach (var (account, report) in Accounts)
        {
            var told = report.Contracts.SelectMany(IdsOf).GroupBy(id => id).ToDictionary(ids => ids.Key, ids => ids.Count());
            var inScope = world.Orders.Where(placed => placed.Account == account && InScope(account, placed.Order)).Select(placed => placed.Order.OrderId).ToHashSet();
            foreach (var answer in world.AnswersTo(account).Where(answer => answer.IsOk && IsTaken(account, answer)))
            {
                foreach (var id in answer.Ids.Where(inScope.Contains))
                {
                    Assert.True(told.GetValueOrDefault(id) == 1, $"{id} was named by {answer.Request.Path} at {(answer.At - world.StartedAt).TotalMilliseconds} ms, and stands in {told.GetValueOrDefault(id)} places");
                }
            }

            foreach (var (id, places) in told)
            {
                Assert.True(places == 1, $"{id} stands in {places} places");
                Assert.True(inScope.Contains(id), $"{id} is told, and is not in scope");
            }
        }

        var calls = world.Report.Calls;
        var lost = world.Answers.Count(answer => answer.IsCancel && !answer.IsWhole && answer.Response.Delivery != Delivery.Whole && answer.At < world.EndedAt - s_attempt);
        Assert.True(calls.Unanswered >= lost, $"{lost} cancels were carried out and not answered, {calls.Unanswered} calls are told to be unanswered");
        var signed = world.Calls.Count(call => call.AccessKey is not null);
        Assert.InRange(calls.Trade + calls.Read, signed, signed + calls.Unanswered);
    }

    /// <summary>What each outcome stands on was answered, and what was answered leaves no other outcome.</summary>
    public void EachOutcomeHasItsReason()
    {
        foreach (var (account, report) in Accounts)
        {
            var calls = world.CallsOf(account);
            foreach (var contract in report.Contracts)
            {
                switch (contract.Outcome)
                {
                    case Outcome.Clear:
                        IsProven(account, contract.ContractCode, report);
                        break;
                    case Outcome.Refused:
                        Assert.True(
                            ScopeOracle.OutcomeOf(_scope, account) == Outcome.Refused
                            || (_scope.MarginModeAsked is null && ModesTold(account).Any(mode => mode.AssetMode == 1))
                            || world.HasMoved
                            || calls.Any(SaysRefused),
                            $"{contract.ContractCode} of {account.Name} is refused, and nothing refused it: {contract.Detail}");
                        break;
                    case Outcome.Blocked:
                        Assert.True(calls.Any(SaysBlocked), $"{contract.ContractCode} of {account.Name} is blocked, and nothing said so: {contract.Detail}");
                        break;
                    case Outcome.Remaining:
                        Assert.True(
                            world.AnswersTo(account).Any(answer => answer is { IsList: true, IsOk: true }
                                && world.Orders.Any(placed => placed.Account == account && answer.Ids.Contains(placed.Order.OrderId) && InScope(account, placed.Order) && IsOn(contract.ContractCode, placed.Order))),
                            $"{contract.ContractCode} of {account.Name} has orders remaining, and no list showed one");
                        break;
                    case Outcome.Unknown:
                        break;
                    default:
                        Assert.Fail($"{contract.ContractCode} of {account.Name} ended {contract.Outcome}");
                        break;
                }
            }

            Assert.Equal(report.Contracts.Select(contract => contract.Outcome).DefaultIfEmpty(Outcome.Clear).Max(), report.Outcome);
            if (report.Contracts.Count == 0)
            {
                IsProven(account, CancelScope.EveryContract, report);
            }

            if (HadTimeInPeace())
            {
                // That an account has no isolated margin is told by its mode alone, and may come too late.
                var modeIsLate = account.AssetMode == 1 && @case.Faults.Any(fault => Paths.Mode.Contains(fault.Path));
                var cameLater = report.Outcome == Outcome.Remaining
                    && report.Contracts.SelectMany(contract => contract.StillOpen ?? []).All(open => world.Orders.Single(placed => placed.Order.OrderId == open.OrderId).At > world.StartedAt);
                Assert.True(
                    ScopeOracle.OutcomeOf(_scope, account) == report.Outcome || (modeIsLate && report.Outcome == Outcome.Clear) || cameLater,
                    $"{account.Name} ended {report.Outcome} ({report.Detail}), and had all the time in the world to end {ScopeOracle.OutcomeOf(_scope, account)}");
            }
        }

        Assert.Equal(world.Report.Accounts.Max(account => account.Outcome), world.Report.Outcome);
    }

    private DateTimeOffset Deadline => world.StartedAt + TimeSpan.FromMilliseconds(@case.Circumstances.DeadlineMs);

    private bool ListsApart => _scope.ContractCodes[0] != CancelScope.EveryContract && _scope.ContractCodes.Count <= 8;

    private bool InScope(AccountCase account, SimulatedOrder order) => ScopeOracle.Asks(_scope, account, order);

    private IEnumerable<SimulatedOrder> RestingInScope(AccountCase account) => world.Of(account).RestingOrders.Where(order => InScope(account, order));

    private static bool IsOn(string contractCode, SimulatedOrder order) => contractCode == CancelScope.EveryContract || contractCode == order.ContractCode;

    // Of every contract, one that has no entry is clear when the account is.
    private static bool IsSaidToBeClear(AccountReport report, SimulatedOrder order) =>
        (report.Contracts.SingleOrDefault(contract => contract.ContractCode == order.ContractCode)?.Outcome ?? report.Outcome) == Outcome.Clear;

    private static IEnumerable<string> IdsOf(ContractReport contract) =>
    [
        .. contract.Cancelled ?? [], .. contract.AlreadyGone, .. contract.Filled, .. contract.Unverified, .. contract.Reappeared.Select(order => order.OrderId),
        .. contract.Failed.Select(order => order.OrderId), .. (contract.StillOpen ?? []).Select(order => order.OrderId),
    ];

    // It came soon enough for whoever waited for it, and before the end. What is under way at the deadline may be cut off, and
    // so is the slower one of two raced cancels when its account's work is done, whatever the others still do.
    private bool IsTaken(AccountCase account, ServedAnswer answer) =>
        answer.DeliveredAt < world.EndedAt && (answer.At >= Deadline || answer.DeliveredAt < Deadline)
        && (answer.IsCancel ? answer.Delay <= s_waitedFor && (answer.Delay < s_raced || IsBeforeTheEnd(account, answer)) : answer.Delay <= s_patience);

    // The account was still at work when it came; its last answers may have come with the end.
    private bool IsBeforeTheEnd(AccountCase account, ServedAnswer answer) => world.CallsOf(account).Any(call => call.Time > answer.DeliveredAt);

    private static bool IsFirstPage(ServedAnswer answer) =>
        answer.IsList && (answer.IsV5 ? answer.Parameter("from") is null : answer.Parameter("page_index") is null or "1");

    // Whether the list would show the order, if it rested.
    private static bool Covers(ServedAnswer list, SimulatedOrder order)
    {
        if (list.Parameter("contract_code") is { } code && code != order.ContractCode)
        {
            return false;
        }

        return !list.IsV5 ? order.OrderType == "plain" && list.Request.Path.Contains("cross", StringComparison.Ordinal) == (order.MarginMode == "cross")
            : list.Parameter("type") is { } type ? type == order.OrderType
            : order.OrderType == "plain" && (list.Parameter("margin_mode") ?? order.MarginMode) == order.MarginMode;
    }

    private void IsProven(AccountCase account, string contractCode, AccountReport report)
    {
        var answers = world.AnswersTo(account).Where(answer => answer.DeliveredAt <= world.EndedAt).ToList();
        var modes = ModesTold(account).ToList();
        var v1 = IsProvenEmpty(account, contractCode, report, answers, onV5: false);
        var v5 = IsProvenEmpty(account, contractCode, report, answers, onV5: true);
        if (modes.Exists(mode => mode.AssetMode == 0 ? v1 : v5))
        {
            return;
        }

        Assert.False(
            modes.Exists(mode => IsBeforeTheEnd(account, mode)),
            $"{contractCode} of {account.Name} is clear, and no two whole empty lists after the last cancel prove it");
        var hasConditional = _scope.OrderTypes.Any(type => type != OrderType.Plain);
        Assert.True(
            (v5 && ((v1 && !hasConditional) || IsOut(account, onV5: false))) || (v1 && IsOut(account, onV5: true)),
            $"{contractCode} of {account.Name} is clear, its mode was not read, and the lists do not suffice");
    }

    // An answer that was still on its way when the run ended, or that nobody waited for any more, told it nothing.
    private IEnumerable<ServedAnswer> ModesTold(AccountCase account) =>
        world.AnswersTo(account).Where(answer => answer.AssetMode is not null && answer.Delay <= s_waitedFor && answer.DeliveredAt <= world.EndedAt);

    // Two whole lists of each kind that showed nothing, both asked for after the last cancel, an interval apart.
    private bool IsProvenEmpty(AccountCase account, string contractCode, AccountReport report, IReadOnlyList<ServedAnswer> answers, bool onV5)
    {
        var cancelled = world.CallsOf(account).LastOrDefault(call => Paths.Cancels.Contains(call.Path) && call.Path.StartsWith("/v5/", StringComparison.Ordinal) == onV5 && MayCancel(call, contractCode, report.Outcome))?.Time ?? world.StartedAt;
        var lists = answers.Where(answer => answer.IsList && answer.IsOk && answer.IsV5 == onV5 && answer.At >= cancelled).ToList();
        return Kinds(contractCode, onV5).All(kind =>
        {
            var empty = lists.Where(answer => IsFirstPage(answer) && Covers(answer, kind) && !ShowsInScope(answer)).ToList();
            return empty.Count >= 2 && empty[^1].At - empty[0].At >= Interval;
        });

        bool ShowsInScope(ServedAnswer answer) => world.Orders.Any(placed =>
            placed.Account == account && answer.Ids.Contains(placed.Order.OrderId) && InScope(account, placed.Order) && IsOf(placed.Order));

        // What stands under "*" is on no contract that is told by itself.
        bool IsOf(SimulatedOrder order) => contractCode == CancelScope.EveryContract
            ? report.Contracts.All(contract => contract.ContractCode != order.ContractCode)
            : contractCode == order.ContractCode;
    }

    // A call for every contract is of this one when all of them ended clear; else it may be for another's sake.
    private static bool MayCancel(SimulatedCall call, string contractCode, Outcome outcome) =>
        contractCode == CancelScope.EveryContract
        || call.Body.Contains($"\"{contractCode}\"", StringComparison.Ordinal)
        || (outcome == Outcome.Clear && !call.Body.Contains("contract_code", StringComparison.Ordinal));

    // One order of each kind that a list must cover.
    private IEnumerable<SimulatedOrder> Kinds(string contractCode, bool onV5)
    {
        string[] margins = _scope.MarginModeAsked switch
        {
            MarginScope.All => ["isolated", "cross"],
            MarginScope.Cross => ["cross"],
            _ => ["isolated"],
        };
        var types = _scope.OrderTypes.SelectMany(type => type switch
        {
            OrderType.Plain => ["plain"],
            OrderType.Trigger => ["trigger"],
            OrderType.Tpsl => ["tp", "sl", "tpsl"],
            OrderType.Trailing => new[] { "trailing_stop" },
        });
        return from type in types
               where onV5 || type == "plain"
               from margin in margins
               where margin == "cross" || contractCode != KillCases.Delivery
               select new SimulatedOrder
               {
                   OrderId = "",
                   Uid = "",
                   ContractCode = contractCode,
                   Direction = "buy",
                   Offset = "open",
                   Price = 1,
                   Volume = 1,
                   CreatedAt = default,
                   OrderType = type,
                   MarginMode = margin,
               };
    }

    private bool IsOut(AccountCase account, bool onV5) => world.CallsOf(account).Any(call =>
        call.Path.StartsWith("/v5/", StringComparison.Ordinal) == onV5 && (call.Status == 404 || (call.ErrorCode is { } code && SearchCases.MovedCodes.Contains(code))));

    private bool SaysBlocked(SimulatedCall call) => call.ErrorCode is { } code ? SearchCases.BlockedCodes.Contains(code)
        : call.Status == 200 && (@case.Circumstances.MaintenanceMs > 0 || @case.Faults.Any(fault => fault.Kind == FaultKind.Maintain));

    private static bool SaysRefused(SimulatedCall call) => call.Status == 404
        || (call.ErrorCode is { } code && (SearchCases.FatalCodes.Contains(code) || SearchCases.AuthenticationCodes.Contains(code) || SearchCases.MovedCodes.Contains(code)));

    // Whatever went wrong was over long before the deadline, and no answer was of a kind that ends a run.
    private bool HadTimeInPeace()
    {
        var circumstances = @case.Circumstances;
        if (circumstances.BotPerSecond > 0 || world.RefusesACancel || world.HasMoved || circumstances.DeadlineMs < 20_000 || circumstances.CancelsDoNothingMs == int.MaxValue)
        {
            return false;
        }

        if (@case.Faults.Any(fault => SearchCase.SaysMoved(fault)
            || (fault.Kind == FaultKind.Code && (SearchCases.FatalCodes.Contains(fault.Number) || SearchCases.AuthenticationCodes.Contains(fault.Number)))))
        {
            return false;
        }

        var disturbed = world.Calls.Where(call => call.MetFault).Select(call => call.Time).Concat(world.Answers.Where(answer => !answer.IsWhole).Select(answer => answer.DeliveredAt))
            .Concat(world.LastStepAt is { } step ? [step] : [])
            .Concat([world.StartedAt + TimeSpan.FromMilliseconds(Math.Max(circumstances.MaintenanceMs, circumstances.CancelsDoNothingMs))])
            .Max();

        // Four rounds a second, and of a cancel-all HTX may take no more than some.
        var rounds = world.Orders.Count(placed => InScope(placed.Account, placed.Order)) / @case.Kill.Switches.MaximumCancelledPerCall;
        return disturbed + TimeSpan.FromSeconds(rounds / 4.0) < world.StartedAt + TimeSpan.FromSeconds(8);
    }
}
