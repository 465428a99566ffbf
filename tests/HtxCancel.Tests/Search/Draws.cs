using System.Collections.Frozen;

namespace HtxCancel.Tests.Search;

/// <summary>
/// Which draws are on: all that the service is held to; in their place exactly those that <c>HTX_SEARCH_DRAWS</c> names, or
/// <c>all</c> of them, or <c>none</c>. <c>HTX_SEARCH_CORE=1</c> turns on what only the new core is held to, too.
/// </summary>
internal static class Draws
{
    /// <summary>What only the new core can give, behind one switch. How often it breaks today stands in <c>docs/assurance.md</c>.</summary>
    public static readonly IReadOnlyList<Draw> ForTheNewCore = [Draw.IsolatedTakenForCross, Draw.MovesBetweenLooks, Draw.LateLists, Draw.RacedLists, Draw.Exceptions];

    private static readonly FrozenSet<Draw> s_on = ReadOn();

    /// <summary>All that are on, in the order of their kind.</summary>
    public static IReadOnlyList<Draw> On { get; } = [.. s_on.Order()];

    public static bool IsOn(Draw draw) => s_on.Contains(draw);

    private static FrozenSet<Draw> ReadOn()
    {
        var core = Environment.GetEnvironmentVariable("HTX_SEARCH_CORE") == "1";
        var every = Enum.GetValues<Draw>().Except(ForTheNewCore);
        var on = Environment.GetEnvironmentVariable("HTX_SEARCH_DRAWS") switch
        {
            null or "" or "all" => every,
            "none" => [],
            var names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Enum.Parse<Draw>),
        };
        return on.Concat(core ? ForTheNewCore : []).ToFrozenSet();
    }
}
