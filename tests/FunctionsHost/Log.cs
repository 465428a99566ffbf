using Microsoft.Extensions.Logging;

namespace FunctionsHost;

/// <summary>What the host logs itself.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Function {Function} failed: {Why}")]
    public static partial void FunctionFailed(this ILogger logger, string function, string why);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Function {Function} is disabled: {Why}.")]
    public static partial void FunctionDisabled(this ILogger logger, string function, string why);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "Function {Function} took longer than host.json's functionTimeout, {Allowed}: its worker is ended.")]
    public static partial void FunctionTimedOut(this ILogger logger, string function, TimeSpan allowed);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "The worker ended{Why}: a new one is started.")]
    public static partial void WorkerEnded(this ILogger logger, string why);

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "{Line}")]
    public static partial void WorkerWrote(this ILogger logger, string line);
}
