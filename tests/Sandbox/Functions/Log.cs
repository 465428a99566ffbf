using Microsoft.Extensions.Logging;

namespace Sandbox.Functions;

/// <summary>What the functions host logs itself.</summary>
internal static partial class Log
{
    /// <summary>A function threw.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="exception">What it threw.</param>
    /// <param name="functionName">The function.</param>
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Function {FunctionName} failed")]
    public static partial void FunctionFailed(this ILogger logger, Exception exception, string functionName);

    /// <summary>A timer function will not run on its schedule.</summary>
    /// <param name="logger">Where to.</param>
    /// <param name="functionName">The function.</param>
    /// <param name="fault">What is wrong with the schedule.</param>
    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Function {FunctionName} has no schedule: {Fault}.")]
    public static partial void ScheduleUnreadable(this ILogger logger, string functionName, string fault);
}
