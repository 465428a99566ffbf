namespace HtxFunctions.Diagnostics;

/// <summary>Every line that the functions themselves log; the runs' records are the cancel service's.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2000, Level = LogLevel.Warning, Message = "A cancel request was answered {Status}, nothing was cancelled: {Problem}.")]
    public static partial void RequestInvalid(this ILogger logger, int status, string problem);

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "Function {Function} met an unexpected fault; whether orders rest is unknown.")]
    public static partial void FunctionFailed(this ILogger logger, Exception exception, string function);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "Function {Function} got no answer from the store of open kills.")]
    public static partial void StoreFailed(this ILogger logger, Exception exception, string function);

    [LoggerMessage(EventId = 2100, Level = LogLevel.Information, Message = "The schedule came due and cancelled nothing: CancelTargets names no target.")]
    public static partial void NothingScheduled(this ILogger logger);

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "A scheduled cancel came {Late} late and was not run: ScheduleMaxLate allows {Allowed}.")]
    public static partial void TooLate(this ILogger logger, TimeSpan late, TimeSpan allowed);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Error, Message = "A scheduled cancel is past due and was not run: how late it is, is unknown, and ScheduleMaxLate allows {Allowed}.")]
    public static partial void LatenessUnknown(this ILogger logger, TimeSpan allowed);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Error, Message = "The schedule did not cancel target {Target}: CancelTargets names it, and Targets does not have it.")]
    public static partial void TargetUnknown(this ILogger logger, string target);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Error, Message = "The schedule did not cancel target {Target}: it is switched off: {Fault}.")]
    public static partial void TargetOff(this ILogger logger, string target, string? fault);

    [LoggerMessage(EventId = 2105, Level = LogLevel.Error, Message = "The scheduled cancel of target {Target} met an unexpected fault; whether orders rest is unknown.")]
    public static partial void ScheduledRunFailed(this ILogger logger, Exception exception, string target);

    [LoggerMessage(EventId = 2200, Message = "AlertIgnored {Record}")]
    public static partial void AlertIgnored(this ILogger logger, LogLevel level, string record);

    [LoggerMessage(EventId = 2201, Level = LogLevel.Error, Message = "AlertRefused {Record}")]
    public static partial void AlertRefused(this ILogger logger, string record);

    [LoggerMessage(EventId = 2300, Level = LogLevel.Error, Message = "The readiness check met an unexpected fault.")]
    public static partial void ReadinessFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2301, Level = LogLevel.Warning, Message = "A drill came {Late} late and was not run: ScheduleMaxLate allows {Allowed}.")]
    public static partial void DrillTooLate(this ILogger logger, TimeSpan late, TimeSpan allowed);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Warning, Message = "A drill is past due and was not run: how late it is, is unknown, and ScheduleMaxLate allows {Allowed}.")]
    public static partial void DrillLatenessUnknown(this ILogger logger, TimeSpan allowed);

    [LoggerMessage(EventId = 2303, Level = LogLevel.Error, Message = "The drill met an unexpected fault; whether a kill would work is unknown.")]
    public static partial void DrillFailed(this ILogger logger, Exception exception);
}
