using System.Text.Json;
using FunctionsHost.Protocol;

namespace FunctionsHost.Functions;

/// <summary>A function, as the worker's metadata describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="Metadata">What a worker needs to load it; its function id is the host's.</param>
internal sealed record FunctionInfo(string Name, FunctionTrigger Trigger, RpcFunctionMetadata Metadata)
{
    /// <summary>Reads what a worker told.</summary>
    /// <exception cref="FunctionsHostException">The function has another trigger than HTTP or a timer.</exception>
    public static FunctionInfo Read(RpcFunctionMetadata metadata)
    {
        metadata = metadata.Clone();
        metadata.FunctionId = metadata.Name;
        foreach (var binding in metadata.RawBindings)
        {
            using var json = JsonDocument.Parse(binding);
            if (FunctionTrigger.TryRead(json.RootElement) is { } trigger)
            {
                return new FunctionInfo(metadata.Name, trigger, metadata);
            }
        }

        throw new FunctionsHostException($"This host cannot start function {metadata.Name}: it knows HTTP and timer triggers only. Leave the function out, or use the Functions tools.");
    }
}
