using System.Globalization;
using Microsoft.Extensions.Logging;
using Sandbox.Scenarios;
using Spectre.Console;

namespace Sandbox.Terminal;

/// <summary>Shows the functions host's log: what functions log, each under its function's name, and what the host does.</summary>
/// <param name="console">Where to; standard error, so that the log never mixes with the report.</param>
/// <param name="lowest">The lowest level that is shown.</param>
internal sealed class TerminalLoggerProvider(IAnsiConsole console, LogLevel lowest = LogLevel.Information) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        var source = categoryName.Split('.') is ["Function", var function, "User"] ? function : categoryName;
        return new TerminalLogger(console, source, lowest);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class TerminalLogger(IAnsiConsole console, string category, LogLevel lowest) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= lowest && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // The steps of a run are for those who ask for them.
            if (!IsEnabled(logLevel) || formatter(state, exception) is not { } message || message.StartsWith(RunLog.StepsPrefix, StringComparison.Ordinal))
            {
                return;
            }

            var time = TimeProvider.System.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
            var line = $"{time} {logLevel} {category}: {message}";
            if (exception is not null)
            {
                line += Environment.NewLine + exception;
            }

            // Written raw: a record is one line, however narrow the terminal.
            console.Profile.Out.Writer.WriteLine(console.Profile.Capabilities.Ansi ? $"\e[2m{line}\e[0m" : line);
        }
    }
}
