namespace Benchmarks.Exchange;

/// <summary>The contracts that the benchmarks trade.</summary>
internal static class Contracts
{
    /// <summary>The first of them.</summary>
    public const string First = "C0-USDT";

    /// <summary>So many of them.</summary>
    public static IEnumerable<string> Named(int count) => Enumerable.Range(0, count).Select(number => $"C{number}-USDT");
}
