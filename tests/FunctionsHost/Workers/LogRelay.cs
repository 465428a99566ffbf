using System.Collections.Concurrent;
using FunctionsHost.Protocol;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Workers;

/// <summary>
/// Writes what functions log into the host's log, as the real host does: message, level and the event's name, under
/// <c>Function.&lt;name&gt;.User</c>, while the invocation runs that it was logged in. Everything else is dropped.
/// </summary>
/// <param name="log">The host's log.</param>
internal sealed class LogRelay(ILoggerFactory log)
{
    // What the worker's LogMetric adds to a metric's properties.
    private const string MetricName = "Name";
    private const string MetricValue = "Value";

    private static readonly EventId Metric = new(1, "MS_LogMetric");

    private readonly ConcurrentDictionary<string, ILogger> _loggers = new();

    /// <summary>Takes what is logged in an invocation, from now on until what is returned is disposed of.</summary>
    public IDisposable Listen(string invocationId, string function)
    {
        _loggers[invocationId] = log.CreateLogger($"Function.{function}.User");
        return new Listening(this, invocationId);
    }

    /// <summary>Takes what a worker logged.</summary>
    public void Take(RpcLog line)
    {
        if (!_loggers.TryGetValue(line.InvocationId, out var logger))
        {
            return;
        }

        switch (line.LogCategory)
        {
            case RpcLog.Types.RpcLogCategory.User:
                var exception = line.Exception is { } told ? new WorkerException(told.Message) : null;
                logger.Log((LogLevel)line.Level, new EventId(0, line.EventId), line.Message, exception, (message, _) => message);
                break;
            case RpcLog.Types.RpcLogCategory.CustomMetric when line.PropertiesMap.ContainsKey(MetricName) && line.PropertiesMap.ContainsKey(MetricValue):
                WriteMetric(logger, line.PropertiesMap.ToDictionary(property => property.Key, property => ValueOf(property.Value)));
                break;
            default:
                // The worker's own lines: the real host keeps them apart from the functions'.
                break;
        }
    }

    // As the worker's LogMetric does: the properties are the state, under an event that sinks know.
    private static void WriteMetric(ILogger logger, IDictionary<string, object?> properties) =>
        logger.Log(LogLevel.Information, Metric, properties, exception: null, (state, _) => $"{state[MetricName]} = {state[MetricValue]}");

    private static object? ValueOf(TypedData data) => data.DataCase switch
    {
        TypedData.DataOneofCase.String => data.String,
        TypedData.DataOneofCase.Json => data.Json,
        TypedData.DataOneofCase.Int => data.Int,
        TypedData.DataOneofCase.Double => data.Double,
        _ => null,
    };

    private sealed class Listening(LogRelay relay, string invocationId) : IDisposable
    {
        public void Dispose() => relay._loggers.TryRemove(invocationId, out _);
    }

    // Its text is the worker's, stack trace and all.
    private sealed class WorkerException(string text) : Exception(text)
    {
        public override string ToString() => Message;
    }
}
