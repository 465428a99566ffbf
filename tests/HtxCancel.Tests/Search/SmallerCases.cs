using HtxCancel.Tests.Runs.Cases;

namespace HtxCancel.Tests.Search;

/// <summary>How a failing case is made smaller.</summary>
internal static class SmallerCases
{
    /// <summary>The same case with one thing less in it, or less of it.</summary>
    public static IEnumerable<SearchCase> Of(SearchCase large)
    {
        foreach (var drawn in large.Drawn.Simpler())
        {
            yield return large with { Drawn = drawn };
        }

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
