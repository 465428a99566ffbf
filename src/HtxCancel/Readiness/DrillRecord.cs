using Microsoft.Extensions.Logging;

namespace HtxCancel.Readiness;

/// <summary>The record of a drill in the log: one line of compact JSON of at most 16 KiB.</summary>
/// <param name="Ready">A kill would work now, and every dry run ended <c>dry_run</c>.</param>
/// <param name="Problems">What is wrong and what to do about it, a sentence each.</param>
/// <param name="Accounts">Every account of the settings.</param>
/// <param name="Targets">Every target of the settings, with its dry run.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="ElapsedMs">Milliseconds.</param>
public sealed record DrillRecord(
    bool Ready,
    IReadOnlyList<string> Problems,
    IReadOnlyList<DrillAccount> Accounts,
    IReadOnlyList<DrillTarget> Targets,
    DateTimeOffset StartedAt,
    long ElapsedMs)
{
    private const int MaximumLength = 16 * 1024;

    internal LogLevel Level => Ready ? LogLevel.Information : LogLevel.Error;

    /// <summary>The line, with fewer problems where all are too long for it.</summary>
    internal string ToLine()
    {
        for (var kept = Problems.Count; ; kept /= 2)
        {
            var shown = kept == Problems.Count ? this : this with { Problems = [.. Problems.Take(kept), $"And {Problems.Count - kept} more."] };
            var text = System.Text.Json.JsonSerializer.Serialize(shown, ReadinessJson.Default.DrillRecord);
            if (text.Length <= MaximumLength || kept == 0)
            {
                return text;
            }
        }
    }
}
