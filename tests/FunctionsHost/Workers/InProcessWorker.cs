using System.Globalization;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FunctionsHost.Workers;

/// <summary>
/// Runs workers in this process: the worker's real application, built as the app's own Program does. They see no environment
/// variable and no file of settings, and no signal.
/// </summary>
/// <param name="configure">
/// Adds the app's services, and the <c>IFunctionMetadataProvider</c> and <c>IFunctionExecutor</c> that are generated into its
/// assembly: those register themselves only where that is the process's own.
/// </param>
public sealed class InProcessWorker(Action<FunctionsApplicationBuilder> configure) : IWorkerLauncher
{
    /// <inheritdoc/>
    public string Folder => AppContext.BaseDirectory;

    /// <inheritdoc/>
    public async Task<IWorker> StartAsync(WorkerStart start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);

        // Where the worker looks for the app's assembly; it reads the environment for it, which is the process's.
        Environment.SetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY", Folder);

        // Without the switch every worker would watch files, and the system allows few watchers.
        var builder = FunctionsApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(start.Settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value)));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Functions:Worker:HostEndpoint"] = start.Host.ToString(),
            ["Functions:Worker:WorkerId"] = start.WorkerId,
            ["Functions:Worker:RequestId"] = start.RequestId,
            ["Functions:Worker:GrpcMaxMessageLength"] = WorkerStart.MaxMessage.ToString(CultureInfo.InvariantCulture),
        });
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, OwnedLifetime>());
        configure(builder);
        return await Worker.StartAsync(builder.Build(), cancellationToken);
    }

    private sealed class Worker : IWorker
    {
        private readonly CancellationTokenSource _killed = new();
        private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly IHost _host;
        private readonly IHostApplicationLifetime _lifetime;

        private Worker(IHost host)
        {
            _host = host;
            _lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        }

        public Task<string> Ended => _ended.Task;

        public int? ProcessId => null;

        public static async Task<IWorker> StartAsync(IHost host, CancellationToken cancellationToken)
        {
            try
            {
                await host.StartAsync(cancellationToken);
                var worker = new Worker(host);

                // The worker stops itself when the host tells it to end.
                worker._lifetime.ApplicationStopping.Register(() => _ = Task.Run(worker.StopAsync));
                return worker;
            }
            catch
            {
                await DisposeAsync(host);
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _killed.CancelAsync();
            _lifetime.StopApplication();
            await Ended;
        }

        // As a process ends: its services stop in their time, unless it is killed.
        private async Task StopAsync()
        {
            try
            {
                await _host.StopAsync(_killed.Token);
                _ended.TrySetResult("");
            }
            catch (Exception exception)
            {
                _ended.TrySetResult(_killed.IsCancellationRequested ? "killed" : exception.Message);
            }

            await DisposeAsync(_host);
        }

        private static async ValueTask DisposeAsync(IHost host)
        {
            if (host is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync();
            }
            else
            {
                host.Dispose();
            }
        }
    }
}
