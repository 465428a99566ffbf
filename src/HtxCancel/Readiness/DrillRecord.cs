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
            var shown = kept == Problems.Count
                ? this
                : this with { Problems = [.. Problems.Take(kept), $"And {Problems.Count - kept} more."] };
            var text = JsonSerializer.Serialize(shown, ReadinessJson.Default.DrillRecord);
            if (text.Length <= MaximumLength || kept == 0)
                return text;
        }
    }
}

/// <summary>An account in the record of a drill; its secret's expiry and the whole days until then as in the readiness report.</summary>
public sealed record DrillAccount(string Account, bool Ready, DateTimeOffset? SecretExpiresAt, int? SecretDaysLeft);

/// <summary>A target's dry run in the record of a drill.</summary>
/// <param name="Target">Its name in the settings.</param>
/// <param name="Outcome">How the dry run ended; null where there was none, since the target is switched off.</param>
/// <param name="WouldCancel">How many orders a kill would have cancelled; null where a list was not read.</param>
/// <param name="TimingsMs">When a kill would have had its keys and sent its first request; null where none ended.</param>
/// <param name="ElapsedMs">Milliseconds.</param>
public sealed record DrillTarget(string Target, Outcome? Outcome, int? WouldCancel, ReportTimings? TimingsMs, long ElapsedMs);

/// <summary>The record of an account whose secret is about to expire.</summary>
internal sealed record ExpiringSecret(string Account, DateTimeOffset SecretExpiresAt, int DaysLeft);
