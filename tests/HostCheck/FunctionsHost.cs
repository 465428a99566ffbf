using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;

namespace HostCheck;

/// <summary>The Functions host as a process of its own, with the app that was published to a folder.</summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private const int Port = 7071;

    private readonly Process _process;
    private readonly DirectoryInfo _files;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{Port}/"),
        Timeout = TimeSpan.FromSeconds(60),
    };

    private FunctionsHost(Process process, DirectoryInfo files)
    {
        _process = process;
        _files = files;
    }

    /// <summary>Starts it.</summary>
    /// <param name="folder">What <c>dotnet publish</c> wrote. A <c>local.settings.json</c> is written there.</param>
    /// <param name="command">The host's command line; empty for the Functions tools.</param>
    /// <param name="vault">The vault that the app is to trust.</param>
    /// <param name="settings">The app settings.</param>
    public static FunctionsHost Start(string folder, string[] command, Vault vault, IReadOnlyDictionary<string, string> settings)
    {
        File.WriteAllText(Path.Combine(folder, "local.settings.json"), JsonSerializer.Serialize(new { IsEncrypted = false, Values = settings }));
        if (command is not [var program, .. var arguments])
        {
            (program, arguments) = ("func", ["start", "--no-build", "--port", $"{Port}"]);
        }

        var files = Directory.CreateTempSubdirectory("host-check");
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        start.Environment["SSL_CERT_FILE"] = Write(files, "vault.pem", vault.Certificate);
        // The Functions tools run the app as in development, where it reads the vault as whoever is signed in to the Azure CLI.
        start.Environment["PATH"] = $"{Path.GetDirectoryName(SignedInCli(files, vault.Token))}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        start.Environment["FUNCTIONS_CORE_TOOLS_TELEMETRY_OPTOUT"] = "1";
        return new FunctionsHost(Process.Start(start)!, files);
    }

    /// <summary>Kills, as soon as the host answers.</summary>
    /// <returns>The status and the body of the answer.</returns>
    /// <exception cref="TimeoutException">The host did not come up in time.</exception>
    public async Task<(int Status, string Body)> KillAsync(string body, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < patience && !_process.HasExited)
        {
            try
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await _client.PostAsync(new Uri("api/orders/cancel", UriKind.Relative), content);
                // 404 until the functions are loaded; the app itself answers with JSON.
                if (answer.StatusCode != HttpStatusCode.NotFound && answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true)
                {
                    return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
                }
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        throw new TimeoutException(_process.HasExited ? $"The host ended with exit code {_process.ExitCode}." : $"The host did not answer within {patience}.");
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
        _client.Dispose();
        _files.Delete(recursive: true);
    }

    private static string SignedInCli(DirectoryInfo files, string token)
    {
        var answer = JsonSerializer.Serialize(new { accessToken = token, expiresOn = "2099-01-01 00:00:00.000000", expires_on = 4070908800, tokenType = "Bearer" });
        var path = Write(files, "az", $"#!/bin/sh\necho '{answer}'\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static string Write(DirectoryInfo folder, string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
