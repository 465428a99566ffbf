using Microsoft.Extensions.Hosting;

namespace Sandbox.Functions;

/// <summary>The runs that were started through /admin and answered at once. The host stops only when they have ended.</summary>
internal sealed class TimerRuns : IHostedService
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Owns a run until it ends.</summary>
    /// <param name="run">The run; it never fails.</param>
    public void Add(Task run)
    {
        lock (_gate)
        {
            _running.RemoveWhere(task => task.IsCompleted);
            _running.Add(run);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task all;
        lock (_gate)
        {
            all = Task.WhenAll(_running);
        }

        // A run that outlives the shutdown time-out is left behind, as on the real host.
        await all.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
