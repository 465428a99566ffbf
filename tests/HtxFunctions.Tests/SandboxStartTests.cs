using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using HtxFunctions.Tests.Drivers;
using HtxFunctions.Tests.Hosting;
using Sandbox;

namespace HtxFunctions.Tests;

/// <summary>The sandbox around the app as a process of its own, and what keeps it from starting.</summary>
public sealed class SandboxStartTests
{
    [FactOnUnix]
    public async Task The_app_as_a_process_of_its_own_kills_too()
    {
        var (exitCode, lines, errors) = await SandboxProcess.RunAsync("--published", BuiltApp.Folder, "--once", "--port", "0");

        using var report = JsonDocument.Parse(lines[^1]);
        Assert.True(exitCode == 0, string.Join('\n', lines) + errors);
        Assert.Equal(12, report.RootElement.GetProperty("totals").GetProperty("cancelled").GetInt32());
        Assert.Contains(lines, line => line.StartsWith("  worker     process ", StringComparison.Ordinal));
    }

    [FactOnUnix]
    public async Task A_worker_does_not_outlive_a_host_that_is_killed()
    {
        using var sandbox = SandboxProcess.Start("--published", BuiltApp.Folder, "--port", "0");
        _ = sandbox.StandardError.ReadToEndAsync();
        string? line;
        do
        {
            line = await sandbox.StandardOutput.ReadLineAsync();
        }
        while (line?.StartsWith("  worker     process ", StringComparison.Ordinal) == false);
        using var worker = Process.GetProcessById(int.Parse(line!.Split(' ')[^1], CultureInfo.InvariantCulture));
        Assert.False(worker.HasExited);

        // SIGKILL, to the host alone.
        sandbox.Kill();

        await worker.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_port_in_use_ends_2_with_one_sentence_that_says_what_to_do()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exitCode, _, errors) = await SandboxProcess.RunAsync("--once", "--port", port.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(2, exitCode);
        Assert.Equal($"Port {port} is in use. Choose another one, or 0 for any free one.", errors.Trim());
    }

    [Fact]
    public async Task A_published_folder_that_is_not_there_ends_2_with_one_sentence_that_says_what_to_do()
    {
        var (exitCode, _, errors) = await SandboxProcess.RunAsync("--once", "--port", "0", "--published", "nosuch");

        Assert.Equal(2, exitCode);
        Assert.Matches(@"^There is no published functions app in .*nosuch\. Write one with: dotnet publish src/HtxFunctions -c Release -o nosuch$", errors.Trim());
    }
}
