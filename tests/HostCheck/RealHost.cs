using System.Diagnostics;
using System.Text.Json;

namespace HostCheck;

/// <summary>The real Functions host as a process of its own, with the app that was published to a folder.</summary>
internal sealed class RealHost : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    public static readonly Uri Url = new($"http://127.0.0.1:{Port}/");

    private const int Port = 7071;

    private readonly Process _process;
    private readonly DirectoryInfo _files;

    private RealHost(Process process, DirectoryInfo files)
    {
        _process = process;
        _files = files;
    }

    /// <summary>Why it has ended; <see langword="null"/> while it runs.</summary>
    public string? Ended => _process.HasExited ? $"The host ended with exit code {_process.ExitCode}." : null;

    /// <summary>Starts it.</summary>
    /// <param name="folder">What <c>dotnet publish</c> wrote. A <c>local.settings.json</c> is written there.</param>
    /// <param name="command">The host's command line; empty for the Functions tools.</param>
    /// <param name="settings">The app settings.</param>
    /// <param name="environment">Leads to the vault.</param>
    /// <param name="token">The token that the vault accepts.</param>
    public static RealHost Start(
        string folder, string[] command, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string> environment, string token)
    {
        File.WriteAllText(Path.Combine(folder, "local.settings.json"), JsonSerializer.Serialize(new { IsEncrypted = false, Values = settings }));
        if (command is not [var program, .. var arguments])
        {
            (program, arguments) = ("func", ["start", "--no-build", "--port", $"{Port}"]);
        }

        var files = Directory.CreateTempSubdirectory("host-check");
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        // The Functions tools run the app as in development, where it reads the vault as whoever is signed in to the Azure CLI.
        start.Environment["PATH"] = $"{SignedInCli(files, token)}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        start.Environment["FUNCTIONS_CORE_TOOLS_TELEMETRY_OPTOUT"] = "1";
        return new RealHost(Process.Start(start)!, files);
    }

    /// <summary>Ends the host and its workers.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _files.Delete(recursive: true);
    }

    // The folder with it.
    private static string SignedInCli(DirectoryInfo files, string token)
    {
        var answer = JsonSerializer.Serialize(new { accessToken = token, expiresOn = "2099-01-01 00:00:00.000000", expires_on = 4070908800, tokenType = "Bearer" });
        var path = Path.Combine(files.FullName, "az");
        File.WriteAllText(path, $"#!/bin/sh\necho '{answer}'\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return files.FullName;
    }
}
