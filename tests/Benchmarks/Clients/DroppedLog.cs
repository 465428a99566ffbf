using Microsoft.Extensions.Logging;

namespace Benchmarks.Clients;

/// <summary>Writes each line as the worker does before it sends it, and drops it.</summary>
internal sealed class DroppedLog : ILoggerProvider, ILogger
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _ = formatter(state, exception).Length;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
