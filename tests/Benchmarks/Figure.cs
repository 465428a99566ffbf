namespace Benchmarks;

/// <summary>One measured figure, beside the baseline of the same run.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="What">What was measured.</param>
/// <param name="Unit">The unit of <paramref name="Ours"/> and <paramref name="Baseline"/>.</param>
/// <param name="Ours">The app's figure: a median, unless <paramref name="What"/> says otherwise.</param>
/// <param name="Baseline">The baseline's figure; null where the figure stands alone.</param>
/// <param name="AtMost">The bound of the ratio, or of <paramref name="Ours"/> where there is no baseline; null where there is none.</param>
/// <param name="Note">What else is to be known of it.</param>
internal sealed record Figure(string Scenario, string What, string Unit, double Ours, double? Baseline = null, double? AtMost = null, string? Note = null)
{
    /// <summary>How many times the baseline; null where there is none.</summary>
    public double? Ratio => Ours / Baseline;

    /// <summary>Within its bound, or without one.</summary>
    public bool IsMet => AtMost is not { } bound || (Ratio ?? Ours) <= bound;
}
