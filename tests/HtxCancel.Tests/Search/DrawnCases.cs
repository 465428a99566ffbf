using FsCheck;
using FsCheck.Fluent;
using HtxCancel.Tests.Runs.Cases;

namespace HtxCancel.Tests.Search;

/// <summary>Adds to random cases what is drawn of each <see cref="Draw"/> that is on: none, one, some or all at once.</summary>
internal static class DrawnCases
{
    private const int ForEver = int.MaxValue;

    private static readonly (FaultKind Kind, int Number)[] s_outages =
    [
        (FaultKind.NotFound, 0), (FaultKind.Page, 404), (FaultKind.Code, 6023), (FaultKind.Code, 6002), (FaultKind.Code, 1066),
        (FaultKind.Code, 4002), (FaultKind.Page, 500), (FaultKind.Page, 403), (FaultKind.Hang, 0),
    ];

    /// <summary>The case with something more in it.</summary>
    public static Gen<SearchCase> Of(SearchCase @case) =>
        from count in Gen.Elements(0, 1, 1, 1, 2, 2, 3, 5, Draws.On.Count)
        from mixed in Gen.Shuffle(Draws.On.ToArray())
        from ownIds in Gen.Elements(false, true)
        from isDuration in Gen.Elements(false, true)
        from drawn in mixed.Take(count).Aggregate(
            Gen.Constant(@case with { Drawn = new Drawn { RowsHaveTheirOwnId = ownIds, ResetIsDuration = isDuration } }),
            (cases, draw) => cases.SelectMany(before => With(before, draw)))
        select drawn;

    private static Gen<SearchCase> With(SearchCase @case, Draw draw) => draw switch
    {
        Draw.GenerationOut => Outages().Select(outages => With(@case, @case.Drawn with { Outages = outages })),
        Draw.PageCap => Gen.OneOf(Gen.Elements(25, 75), Gen.Choose(2, 99)).Select(cap => With(@case, @case.Drawn with { V5PageCap = cap })),
        Draw.MarginFilter => Filtered(@case, MarginFilter.PassedOver),
        Draw.IsolatedTakenForCross => Filtered(@case, MarginFilter.IsolatedTakenForCross),
        Draw.SlowAnswers => Slow().Select(slow => With(@case, @case.Drawn with { Slow = slow }) with
        {
            // What is slow for ever is given the time that it takes.
            Circumstances = slow.UntilMs > 0 ? @case.Circumstances : @case.Circumstances with { DeadlineMs = 60_000, BlockedDeadlineMs = 70_000 },
        }),
        Draw.OddHost => OddHost(@case),
        Draw.OneRefusalInNine => Gen.Elements(403, 403, 1253, 12_008).Select(code => With(@case, @case.Drawn with { OneInNine = code })),
        Draw.EmptyV5 => Gen.Constant(With(@case, @case.Drawn with { V5IsEmpty = true })),
        Draw.MovesBetweenLooks => Moving(@case),
        Draw.SeveralCalls => Others(@case).Select(others => With(@case, @case.Drawn with { Others = others })),
        Draw.RotatedKeys => Rotations().Select(rotation => With(@case, @case.Drawn with { Rotation = rotation })),
        Draw.BareRows => Gen.Constant(With(@case, @case.Drawn with { StopLossLacksReduceOnly = true })),
        Draw.Exceptions => Gen.Choose(1, 6).Select(number => With(@case, @case.Drawn with { ThrowsAt = number })),

        // Drawn with the faults of single calls, or not at all: what a run is held to.
        Draw.MisdatedRefusals or Draw.MovedCodes or Draw.PassingRefusals or Draw.LateLists or Draw.RacedLists => Gen.Constant(@case),
    };

    private static SearchCase With(SearchCase @case, Drawn drawn) => @case with { Drawn = drawn };

    private static Gen<OutageCase[]> Outages() =>
        from count in Gen.Elements(1, 1, 2)
        from outages in Gen.ArrayOf(Outage(), count)
        select outages;

    private static Gen<OutageCase> Outage() =>
        from ofV5 in Gen.Elements(false, true, true)
        from kind in Gen.Elements(s_outages)
        from after in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 40).Select(tens => tens * 10), Gen.Choose(0, 300).Select(tens => tens * 10))
        from lasts in Gen.OneOf(Gen.Elements(1_300, 1_500, 4_000), Gen.Choose(1, 80).Select(hundreds => hundreds * 100), Gen.Choose(150, 198).Select(hundreds => hundreds * 100), Gen.Constant(ForEver))
        select new OutageCase(ofV5, kind.Kind, kind.Number, after, lasts);

    private static Gen<SlowAnswers> Slow() =>
        from ms in Gen.OneOf(Gen.Elements(1_000, 2_100, 5_000), Gen.Choose(10, 50).Select(hundreds => hundreds * 100))
        from until in Gen.Elements(0, 1_000, 4_000)
        select new SlowAnswers(ms, until);

    private static Gen<SearchCase> OddHost(SearchCase @case) =>
        from host in Gen.Choose(0, 1)
        from clock in Gen.Elements(-28_800, -600, 600, 28_800)
        from kind in Gen.Elements((FaultKind.NotFound, 0), (FaultKind.Page, 403), (FaultKind.Slow, 1_000), (FaultKind.Slow, 5_000))
        from ofV5 in Gen.Elements<bool?>(null, null, false, true)
        from isClock in Gen.Frequency((1, Gen.Constant(true)), (2, Gen.Constant(false)))
        select With(@case, isClock
            ? @case.Drawn with { HostClock = (host, clock) }
            : @case.Drawn with { Host = new OutageCase(ofV5, kind.Item1, kind.Item2, 0, ForEver, host) });

    private static Gen<Rotation> Rotations() =>
        from at in Gen.OneOf(Gen.Constant(1), Gen.Choose(0, 200).Select(tens => (tens * 10) + 1))
        from vault in Gen.Elements(0, 500, 2_000, 5_000, 5_000, 9_000)
        select new Rotation(at, vault);

    // Of accounts that v5 counts for; isolated orders must be in some list for a run to know of them.
    private static Gen<SearchCase> Filtered(SearchCase @case, MarginFilter filter) =>
        from asked in Gen.Elements(@case.Kill.Scope.MarginModeAsked, MarginScope.Isolated)
        let accounts = @case.Kill.Accounts.Select(account => account.AssetMode == 0 ? account with { AssetMode = 2 } : account).ToList()
        let hasDelivery = @case.Kill.Scope.ContractCodes.Contains(KillCases.Delivery)
        let defaults = @case.Kill.Switches.V5ListsCrossByDefault && (filter != MarginFilter.PassedOver || accounts.TrueForAll(account => account.AssetMode == 1))
        select @case with
        {
            Kill = @case.Kill with
            {
                Accounts = accounts,
                Scope = hasDelivery ? @case.Kill.Scope : @case.Kill.Scope with { MarginModeAsked = asked },
                Switches = @case.Kill.Switches with { V5ListsCrossByDefault = defaults },
            },
            Drawn = @case.Drawn with { MarginFilter = filter },
        };

    // HTX moves empty accounts: most often nothing rests beside the scope.
    private static Gen<SearchCase> Moving(SearchCase @case) =>
        from after in Gen.Elements(0, 10, 50, 100, 500, 1_000)
        from mode in Gen.Elements(1, 2, 2)
        from placed in Gen.Elements(0, 10, 100, 500)
        from order in KillCases.Order(@case.Kill.Accounts, KillCases.Contracts, conditional: 20, conditionalOnV1: true)
        from takesAll in Gen.Elements(true, true, false)
        let account = @case.Kill.Accounts[order.Account]
        let everything = new CancelScope(@case.Kill.Scope.Accounts, [CancelScope.EveryContract], null, null) { MarginModeAsked = MarginScope.All }
        select @case with
        {
            Kill = @case.Kill with
            {
                Accounts = [.. @case.Kill.Accounts.Select(other => other == account ? other with { AssetMode = 0 } : other)],
                Orders = [.. @case.Kill.Orders.Where(other => other.Account != order.Account || other.Type == "plain")],
                Scope = takesAll ? everything : @case.Kill.Scope,
            },
            Drawn = @case.Drawn with { Move = new SelfMove(after, mode, placed, mode == 1 ? order with { MarginMode = "cross" } : order) },
        };

    private static Gen<OtherCall[]> Others(SearchCase @case) =>
        from count in Gen.Elements(1, 1, 2)
        from others in Gen.ArrayOf(Other(@case), count)
        select others;

    private static Gen<OtherCall> Other(SearchCase @case) =>
        from isEqual in Gen.Elements(true, true, false)
        from at in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 100).Select(tens => tens * 10), Gen.Choose(0, 199).Select(hundreds => hundreds * 100))
        from scope in KillCases.Scopes(@case.Kill.Accounts)
        from trigger in Gen.Elements(@case.Circumstances.Trigger, @case.Circumstances.Trigger, Trigger.Http, Trigger.Alert)
        from dryRun in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        from alert in Gen.Elements(1, 2)
        let equal = @case.Kill.Scope with { ContractCodes = [.. @case.Kill.Scope.ContractCodes.Reverse()] }
        select new OtherCall(at, isEqual ? equal : scope, trigger, dryRun, alert);
}
