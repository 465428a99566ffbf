using System.Runtime.InteropServices;
using FunctionsHost;
using Sandbox.Terminal;
using Spectre.Console;

Loopback.BypassProxy();
using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
if (Console.IsOutputRedirected)
{
    // A file has no width; the report should not be folded for one.
    AnsiConsole.Profile.Width = 160;
}

return await new SandboxProgram(AnsiConsole.Console, errors).RunAsync(args, stop.Token);

// The first signal ends it in order; the second one at once.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
