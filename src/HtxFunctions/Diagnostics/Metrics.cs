namespace HtxFunctions.Diagnostics;

/// <summary>
/// The figures that alert rules read, as metrics: the Functions host sends them on while an invocation runs, and they arrive
/// sooner than its log. Each outcome has a metric of its own, since rules cannot ask for a metric's properties.
/// </summary>
internal static class Metrics
{
    /// <summary>1 for a kill that ended clear, 0 for any other.</summary>
    public const string KillClear = "kill_clear";

    /// <summary>1 where a check or a drill says that a kill would work, else 0.</summary>
    public const string Ready = "ready";

    private const double MillisecondsPerSecond = 1000;

    /// <summary>The figures of a kill. A dry run is none, and sends none.</summary>
    public static void LogMetrics(this ILogger logger, CancelReport report)
    {
        if (report.DryRun)
            return;

        var properties = new Dictionary<string, object> { ["run_id"] = report.RunId, ["trigger"] = NameOf(report.Trigger) };
        logger.LogMetric(KillClear, report.Outcome == Outcome.Clear ? 1 : 0, properties);
        logger.LogMetric($"kill_outcome_{NameOf(report.Outcome)}", 1, properties);
        logger.LogSeconds("kill_seconds_to_first_cancel", report.FirstCancelMs, properties);
        logger.LogSeconds("kill_seconds_to_last_acknowledgement", report.TimingsMs.LastAcknowledgement, properties);
        logger.LogSeconds("kill_seconds_to_proof", report.TimingsMs.Verified, properties);
        if (report.Totals.StillOpen is { } open)
        {
            // Those that HTX would not cancel rest too, and are not counted twice.
            logger.LogMetric("kill_orders_left", open + report.Totals.Failed, properties);
        }
    }

    /// <summary>The figures of a kill that an unexpected fault ended: whether orders rest is unknown.</summary>
    public static void LogFailedKill(this ILogger logger)
    {
        logger.LogMetric(KillClear, 0, null);
        logger.LogMetric($"kill_outcome_{NameOf(Outcome.Unknown)}", 1, null);
    }

    /// <summary>The figures of a drill.</summary>
    public static void LogMetrics(this ILogger logger, DrillRecord drill)
    {
        logger.LogReady(drill.Ready);
        logger.LogSeconds("drill_seconds", drill.ElapsedMs, null);
    }

    /// <summary>Whether a kill would work.</summary>
    public static void LogReady(this ILogger logger, bool isReady) => logger.LogMetric(Ready, isReady ? 1 : 0, null);

    private static void LogSeconds(this ILogger logger, string name, long? milliseconds, Dictionary<string, object>? properties)
    {
        if (milliseconds is { } known)
            logger.LogMetric(name, known / MillisecondsPerSecond, properties);
    }

    private static string NameOf<T>(T member) where T : struct, Enum => member.ToString().ToLowerInvariant();
}
