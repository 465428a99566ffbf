using Azure.Core.Pipeline;
using FunctionsHost.Workers;
using HtxFunctions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Extensions.DependencyInjection;

namespace Sandbox;

/// <summary>The app as a worker in this process, built as its own Program builds it.</summary>
internal static class AppWorker
{
    /// <summary>The key of the service that leads the app to its blobs.</summary>
    public const string Kills = "kills";

    /// <summary>Adds the app's functions, which register themselves where the app is the process's own assembly.</summary>
    /// <param name="builder">The worker's application.</param>
    public static void AddFunctions(FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IFunctionMetadataProvider, GeneratedFunctionMetadataProvider>();
        builder.Services.AddSingleton<IFunctionExecutor, DirectFunctionExecutor>();
    }

    /// <summary>The app with its services.</summary>
    /// <param name="time">Its clock.</param>
    /// <param name="vault">Leads to its key vault.</param>
    /// <param name="kills">Leads to its blobs; <see langword="null"/> when it has none.</param>
    /// <param name="configure">Adds services after the app's own; <see langword="null"/> for none.</param>
    /// <returns>What starts it.</returns>
    public static InProcessWorker Create(
        TimeProvider time, HttpPipelineTransport vault, HttpPipelineTransport? kills, Action<IServiceCollection>? configure) => new(builder =>
    {
        AddFunctions(builder);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(vault);
        if (kills is not null)
        {
            builder.Services.AddKeyedSingleton(Kills, kills);
        }

        builder.Services.AddHtxFunctions(builder.Configuration);
        configure?.Invoke(builder.Services);
    });
}
