namespace Benchmarks;

/// <summary>Measured values of one kind.</summary>
internal static class Samples
{
    /// <summary>The value below which <paramref name="share"/> of them lie, the nearest rank; 0.5 is the median.</summary>
    public static double Percentile(this IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>The median.</summary>
    public static double Median(this IEnumerable<double> values) => values.Percentile(0.5);
}
