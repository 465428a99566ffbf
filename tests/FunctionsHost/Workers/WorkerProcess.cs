using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Workers;

/// <summary>A worker's process, which ends when the pipe between it and this process does.</summary>
internal sealed class WorkerProcess : IWorker
{
    /// <summary>What a worker is started through.</summary>
    public const string Shell = "/bin/sh";

    // Starts the worker and waits beside it: when the pipe on standard input ends, which it does however the process at its
    // other end goes, the worker is killed. The worker itself does not hold the pipe, and a Ctrl-C in the terminal is not for
    // it. Its process id is the first line that comes.
    private const string Keeper = """
        trap '' INT
        exec 3<&0 </dev/null
        sh -c 'echo $$; exec "$@"' sh "$@" 3<&- &
        worker=$!
        { read -r _ <&3; kill -9 "$worker"; } >/dev/null 2>&1 &
        keeper=$!
        wait "$worker"
        code=$?
        kill "$keeper" 2>/dev/null
        exit "$code"
        """;

    private readonly Process _process;
    private readonly Task _output;

    private WorkerProcess(Process process, int processId, Task output)
    {
        _process = process;
        _output = output;
        ProcessId = processId;
        Ended = EndAsync();
    }

    /// <inheritdoc/>
    public Task<string> Ended { get; }

    /// <inheritdoc/>
    public int? ProcessId { get; }

    /// <summary>Starts a process.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Over this process's; null takes a variable away.</param>
    /// <param name="console">Gets what it writes, line by line.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    public static async Task<WorkerProcess> StartAsync(
        string[] command, string folder, IReadOnlyDictionary<string, string?> environment, ILogger console, CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo(Shell, ["-c", Keeper, "sh", .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        var process = Process.Start(info)!;
        var processId = await process.StandardOutput.ReadLineAsync(cancellationToken);
        var output = Task.WhenAll(RelayAsync(process.StandardOutput, console), RelayAsync(process.StandardError, console));
        return new WorkerProcess(process, int.Parse(processId!, CultureInfo.InvariantCulture), output);
    }

    /// <summary>Kills it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Ended.IsCompleted)
        {
            _process.StandardInput.Close();
        }

        await Ended;
        _process.Dispose();
    }

    private async Task<string> EndAsync()
    {
        await _process.WaitForExitAsync();

        // What it wrote last says why.
        await _output;
        return _process.ExitCode == 0 ? "" : $"exit code {_process.ExitCode}";
    }

    private static async Task RelayAsync(StreamReader lines, ILogger console)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            console.WorkerWrote(line);
        }
    }
}
