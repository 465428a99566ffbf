using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HtxFunctions.Tests.Drivers;

/// <summary>Keeps what a functions host logs: its own lines, and those that it relays of the worker's.</summary>
internal sealed class HostLog : ILoggerFactory, ILoggerProvider
{
    private readonly ConcurrentQueue<Line> _lines = new();
    private readonly ConcurrentDictionary<Func<Line, bool>, TaskCompletionSource> _awaited = new();

    public IReadOnlyList<Line> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    /// <summary>Ends when there is such a line.</summary>
    public Task WaitForAsync(Func<Line, bool> line)
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[line] = found;
        Find(line, found);
        return found.Task;
    }

    private void Add(Line line)
    {
        _lines.Enqueue(line);
        foreach (var (awaited, found) in _awaited)
        {
            Find(awaited, found);
        }
    }

    private void Find(Func<Line, bool> line, TaskCompletionSource found)
    {
        if (_lines.Any(line))
        {
            found.TrySetResult();
            _awaited.TryRemove(line, out _);
        }
    }

    internal sealed record Line(string Category, LogLevel Level, EventId Id, string Message, object? State);

    private sealed class Logger(HostLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(new Line(category, logLevel, eventId, formatter(state, exception), state));
    }
}
