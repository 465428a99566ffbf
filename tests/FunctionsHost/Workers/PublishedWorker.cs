using System.Globalization;
using System.Text.Json;

namespace FunctionsHost.Workers;

/// <summary>
/// Runs workers as processes of their own, from a folder that <c>dotnet publish</c> or a build wrote. They have this process's
/// environment and the app settings over it, and end with this process, however it ends. Needs <c>/bin/sh</c>.
/// </summary>
public sealed class PublishedWorker : IWorkerLauncher
{
    private const string ThisMachine = "127.0.0.1,localhost";

    /// <param name="folder">Where the published files are.</param>
    /// <exception cref="FunctionsHostException">No functions app for the isolated worker is there.</exception>
    public PublishedWorker(string folder)
    {
        Folder = Path.GetFullPath(folder);
        if (!File.Exists(Path.Combine(Folder, "worker.config.json")))
        {
            throw new FunctionsHostException($"There is no published functions app in {Folder}. Write one with: dotnet publish src/HtxFunctions -c Release -o {folder}");
        }
    }

    /// <inheritdoc/>
    public string Folder { get; }

    /// <inheritdoc/>
    public async Task<IWorker> StartAsync(WorkerStart start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (!File.Exists(WorkerProcess.Shell))
        {
            throw new FunctionsHostException($"A worker as a process of its own is started through {WorkerProcess.Shell}, which is not there. Run the app in this process instead.");
        }

        using var config = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "worker.config.json"), cancellationToken));
        var description = config.RootElement.GetProperty("description");
        string[] command =
        [
            description.GetProperty("defaultExecutablePath").GetString()!,
            Path.Combine(Folder, description.GetProperty("defaultWorkerPath").GetString()!),
            "--functions-uri", start.Host.ToString(),
            "--functions-worker-id", start.WorkerId,
            "--functions-request-id", start.RequestId,
            "--functions-grpc-max-message-length", WorkerStart.MaxMessage.ToString(CultureInfo.InvariantCulture),
        ];
        return await WorkerProcess.StartAsync(command, Folder, Environment(start), start.Console, cancellationToken);
    }

    private Dictionary<string, string?> Environment(WorkerStart start)
    {
        var environment = new Dictionary<string, string?>
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Production",
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["FUNCTIONS_APPLICATION_DIRECTORY"] = Folder,
            ["FUNCTIONS_WORKER_DIRECTORY"] = Folder,
            ["NO_PROXY"] = ThisMachine,
            ["no_proxy"] = ThisMachine,
        };
        foreach (var (name, value) in start.Settings)
        {
            environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return environment;
    }
}
