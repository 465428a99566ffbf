using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Logging.Abstractions;

namespace HtxCancel.Tests.Runs;

public sealed class RunsInFlightTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_host_without_runs_stops_at_once()
    {
        using var driver = new KillDriver();
        _ = driver.Service;

        Assert.True(driver.Runs!.StartAsync(CancellationToken.None).IsCompletedSuccessfully);
        await driver.Runs.StopAsync(CancellationToken.None).WaitAsync(Soon);
    }

    [Fact]
    public async Task A_host_waits_for_every_run_and_for_one_that_failed_no_longer()
    {
        using var driver = new KillDriver();
        _ = driver.Service;
        TaskCompletionSource<int> one = new(), other = new();
        var failing = driver.Runs!.TrackAsync(Run(driver), _ => one.Task);
        var running = driver.Runs.TrackAsync(Run(driver), _ => other.Task);

        var stopped = driver.Runs.StopAsync(CancellationToken.None);
        one.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => failing);
        Assert.False(stopped.IsCompleted);

        other.SetResult(1);
        Assert.Equal(1, await running);
        await stopped.WaitAsync(Soon);
    }

    private static CancelRun Run(KillDriver driver) => new(
        new CancelCommand(KillDriver.Scope(), Trigger.Http), [], 0, driver.Keys, driver.Transport!, driver.Settings, driver.Time, NullLogger.Instance);
}
