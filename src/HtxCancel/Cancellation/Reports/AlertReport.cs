using HtxCancel.Alerts;

namespace HtxCancel.Cancellation.Reports;

/// <summary>The alert that asked for a run. Null is what the alert did not say.</summary>
/// <param name="AlertId">Its id, the same for every call about it.</param>
/// <param name="Rule">The name of its rule.</param>
/// <param name="Severity"><c>Sev0</c> to <c>Sev4</c>.</param>
/// <param name="FiredAt">When it fired, UTC.</param>
/// <param name="FiredToVerifiedMs">Milliseconds from then until every contract was proven clear; null when one was not.</param>
public sealed record AlertReport(string? AlertId, string? Rule, string? Severity, DateTimeOffset? FiredAt, long? FiredToVerifiedMs)
{
    internal static AlertReport? Of(AlertDetails? alert, DateTimeOffset runStartedAt, ReportTimings timings) => alert is null
        ? null
        : new AlertReport(alert.AlertId, alert.Rule, alert.Severity, alert.FiredAt, FiredToVerified(alert, runStartedAt, timings));

    private static long? FiredToVerified(AlertDetails alert, DateTimeOffset runStartedAt, ReportTimings timings) =>
        alert.FiredAt is { } firedAt && timings.Verified is { } verified ? (long)(runStartedAt - firedAt).TotalMilliseconds + verified : null;
}
