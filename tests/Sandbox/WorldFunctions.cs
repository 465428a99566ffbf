using System.Diagnostics;
using FunctionsHost;
using FunctionsHost.Http;

namespace Sandbox;

/// <summary>The functions host of a world, which can end and start again while everything around it goes on.</summary>
/// <param name="options">What it runs. The keys stay the same; a port that is any free one may become another.</param>
internal sealed class WorldFunctions(FunctionAppOptions options) : IAsyncDisposable
{
    /// <summary>The host and its worker: those that ran last, while none run.</summary>
    public FunctionApp App { get; private set; } = null!;

    /// <summary>Calls the host with the function key in its header.</summary>
    public HttpClient Client { get; private set; } = null!;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        App = await FunctionApp.StartAsync(options, cancellationToken);

        // A proxy of the environment would not find this machine.
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = App.Url };
        Client.DefaultRequestHeaders.Add(FunctionKeys.Header, App.HostKey);
    }

    /// <summary>Ends the host as the real one ends: what runs has <see cref="FunctionApp.TerminationGrace"/>.</summary>
    public async Task StopAsync()
    {
        Client?.Dispose();
        await (App?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Kills the worker with SIGKILL. The host starts another one for the next call or tick.</summary>
    /// <exception cref="InvalidOperationException">There is no worker in a process of its own.</exception>
    public async Task KillWorkerAsync()
    {
        using var worker = Process.GetProcessById(App.WorkerProcessId ?? throw new InvalidOperationException("The worker is no process of its own, or has ended."));
        worker.Kill();
        await worker.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
