namespace HtxCancel.Reports;

/// <summary>Every line that the cancel service logs. The Functions host relays the message only, so the record is the message.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1000, Level = LogLevel.Information, Message = "CancelRunStarted {Record}")]
    public static partial void CancelRunStarted(this ILogger logger, string record);

    [LoggerMessage(EventId = 1001, Message = "CancelRunFinished {Record}")]
    public static partial void CancelRunFinished(this ILogger logger, LogLevel level, string record);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "CancelRunOrders {Record}")]
    public static partial void CancelRunOrders(this ILogger logger, string record);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "An unexpected fault ended a call for account {Account}.")]
    public static partial void CallFailed(this ILogger logger, Exception exception, string account);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Error, Message = "An unexpected fault ended the work on account {Account}.")]
    public static partial void AccountFailed(this ILogger logger, Exception exception, string account);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Warning, Message = "CancelRunStopping {Record}")]
    public static partial void CancelRunStopping(this ILogger logger, string record);

    [LoggerMessage(EventId = 1006, Level = LogLevel.Information, Message = "This call shares run {RunId}, which asked for the same and ended {Outcome}.")]
    public static partial void CancelRunShared(this ILogger logger, string runId, Outcome outcome);

    [LoggerMessage(EventId = 1007, Level = LogLevel.Information, Message = "CancelRunSteps {Record}")]
    public static partial void CancelRunSteps(this ILogger logger, string record);

    [LoggerMessage(EventId = 1100, Level = LogLevel.Warning, Message = "Exchange keys were not fetched: {Detail}.")]
    public static partial void KeysNotFetched(this ILogger logger, string detail);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "Account {Account} is switched off: {Fault}.")]
    public static partial void AccountSwitchedOff(this ILogger logger, string account, string fault);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "Target {Target} is switched off: {Fault}.")]
    public static partial void TargetSwitchedOff(this ILogger logger, string target, string fault);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "Not all could be made ready before the first call: {Problem}.")]
    public static partial void NotWarm(this ILogger logger, string problem);

    [LoggerMessage(EventId = 1104, Level = LogLevel.Error, Message = "Not everyone was notified: {Failure}.")]
    public static partial void NotNotified(this ILogger logger, string failure);

    [LoggerMessage(EventId = 1200, Level = LogLevel.Information, Message = "KillResumed {Record}")]
    public static partial void KillResumed(this ILogger logger, string record);

    [LoggerMessage(EventId = 1201, Level = LogLevel.Error, Message = "KillGivenUp {Record}")]
    public static partial void KillGivenUp(this ILogger logger, string record);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Warning, Message = "KillReleased {Record}")]
    public static partial void KillReleased(this ILogger logger, string record);

    [LoggerMessage(EventId = 1203, Level = LogLevel.Error, Message = "Open kill {KillId} cannot be gone on with: {Problem}.")]
    public static partial void KillNotResumed(this ILogger logger, string killId, string problem);

    [LoggerMessage(EventId = 1204, Level = LogLevel.Error, Message = "Open kills cannot be looked at: the store {Problem}.")]
    public static partial void KillsNotListed(this ILogger logger, string problem);

    [LoggerMessage(EventId = 1300, Message = "DrillFinished {Record}")]
    public static partial void DrillFinished(this ILogger logger, LogLevel level, string record);

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "SecretExpiring {Record}")]
    public static partial void SecretExpiring(this ILogger logger, string record);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Error, Message = "An unexpected fault ended the dry run of target {Target}.")]
    public static partial void DrillRunFailed(this ILogger logger, Exception exception, string target);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Error, Message = "An unexpected fault ended a part of the readiness check.")]
    public static partial void ReadinessCheckFailed(this ILogger logger, Exception exception);
}
