using FsCheck;
using FsCheck.Fluent;
using HtxCancel.Cancellation;
using HtxCancel.Tests.Cancellation.Cases;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>Random cases, and how a failing one is made smaller.</summary>
internal static class SearchCases
{
    public static readonly int[] MovedCodes = [1066, 1510, 2011, 4007, 6002, 6023];
    public static readonly int[] BlockedCodes = [1056, 1058, 1059, 1060, 1077, 1080, 1411, 1431];
    public static readonly int[] FatalCodes = [1013, 1030, 1067, 1205, 1220, 1332, 1480];
    public static readonly int[] AuthenticationCodes = [403, 12_003, 12_007];
    private static readonly int[] s_nothingCodes = [1051, 1061, 1062, 1063, 1071];
    private static readonly int[] s_retryCodes = [1000, 1004, 1032, 1046, 1440];
    private static readonly int[] s_unknownCodes = [7, 99_999];

    /// <summary>The list is younger than two looks are apart.</summary>
    public static Arbitrary<SearchCase> WithShortLag { get; } = Arb.From(Cases(interval => Gen.Choose(0, interval - 10)), Smaller);

    /// <summary>The list is older than two looks are apart.</summary>
    /// <remarks>A cancel that is acknowledged and not carried out cannot be told from one that was by such lists.</remarks>
    public static Arbitrary<SearchCase> WithLongLag { get; } = Arb.From(
        Cases(interval => Gen.Choose(interval, 1_500)).Select(@case => @case with { Circumstances = @case.Circumstances with { CancelsDoNothingMs = 0 } }), Smaller);

    private static Gen<SearchCase> Cases(Func<int, Gen<int>> lag) =>
        from kill in KillCases.Of(Gen.Frequency((1, Gen.Constant(0)), (6, Gen.Choose(1, 6)), (3, Gen.Choose(7, 40)), (2, Gen.Choose(80, 240))))
        from circumstances in AllCircumstances(lag)
        from faults in Faults(kill)
        from steps in Steps(kill)
        select new SearchCase(kill, faults, steps, circumstances);

    private static Gen<Circumstances> AllCircumstances(Func<int, Gen<int>> lag) =>
        from trigger in Gen.Elements(Trigger.Http, Trigger.Http, Trigger.Timer, Trigger.Alert)
        from deadline in Gen.Elements(5_000, 20_000)
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
        let faultsTheMode = faults.Any(fault => Paths.Mode.Contains(fault.Path))
        select faults.Where(fault => Paths.Mode.Contains(fault.Path) || !faultsTheMode || !SearchCase.SaysMoved(fault)).ToArray();

    private static Gen<ScheduledFault> OneFault(KillCase kill) =>
        from path in Gen.Frequency((3, Gen.Elements(PathsUsed(kill, Paths.Cancels))), (4, Gen.Elements(PathsUsed(kill, Paths.Lists))), (3, Gen.Elements(Paths.Mode.ToArray())))
        from first in Gen.Frequency((4, Gen.Choose(1, 3)), (2, Gen.Choose(4, 12)))
        from count in Gen.Elements(1, 1, 1, 2, 3, 5, 12, int.MaxValue - 100)
        from kind in Gen.Elements(Enum.GetValues<FaultKind>().Concat(Enumerable.Repeat(FaultKind.Code, 4)).Concat([FaultKind.LostAnswer, FaultKind.Slow]).ToArray())
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
            Gen.Elements(s_nothingCodes), Gen.Elements(s_retryCodes), Gen.Elements(BlockedCodes), Gen.Elements(MovedCodes),
            Gen.Elements(FatalCodes), Gen.Elements(AuthenticationCodes), Gen.Elements(s_unknownCodes)),
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

    private static IEnumerable<SearchCase> Smaller(SearchCase large)
    {
        foreach (var faults in WithoutOne(large.Faults))
        {
            yield return large with { Faults = faults };
        }

        foreach (var steps in WithoutOne(large.Steps))
        {
            yield return large with { Steps = steps };
        }

        foreach (var kill in KillCases.Smaller(large.Kill))
        {
            yield return large with { Kill = kill };
        }

        Circumstances[] simpler =
        [
            large.Circumstances with { ListLagMs = 0 },
            large.Circumstances with { RoundTripMs = 0 },
            large.Circumstances with { CancelsDoNothingMs = 0 },
            large.Circumstances with { MaintenanceMs = 0 },
            large.Circumstances with { BotPerSecond = 0 },
            large.Circumstances with { EarlierMode = null },
            large.Circumstances with { ClockOffsetSeconds = 0 },
            large.Circumstances with { Trigger = Trigger.Http },
        ];
        foreach (var circumstances in simpler.Where(circumstances => circumstances != large.Circumstances))
        {
            yield return large with { Circumstances = circumstances };
        }
    }

    private static IEnumerable<T[]> WithoutOne<T>(IReadOnlyList<T> all) => all.Select((_, left) => all.Where((_, index) => index != left).ToArray());
}
