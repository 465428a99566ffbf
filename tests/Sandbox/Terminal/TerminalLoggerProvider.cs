using System.Globalization;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Sandbox.Terminal;

/// <summary>Shows the app's log: so much of the app and the sandbox as is asked for, only what is critical of everything else.</summary>
/// <param name="console">Where to; standard error, so that the log never mixes with the report.</param>
/// <param name="lowest">The lowest level that is shown of the app and the sandbox.</param>
internal sealed class TerminalLoggerProvider(IAnsiConsole console, LogLevel lowest = LogLevel.Information) : ILoggerProvider
{
    private static readonly string[] Ours = ["HtxCancel", "HtxFunctions", "Sandbox"];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        var isOurs = Ours.Any(name => categoryName == name || categoryName.StartsWith($"{name}.", StringComparison.Ordinal));
        return new TerminalLogger(console, categoryName.Split('.')[^1], isOurs ? lowest : LogLevel.Critical);
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
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var time = TimeProvider.System.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
            var line = $"{time} {logLevel} {category}: {formatter(state, exception)}";
            if (exception is not null)
            {
                line += Environment.NewLine + exception;
            }

            // Written raw: a record is one line, however narrow the terminal.
            console.Profile.Out.Writer.WriteLine(console.Profile.Capabilities.Ansi ? $"\e[2m{line}\e[0m" : line);
        }
    }
}
