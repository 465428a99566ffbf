using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Faults;

/// <summary>What callers do to a kill. docs/faults.md goes by the names of these tests.</summary>
public sealed class CallerFaultTests
{
    [Theory, OnBothGenerations]
    public async Task Fifty_calls_at_once_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        using var alone = new FaultCell(assetMode);
        await alone.EndsClearAsync();

        var reports = await CallAsync(cell.Driver, [.. Enumerable.Repeat(new CancelCommand(KillDriver.Scope(), Trigger.Http), 50)]);

        Assert.All(reports, report => Assert.Equal(Outcome.Clear, report.Outcome));
        Assert.Empty(cell.Resting);
        Assert.InRange(cell.Exchange.Calls.Count, 1, 2 * alone.Exchange.Calls.Count);
    }

    [Theory, OnBothGenerations]
    public async Task Fifty_calls_at_once_while_half_of_the_answers_are_429_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        Fault.TooManyCalls(retryAfterSeconds: null).Befall(cell.Exchange, Paths.All, attempt => attempt % 2 == 0);
        CancelScope[] scopes = [KillDriver.Scope(), KillDriver.Scope("SOL-USDT"), KillDriver.Scope("XRP-USDT", "DOGE-USDT")];

        var reports = await CallAsync(cell.Driver, [.. Enumerable.Range(0, 50).Select(call => new CancelCommand(scopes[call % 3], Trigger.Http))]);

        Assert.All(reports, report => Assert.Equal(Outcome.Clear, report.Outcome));
        Assert.All(reports, report => Assert.InRange(report.ElapsedMs, 0, 20_000));
        Assert.Empty(cell.Resting);
    }

    [Theory, OnBothGenerations]
    public async Task The_same_call_twice_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        var command = new CancelCommand(KillDriver.Scope(), Trigger.Http);

        var reports = await CallAsync(cell.Driver, command, command);

        Assert.All(reports, report => Assert.Equal(Outcome.Clear, report.Outcome));
        Assert.Empty(cell.Resting);
    }

    [Theory, OnBothGenerations]
    public async Task The_same_call_again_in_the_middle_of_the_first_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        var command = new CancelCommand(KillDriver.Scope(), Trigger.Http);
        Task<CancelReport>? second = null;
        SimulatedOrder? late = null;
        using var timer = cell.Driver.Time.CreateTimer(
            _ =>
            {
                late = cell.Place(62000m);
                second = cell.Driver.Service.RunAsync(command);
            },
            null,
            TimeSpan.FromMilliseconds(700),
            Timeout.InfiniteTimeSpan);

        await cell.EndsClearAsync();
        var report = await Task.Run(() => cell.Driver.Time.RunAsync(() => second!));

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.DoesNotContain(cell.Resting, order => order.OrderId == late!.OrderId);
    }

    [Theory, OnBothGenerations]
    public async Task A_dry_run_beside_a_kill_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);

        var reports = await CallAsync(
            cell.Driver,
            new CancelCommand(KillDriver.Scope(), Trigger.Http, DryRun: true),
            new CancelCommand(KillDriver.Scope(), Trigger.Http));

        Assert.Equal([Outcome.DryRun, Outcome.Clear], reports.Select(report => report.Outcome));
        Assert.Equal(0, reports[0].Calls.Trade);
        Assert.Empty(cell.Resting);
    }

    private static Task<CancelReport[]> CallAsync(KillDriver driver, params CancelCommand[] commands) =>
        Task.Run(() => driver.Time.RunAsync(() => Task.WhenAll(commands.Select(driver.Service.RunAsync))));
}
