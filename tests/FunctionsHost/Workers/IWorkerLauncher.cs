namespace FunctionsHost.Workers;

/// <summary>Starts workers of one app.</summary>
public interface IWorkerLauncher
{
    /// <summary>Where the app's files are, host.json among them.</summary>
    string Folder { get; }

    /// <summary>Starts a worker, which then connects to the host by itself.</summary>
    /// <param name="start">What it is told.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The worker.</returns>
    /// <exception cref="FunctionsHostException">It cannot be started.</exception>
    Task<IWorker> StartAsync(WorkerStart start, CancellationToken cancellationToken);
}
