using System.Collections.Frozen;

namespace HtxCancel.Tests.Search;

/// <summary>
/// Which draws are on: all but the known breaks; in their place exactly those that <c>HTX_SEARCH_DRAWS</c> names, or <c>all</c>,
/// or <c>none</c>. <c>HTX_SEARCH_CORE=1</c> turns on what only the new core is held to, too.
/// </summary>
internal static class Draws
{
    /// <summary>What breaks the service as it stands. Strike one out when its break is mended; its seeds stand in <c>docs/assurance.md</c>.</summary>
    public static readonly IReadOnlyList<Draw> KnownBreaks =
    [
        Draw.GenerationOut, Draw.PageCap, Draw.MarginFilter, Draw.SlowAnswers, Draw.OddHost, Draw.OneRefusalInNine, Draw.MisdatedRefusals,
        Draw.MovesBetweenLooks, Draw.PassingRefusals,
    ];

    private static readonly Draw[] s_core = [Draw.LateLists, Draw.Exceptions];

    private static readonly FrozenSet<Draw> s_on = ReadOn();

    /// <summary>All that are on, in the order of their kind.</summary>
    public static IReadOnlyList<Draw> On { get; } = [.. s_on.Order()];

    public static bool IsOn(Draw draw) => s_on.Contains(draw);

    private static FrozenSet<Draw> ReadOn()
    {
        var core = Environment.GetEnvironmentVariable("HTX_SEARCH_CORE") == "1";
        var every = Enum.GetValues<Draw>().Except(s_core);
        var on = Environment.GetEnvironmentVariable("HTX_SEARCH_DRAWS") switch
        {
            null or "" => every.Except(KnownBreaks),
            "all" => every,
            "none" => [],
            var names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Enum.Parse<Draw>),
        };
        return on.Concat(core ? s_core : []).ToFrozenSet();
    }
}
