using BlobSimulator;
using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.OpenKills;

/// <summary>What the store of open kills does to a kill when it fails: nothing, but that the kill is not durable, and says so.</summary>
public sealed class StoreOutageTests
{
    private static readonly Dictionary<string, (BlobFault Fault, string Words)> Faults = new()
    {
        ["403"] = (BlobFault.Answers(403, "AuthorizationPermissionMismatch"), "answered 403 AuthorizationPermissionMismatch"),
        ["404, no container"] = (BlobFault.Answers(404, "ContainerNotFound"), "answered 404 ContainerNotFound"),
        ["409"] = (BlobFault.Answers(409, "ContainerBeingDeleted"), "answered 409 ContainerBeingDeleted"),
        ["412"] = (BlobFault.Answers(412, "SourceConditionNotMet"), "answered 412 SourceConditionNotMet"),
        ["429"] = (BlobFault.Answers(429, "TooManyRequests"), "answered 429 TooManyRequests"),
        ["500"] = (BlobFault.Answers(500, "InternalError"), "answered 500 InternalError"),
        ["hangs"] = (BlobFault.Hangs, "did not answer in time"),
        ["no connection"] = (BlobFault.NoConnection, "could not be reached"),
    };

    public static IEnumerable<object[]> EveryFault => Faults.Keys.SelectMany(fault => Enum.GetValues<Trigger>().Select(trigger => new object[] { fault, trigger }));

    [Theory]
    [MemberData(nameof(EveryFault))]
    public async Task A_store_that_fails_from_the_start_changes_no_call_and_no_time_and_the_report_says_why(string fault, Trigger trigger)
    {
        var (without, _) = await KillAsync(null, trigger);
        var (calls, report) = await KillAsync(_ => Faults[fault].Fault, trigger);

        Assert.Equal(without, calls);
        Assert.Equal((Outcome.Clear, false, false), (report.Outcome, report.Durable, report.GoesOn));
        Assert.Contains(Faults[fault].Words, report.DurableDetail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryFault))]
    public async Task A_store_that_fails_later_changes_no_call_and_no_time(string fault, Trigger trigger)
    {
        var (without, _) = await KillAsync(null, trigger);
        var isStored = false;
        var (calls, report) = await KillAsync(
            request =>
            {
                var fails = isStored;
                isStored |= request.Operation == BlobOperation.Put;
                return fails ? Faults[fault].Fault : null;
            },
            trigger);

        Assert.Equal(without, calls);
        Assert.Equal((Outcome.Clear, true), (report.Outcome, report.Durable));
    }

    [Theory]
    [InlineData(BlobOperation.Put)]
    [InlineData(BlobOperation.AcquireLease)]
    [InlineData(BlobOperation.Get)]
    [InlineData(BlobOperation.Delete)]
    [InlineData(BlobOperation.BreakLease)]
    public async Task A_lost_answer_of_the_store_leaves_no_kill_open_that_was_answered(BlobOperation operation)
    {
        foreach (var fault in new[] { BlobFault.LosesAnswer, BlobFault.HangsAfterwards })
        {
            using var driver = OpenKillTests.Driver();
            var lost = false;
            driver.Blobs!.Fault = request => request.Operation == operation && !lost && (lost = true) ? fault : null;

            await driver.OnFakeTimeAsync(async () =>
            {
                driver.Keep(await driver.Service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Http)));
                await Task.Delay(TimeSpan.FromSeconds(10), driver.Time);
            });

            Assert.Empty(OpenKillTests.Open(driver));
        }
    }

    [Fact]
    public async Task A_kill_whose_end_could_not_be_written_is_not_run_again_once_the_store_is_back()
    {
        using var driver = OpenKillTests.Driver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.CancelsDoNothing = true;
        var back = driver.Time.GetUtcNow() + TimeSpan.FromSeconds(52);
        var isStored = false;
        driver.Blobs!.Fault = request =>
        {
            var fails = isStored && driver.Time.GetUtcNow() < back;
            isStored |= request.Operation == BlobOperation.Put;
            return fails ? BlobFault.Answers(500, "InternalError") : null;
        };

        var calls = await driver.OnFakeTimeAsync(async () =>
        {
            driver.Keep(await driver.Service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Http)));
            var answered = driver.Exchange.Calls.Count;
            await driver.TickForAsync(TimeSpan.FromSeconds(90));
            return driver.Exchange.Calls.Count - answered;
        });

        Assert.Equal(0, calls);
        Assert.Empty(OpenKillTests.Open(driver));
    }

    [Fact]
    public async Task An_alert_whose_kill_is_not_stored_is_answered_at_its_own_deadline()
    {
        using var driver = OpenKillTests.Driver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.CancelsDoNothing = true;
        driver.Blobs!.Fault = _ => BlobFault.Hangs;

        var report = await driver.KillAsync(trigger: Trigger.Alert);

        Assert.Equal((Outcome.Remaining, false, false), (report.Outcome, report.Durable, report.GoesOn));
        Assert.InRange(report.ElapsedMs, 60_000, 61_000);
    }

    [Fact]
    public async Task A_hold_that_is_not_stored_is_left_out_and_the_report_says_so()
    {
        using var driver = OpenKillTests.Driver();
        driver.Blobs!.Fault = _ => BlobFault.Answers(403, "AuthorizationPermissionMismatch");

        var report = await driver.KillAsync(new CancelCommand(KillDriver.Scope(), Trigger.Http) { HoldMinutes = 30 });

        Assert.Equal((Outcome.Clear, false, false), (report.Outcome, report.Durable, report.GoesOn));
        Assert.Contains("its hold of 30 minutes is left out", report.DurableDetail, StringComparison.Ordinal);
    }

    private static async Task<(IReadOnlyList<(string Path, TimeSpan At)> Calls, CancelReport Report)> KillAsync(Func<BlobRequest, BlobFault?>? fault, Trigger trigger)
    {
        var time = new TestClock();
        using var driver = new KillDriver(time) { Blobs = fault is null ? null : new SimulatedBlobs(time) { Fault = fault }, Jitter = () => 0.5 };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.RoundTrip = TimeSpan.FromMilliseconds(30);
        var begun = driver.Time.GetUtcNow();

        var report = await driver.KillAsync(trigger: trigger);

        return ([.. driver.Exchange.Calls.Select(call => (call.Path, call.Time - begun))], report);
    }
}
