using Microsoft.Extensions.Logging;

namespace FunctionsHost.Workers;

/// <summary>What a worker is told at its start.</summary>
/// <param name="Host">Where the host speaks gRPC.</param>
/// <param name="WorkerId">What the worker calls itself to the host.</param>
/// <param name="Settings">The app settings.</param>
/// <param name="Console">Where the lines go that the worker writes to its console.</param>
public sealed record WorkerStart(Uri Host, string WorkerId, IReadOnlyDictionary<string, string?> Settings, ILogger Console)
{
    /// <summary>The largest message between host and worker, bytes: as large as can be, as on the real host.</summary>
    internal const int MaxMessage = int.MaxValue;

    /// <summary>What names this start; nothing is ever asked about it.</summary>
    internal string RequestId { get; } = Guid.NewGuid().ToString();
}
