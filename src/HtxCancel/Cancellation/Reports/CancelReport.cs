using System.Text.Json.Serialization;

namespace HtxCancel.Cancellation.Reports;

/// <summary>What one run did and found: the body of the HTTP answer.</summary>
/// <param name="RunId">Names the run in answer and logs.</param>
/// <param name="Trigger">What started it.</param>
/// <param name="Outcome">The worst of its contracts.</param>
/// <param name="DryRun">Nothing was sent to cancel.</param>
/// <param name="Scope">Exactly what was asked for.</param>
/// <param name="Accounts">One entry an account of the scope.</param>
/// <param name="Totals">The contracts' lists, counted.</param>
/// <param name="Calls">Calls sent to HTX.</param>
/// <param name="TimingsMs">Milestones, in milliseconds from the start.</param>
/// <param name="StartedAt">When the run started, UTC.</param>
/// <param name="ElapsedMs">How long it took, milliseconds.</param>
public sealed record CancelReport(
    string RunId,
    Trigger Trigger,
    Outcome Outcome,
    bool DryRun,
    CancelScope Scope,
    IReadOnlyList<AccountReport> Accounts,
    ReportTotals Totals,
    ReportCalls Calls,
    ReportTimings TimingsMs,
    DateTimeOffset StartedAt,
    long ElapsedMs)
{
    /// <summary>The alert that asked for it; left out when none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AlertReport? Alert { get; init; }

    /// <summary>The report as one line of JSON in UTF-8.</summary>
    public byte[] ToJson() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, ReportJson.Default.CancelReport);
}
