using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;

namespace HtxCancel.Readiness;

/// <summary>A target's dry run in the record of a drill.</summary>
/// <param name="Target">Its name in the settings.</param>
/// <param name="Outcome">How the dry run ended; null where there was none, since the target is switched off.</param>
/// <param name="WouldCancel">How many orders a kill would have cancelled; null where a list was not read.</param>
/// <param name="TimingsMs">When a kill would have had its keys and sent its first request; null where none ended.</param>
/// <param name="ElapsedMs">How long the dry run took, milliseconds.</param>
public sealed record DrillTarget(string Target, Outcome? Outcome, int? WouldCancel, ReportTimings? TimingsMs, long ElapsedMs);
