using Microsoft.Extensions.Hosting;

namespace FunctionsHost;

/// <summary>A host that starts and stops when its owner says so, and at no signal.</summary>
internal sealed class OwnedLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
