using System.Collections.Frozen;

namespace HtxCancel.Tests.Search;

/// <summary>
/// Which draws are on: all of them; in their place exactly those that <c>HTX_SEARCH_DRAWS</c> names, or <c>none</c>.
/// </summary>
internal static class Draws
{
    private static readonly FrozenSet<Draw> s_on = ReadOn();

    /// <summary>All that are on, in the order of their kind.</summary>
    public static IReadOnlyList<Draw> On { get; } = [.. s_on.Order()];

    public static bool IsOn(Draw draw) => s_on.Contains(draw);

    private static FrozenSet<Draw> ReadOn()
    {
        IEnumerable<Draw> on = Environment.GetEnvironmentVariable("HTX_SEARCH_DRAWS") switch
        {
            null or "" or "all" => Enum.GetValues<Draw>(),
            "none" => [],
            var names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Enum.Parse<Draw>),
        };
        return on.ToFrozenSet();
    }
}
