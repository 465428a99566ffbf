using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sandbox.Terminal;

namespace Sandbox.Scenarios;

/// <summary>Reads the app's log: says what it logs, and when a kill has ended, waits for the record of a run by timer, and keeps the steps of every run.</summary>
internal sealed class RunLog : ILoggerProvider
{
    /// <summary>How the line begins that holds the steps of a run.</summary>
    public const string StepsPrefix = "CancelRunSteps ";

    /// <summary>How the line begins that holds the record of a run.</summary>
    public const string RecordPrefix = "CancelRunFinished ";

    /// <summary>How the line begins that holds what a tick did to an open kill.</summary>
    public const string ResumedPrefix = "KillResumed ";

    private readonly ConcurrentQueue<string> _steps = new();

    private readonly TaskCompletionSource<string> _byTimer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A line was logged, by any thread.</summary>
    public event Action<string>? Logged;

    /// <summary>A run that was no dry run has ended.</summary>
    public event Action? KillFinished;

    /// <summary>The records of the steps so far, as JSON.</summary>
    public IEnumerable<string> Steps => _steps;

    /// <summary>The record of the first run by timer, once there is one.</summary>
    public Task<string> FirstByTimer => _byTimer.Task;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Lines(this);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Take(string message)
    {
        Logged?.Invoke(message);
        if (message.StartsWith(RecordPrefix, StringComparison.Ordinal))
        {
            var record = JsonElement.Parse(message[RecordPrefix.Length..]);
            if (record.Text("trigger") == "timer")
                _byTimer.TrySetResult(message[RecordPrefix.Length..]);

            if (record.Text("dry_run") != "true")
                KillFinished?.Invoke();
        }
        else if (message.StartsWith(StepsPrefix, StringComparison.Ordinal))
        {
            _steps.Enqueue(message[StepsPrefix.Length..]);
        }
    }

    private sealed class Lines(RunLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Take(formatter(state, exception));
            }
        }
    }
}
