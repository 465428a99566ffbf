using FsCheck;
using FsCheck.Fluent;
using HtxCancel.Tests.Runs.Cases;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>Random cases, and how a failing one is made smaller.</summary>
internal static class SearchCases
{
    private static readonly FaultKind[] s_kinds =
    [
        .. Enum.GetValues<FaultKind>().Except([FaultKind.Misdated]), .. Enumerable.Repeat(FaultKind.Code, 4), FaultKind.LostAnswer, FaultKind.Slow,
        .. Draws.IsOn(Draw.MisdatedRefusals) ? [FaultKind.Misdated, FaultKind.Misdated] : Array.Empty<FaultKind>(),
    ];

    /// <summary>The list is younger than two looks are apart.</summary>
    public static Arbitrary<SearchCase> WithShortLag { get; } = Arb.From(Cases(interval => Gen.Choose(0, interval - 10)), SmallerCases.Of);

    /// <summary>The list is older than two looks are apart.</summary>
    /// <remarks>A cancel that is acknowledged and not carried out cannot be told from one that was by such lists.</remarks>
    public static Arbitrary<SearchCase> WithLongLag { get; } = Arb.From(
        Cases(interval => Gen.Choose(interval, 1_500)).Select(@case => @case with { Circumstances = @case.Circumstances with { CancelsDoNothingMs = 0 } }), SmallerCases.Of);

    private static Gen<SearchCase> Cases(Func<int, Gen<int>> lag) =>
        from kill in KillCases.Of(Gen.Frequency((1, Gen.Constant(0)), (6, Gen.Choose(1, 6)), (3, Gen.Choose(7, 40)), (2, Gen.Choose(80, 240))))
        from circumstances in AllCircumstances(lag)
        from faults in Faults(kill)
        from steps in Steps(kill)
        from @case in DrawnCases.Of(new SearchCase(kill, faults, steps, circumstances, new Drawn()))
        select @case;

    private static Gen<Circumstances> AllCircumstances(Func<int, Gen<int>> lag) =>
        from trigger in Gen.Elements(Trigger.Http, Trigger.Http, Trigger.Timer, Trigger.Alert)
        from deadline in Gen.Elements(5_000, 20_000, 20_000)
        from interval in Gen.Elements(100, 100, 1_000)
        from listLag in Rarely(lag(interval))
        from roundTrip in Gen.Elements(0, 10, 30)
        from doNothing in Seldom(Gen.Elements(500, 2_000, int.MaxValue))
        from maintenance in Seldom(Gen.Elements(500, 2_500, 8_000))
        from bot in Seldom(Gen.Elements(12, 20, 24))
        from earlier in Gen.Frequency((3, Gen.Constant<int?>(null)), (2, Gen.Choose(0, 2).Select(mode => (int?)mode)))
        from clock in Seldom(Gen.Elements(-600, 90, 600))
        select new Circumstances
        {
            Trigger = trigger,
            DeadlineMs = deadline,
            LookIntervalMs = interval,
            ListLagMs = listLag,
            RoundTripMs = roundTrip,
            CancelsDoNothingMs = doNothing,
            MaintenanceMs = maintenance,
            BotPerSecond = bot,
            EarlierMode = earlier,
            ClockOffsetSeconds = clock,
        };

    private static Gen<int> Rarely(Gen<int> some) => Gen.Frequency((1, Gen.Constant(0)), (1, some));

    private static Gen<int> Seldom(Gen<int> some) => Gen.Frequency((9, Gen.Constant(0)), (1, some));

    // Most schedules are short: a kill makes a dozen calls, and what matters is which of them fail.
    private static Gen<ScheduledFault[]> Faults(KillCase kill) =>
        from count in Gen.Elements(0, 1, 1, 2, 2, 3, 4, 6)
        from faults in Gen.ArrayOf(OneFault(kill), count)
        let faultsTheMode = faults.Any(fault => Paths.Mode.Contains(fault.Path)) && !Draws.IsOn(Draw.MovedCodes)
        select faults.Where(fault => Paths.Mode.Contains(fault.Path) || !faultsTheMode || !SearchCase.SaysMoved(fault)).ToArray();

    private static Gen<ScheduledFault> OneFault(KillCase kill) =>
        from path in Gen.Frequency((3, Gen.Elements(PathsUsed(kill, Paths.Cancels))), (4, Gen.Elements(PathsUsed(kill, Paths.Lists))), (3, Gen.Elements(Paths.Mode.ToArray())))
        from first in Gen.Frequency((4, Gen.Choose(1, 3)), (2, Gen.Choose(4, 12)))
        from count in Gen.Elements(1, 1, 1, 2, 3, 5, 12, int.MaxValue - 100)
        from kind in Gen.Elements(s_kinds)
        from number in Number(kind)
        from host in Gen.Frequency((3, Gen.Constant<int?>(null)), (1, Gen.Choose(0, 1).Select(host => (int?)host)))
        select new ScheduledFault(path, first, count, kind, number, host);

    private static string[] PathsUsed(KillCase kill, IReadOnlyList<string> paths) =>
    [
        .. paths.Where(path => path.StartsWith("/v5/", StringComparison.Ordinal)
            || (!path.Contains("trigger", StringComparison.Ordinal) && !path.Contains("tpsl", StringComparison.Ordinal) && !path.Contains("track", StringComparison.Ordinal)
                && (kill.Scope.MarginModeAsked is MarginScope.All || path.Contains("cross", StringComparison.Ordinal) == kill.Scope.MarginModeAsked is MarginScope.Cross))),
    ];

    private static Gen<int> Number(FaultKind kind) => kind switch
    {
        FaultKind.Slow => Gen.Elements(40, 150, 450, 900, 1_600, 2_500),
        FaultKind.Page => Gen.Elements(403, 404, 500, 502, 503, 504),
        FaultKind.TooManyCalls => Gen.Elements(0, 1, 3),
        FaultKind.Code => Gen.OneOf(
            Gen.Elements(FaultCodes.Nothing), Gen.Elements(FaultCodes.Retry), Gen.Elements(FaultCodes.Blocked), Gen.Elements(FaultCodes.Moved),
            Gen.Elements(FaultCodes.ForGood), Gen.Elements(FaultCodes.Authentication), Gen.Elements(FaultCodes.Unknown)),
        FaultKind.Misdated => Gen.Elements(-8, 1, 8, 30),
        _ => Gen.Constant(0),
    };

    private static Gen<TraderStep[]> Steps(KillCase kill) =>
        from count in Gen.Elements(0, 0, 0, 1, 2, 3, 8)
        from steps in Gen.ArrayOf(Step(kill), count)
        select steps;

    private static Gen<TraderStep> Step(KillCase kill) =>
        from at in Gen.Frequency((3, Gen.Choose(0, 40).Select(tens => tens * 10)), (2, Gen.Choose(0, 300).Select(tens => tens * 10)))
        from kind in Gen.Elements(
            TraderStepKind.Place, TraderStepKind.Place, TraderStepKind.Place, TraderStepKind.Fill, TraderStepKind.Trigger, TraderStepKind.RefuseCancel, TraderStepKind.Move)
        from order in KillCases.Order(kill.Accounts, KillCases.Contracts, conditional: 20, conditionalOnV1: false)
        from which in Gen.Choose(0, 1_000)
        select new TraderStep(at, kind, order, which);
}
