using System.Globalization;
using Microsoft.Extensions.Logging;
using Sandbox.Scenarios;
using Spectre.Console;

namespace Sandbox.Terminal;

/// <summary>Shows the functions host's log: what functions log, each under its function's name, and what the host does.</summary>
/// <param name="console">Where to; standard error, so that the log never mixes with the report.</param>
/// <param name="isVerbose">Everything from Information on, records too; otherwise errors, and no records.</param>
internal sealed class TerminalLoggerProvider(IAnsiConsole console, bool isVerbose = true) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        var source = categoryName.Split('.') is ["Function", var function, "User"] ? function : categoryName;
        return new TerminalLogger(console, source, isVerbose);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class TerminalLogger(IAnsiConsole console, string category, bool isVerbose) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= (isVerbose ? LogLevel.Information : LogLevel.Error) && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // The steps of a run are shown by themselves.
            if (!IsEnabled(logLevel) || formatter(state, exception) is not { } message || message.StartsWith(RunLog.StepsPrefix, StringComparison.Ordinal)
                || (!isVerbose && IsRecord(message)))
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

        // One word, and JSON.
        private static bool IsRecord(string message) =>
            message.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space && message.AsSpan(space + 1).StartsWith("{");
    }
}
