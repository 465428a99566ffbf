using HtxCancel.Alerts;
using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Tests.Drivers;
using HtxSimulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace HtxCancel.Tests.Cancellation;

/// <summary>Calls that ask the same at the same time.</summary>
public sealed class SharedRunsTests
{
    // Each field of a call and of its scope; the test below holds that none is left out.
    private static readonly Dictionary<string, Func<CancelCommand, CancelCommand>> Different = new()
    {
        [nameof(CancelCommand.Trigger)] = one => one with { Trigger = Trigger.Timer },
        [nameof(CancelCommand.DryRun)] = one => one with { DryRun = true },
        [nameof(CancelScope.Accounts)] = one => one with { Scope = one.Scope with { Accounts = ["other"] } },
        [nameof(CancelScope.ContractCodes)] = one => one with { Scope = one.Scope with { ContractCodes = ["BTC-USDT"] } },
        [nameof(CancelScope.Direction)] = one => one with { Scope = one.Scope with { Direction = Direction.Buy } },
        [nameof(CancelScope.Offset)] = one => one with { Scope = one.Scope with { Offset = Offset.Close } },
        [nameof(CancelScope.MarginModeAsked)] = one => one with { Scope = one.Scope with { MarginModeAsked = MarginScope.Isolated } },
        [nameof(CancelScope.OrderTypes)] = one => one with { Scope = one.Scope with { OrderTypes = [OrderType.Plain, OrderType.Trigger] } },
    };

    [Fact]
    public void Every_field_that_can_be_asked_for_makes_two_calls_different() => Assert.Equal(
        Different.Keys.Append(nameof(CancelCommand.Scope)).Append(nameof(CancelCommand.Alert)).Order(),
        typeof(CancelScope).GetProperties().Concat(typeof(CancelCommand).GetProperties())
            .Where(property => property.CanWrite).Select(property => property.Name).Order());

    [Fact]
    public async Task Fifty_equal_calls_at_once_make_two_runs()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var reports = await CallAsync(driver, Enumerable.Repeat(TimeSpan.Zero, 50));

        Assert.All(reports, report => Assert.Equal(Outcome.Clear, report.Outcome));
        Assert.InRange(reports.DistinctBy(report => report.RunId).Count(), 1, 2);
        Assert.InRange(driver.CallsTo(KillDriver.CancelAll), 1, 2);
        Assert.InRange(reports.Max(report => report.ElapsedMs), 1000, 3000);
    }

    [Fact]
    public async Task A_call_is_answered_only_from_cancels_and_looks_that_began_after_it()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        string? late = null;

        var reports = await CallAsync(driver, [TimeSpan.Zero, TimeSpan.FromMilliseconds(500)], beforeLast: () =>
            late = driver.Account.Place("BTC-USDT", "buy", "open", 61000m, 1).OrderId);

        Assert.All(reports, report => Assert.Equal(Outcome.Clear, report.Outcome));
        Assert.Empty(driver.Exchange.RestingOrders);
        var cancels = driver.Exchange.Calls.Where(call => call.Path == KillDriver.CancelAll).ToList();
        Assert.True(cancels[^1].Time - cancels[0].Time >= TimeSpan.FromMilliseconds(500));
        Assert.NotNull(late);
    }

    [Fact]
    public async Task A_call_whose_cancels_began_before_it_gets_a_run_of_its_own()
    {
        using var driver = new KillDriver();

        var reports = await CallAsync(driver, [TimeSpan.Zero, TimeSpan.FromMilliseconds(500)]);

        Assert.NotEqual(reports[0].RunId, reports[1].RunId);
        Assert.Equal(2, driver.CallsTo(KillDriver.CancelAll));
    }

    [Fact]
    public async Task A_run_that_begins_another_round_answers_those_who_called_before_it()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var reports = await CallAsync(driver, [TimeSpan.Zero, TimeSpan.FromSeconds(18.5)]);

        Assert.Equal(reports[0].RunId, reports[1].RunId);
        Assert.Equal(Outcome.Remaining, reports[1].Outcome);
        Assert.Contains(driver.Log.Lines, line => line.Id.Id == 1006 && line.Message.Contains(reports[0].RunId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_does_not_wait_long_for_a_run_that_has_met_something()
    {
        using var driver = new KillDriver();
        driver.Account.RefuseCancel(driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1).OrderId, 1440);
        var command = new CancelCommand(KillDriver.Scope("BTC-USDT", "ETH-USDT"), Trigger.Http);

        var begun = driver.Time.GetUtcNow();
        await Task.Run(() => driver.Time.RunAsync(() => Task.WhenAll(new[] { 0, 3 }.Select(async seconds =>
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), driver.Time);
            return await driver.Service.RunAsync(command);
        }))));

        Assert.Contains(driver.Exchange.Calls, call => call.Path == KillDriver.CancelAll && call.Body.Contains("BTC-USDT", StringComparison.Ordinal)
            && call.Time - begun >= TimeSpan.FromSeconds(5) && call.Time - begun <= TimeSpan.FromSeconds(5.5));
    }

    [Fact]
    public async Task Two_alerts_that_ask_the_same_share_the_run_and_each_is_told_of_itself()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var one = new AlertDetails("id-1", "bot heartbeat missing", "Sev1", driver.Time.GetUtcNow(), "Fired");

        var reports = await CallAsync(driver, KillDriver.Scope(), (one, 0), (one with { AlertId = "id-2" }, 59));

        Assert.Equal(reports[0].RunId, reports[1].RunId);
        Assert.Equal(["id-1", "id-2"], reports.Select(report => report.Alert?.AlertId));
        Assert.InRange(reports[0].ElapsedMs, 59_000, 61_000);
    }

    [Fact]
    public async Task The_same_alert_once_more_shares_its_run_though_a_contract_was_proven_clear_before_and_another_alert_does_not()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var one = new AlertDetails("id-1", "bot heartbeat missing", "Sev1", driver.Time.GetUtcNow(), "Fired");

        var reports = await CallAsync(
            driver, KillDriver.Scope("BTC-USDT", "ETH-USDT"), (one, 0), (one, 15), (one with { AlertId = "id-2" }, 30), (AlertDetails.None, 30));

        Assert.Equal(reports[0].RunId, reports[1].RunId);
        Assert.NotEqual(reports[0].RunId, reports[2].RunId);
        Assert.NotEqual(reports[0].RunId, reports[3].RunId);
    }

    public static TheoryData<string> Differences() => [.. Different.Keys];

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task Calls_that_do_not_ask_the_same_share_nothing(string difference)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        driver.AddAccount("other");
        var one = new CancelCommand(KillDriver.Scope("BTC-USDT", "ETH-USDT"), Trigger.Http);

        var reports = await BothAsync(driver, one, Different[difference](one));

        Assert.NotEqual(reports[0].RunId, reports[1].RunId);
    }

    [Fact]
    public async Task A_kill_of_all_order_types_is_not_answered_by_the_clear_of_a_plain_one()
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        driver.Account.PlaceAlgo("BTC-USDT", "trigger", "buy", "open", 60000m, 1);
        var plain = new CancelCommand(KillDriver.Scope(), Trigger.Http);

        var reports = await BothAsync(driver, plain, plain with { Scope = plain.Scope with { OrderTypes = Enum.GetValues<OrderType>() } });

        Assert.All(reports, report => Assert.Equal(Outcome.Clear, report.Outcome));
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task Calls_that_name_the_same_in_another_order_share_a_run()
    {
        using var driver = new KillDriver { Account = { AssetMode = 2 } };
        driver.AddAccount("other");
        var one = new CancelCommand(
            new CancelScope(["main", "other"], ["BTC-USDT", "ETH-USDT"], null, null) { OrderTypes = [OrderType.Plain, OrderType.Trigger] }, Trigger.Http);

        var reports = await BothAsync(
            driver, one, one with { Scope = new CancelScope(["other", "main"], ["ETH-USDT", "BTC-USDT"], null, null) { OrderTypes = [OrderType.Trigger, OrderType.Plain] } });

        Assert.Equal(reports[0].RunId, reports[1].RunId);
    }

    [Fact]
    public async Task A_call_that_waits_for_an_equal_one_keeps_its_own_deadline()
    {
        using var driver = new KillDriver();
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, _) => SimulatedResponse.Hang);

        var begun = driver.Time.GetTimestamp();
        var reports = await CallAsync(driver, [TimeSpan.Zero, TimeSpan.FromSeconds(3)]);

        Assert.All(reports, report => Assert.Equal(Outcome.Unknown, report.Outcome));
        Assert.InRange(driver.Time.GetElapsedTime(begun), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(24));
    }

    [Fact]
    public async Task Calls_of_the_same_moment_share_the_run_however_long_it_takes()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var reports = await CallAsync(driver, [TimeSpan.Zero, TimeSpan.Zero]);

        Assert.Equal(reports[0].RunId, reports[1].RunId);
        Assert.Equal(Outcome.Remaining, reports[1].Outcome);
    }

    [Fact]
    public async Task A_call_of_the_moment_at_which_the_last_round_begins_is_answered_by_it()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        Task<CancelReport>? second = null;
        driver.Exchange.OnRequest(KillDriver.CancelAll, (_, attempt) =>
        {
            if (attempt == 2)
            {
                driver.Exchange.CancelsDoNothing = false;
                second = driver.Service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Http));
            }

            return null;
        });

        var first = await driver.KillAsync();
        var other = await Task.Run(() => driver.Time.RunAsync(() => second!));

        Assert.Equal((first.RunId, Outcome.Clear), (other.RunId, other.Outcome));
    }

    [Fact]
    public async Task A_run_that_waited_for_another_counts_from_its_call()
    {
        using var driver = new KillDriver();
        var begun = driver.Time.GetUtcNow();

        var reports = await CallAsync(driver, [TimeSpan.Zero, TimeSpan.FromMilliseconds(500)]);

        Assert.Equal([begun, begun + TimeSpan.FromMilliseconds(500)], reports.Select(report => report.StartedAt));
        Assert.InRange(reports[1].ElapsedMs, 1500, 1800);
        Assert.InRange(reports[1].TimingsMs.Keys!.Value, 500, 700);
    }

    [Fact]
    public async Task A_run_that_emptied_one_contract_before_a_call_and_another_after_it_does_not_answer_the_call()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var late = driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);
        driver.Account.RefuseCancel(late.OrderId, 1440);
        using var passes = driver.Time.CreateTimer(_ => driver.Account.RefuseCancel(late.OrderId, null), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        var command = new CancelCommand(KillDriver.Scope("*"), Trigger.Http);

        var reports = await Task.Run(() => driver.Time.RunAsync(() => Task.WhenAll(new[] { 0, 500 }.Select(async milliseconds =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), driver.Time);
            return await driver.Service.RunAsync(command);
        }))));

        Assert.All(reports, report => Assert.Equal(Outcome.Clear, report.Outcome));
        Assert.NotEqual(reports[0].RunId, reports[1].RunId);
    }

    [Fact]
    public async Task A_run_that_fails_fails_for_those_who_wait_and_not_for_the_next_call()
    {
        using var driver = new KillDriver();
        var shared = new SharedRuns(driver.Time);
        var end = new TaskCompletionSource<CancelReport>();
        var one = CallAsync(driver, shared, _ => end.Task);
        var other = CallAsync(driver, shared, _ => Task.FromResult(Report()));

        end.SetException(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => one);
        await Assert.ThrowsAsync<TimeoutException>(() => other);
        Assert.False((await CallAsync(driver, shared, _ => Task.FromResult(Report()))).IsShared);
    }

    [Fact]
    public async Task A_run_that_was_given_up_leaves_the_one_in_its_place_to_those_who_call()
    {
        using var driver = new KillDriver();
        var shared = new SharedRuns(driver.Time);
        TaskCompletionSource<CancelReport> first = new(), second = new();
        var begun = new TaskCompletionSource();
        var one = CallAsync(driver, shared, _ => first.Task);
        driver.Time.Advance(TimeSpan.FromMilliseconds(10));
        var two = CallAsync(driver, shared, _ =>
        {
            begun.SetResult();
            return second.Task;
        });
        driver.Time.Advance(TimeSpan.FromSeconds(2));
        await begun.Task;
        first.SetResult(Report());
        await one;
        driver.Time.Advance(TimeSpan.FromMilliseconds(10));

        var three = CallAsync(driver, shared, _ => Task.FromResult(Report()));
        var report = Report();
        second.SetResult(report);

        Assert.Equal((report, false), await two);
        Assert.Equal((report, true), await three);
    }

    private static Task<CancelReport[]> BothAsync(KillDriver driver, CancelCommand one, CancelCommand other) =>
        Task.Run(() => driver.Time.RunAsync(() => Task.WhenAll(driver.Service.RunAsync(one), driver.Service.RunAsync(other))));

    private static Task<(CancelReport Report, bool IsShared)> CallAsync(KillDriver driver, SharedRuns shared, Func<CancelRun, Task<CancelReport>> start)
    {
        _ = driver.Service;
        var command = new CancelCommand(KillDriver.Scope(), Trigger.Http);
        return shared.RunAsync(
            command, arrivedAt => new CancelRun(command, [], arrivedAt, driver.Keys, driver.Transport!, driver.Settings, driver.Time, NullLogger.Instance), start);
    }

    private static CancelReport Report() => new(
        Guid.NewGuid().ToString(), Trigger.Http, Outcome.Clear, false, KillDriver.Scope(), [], ReportTotals.Of([]), new ReportCalls(0, 0, 0),
        new ReportTimings(null, null, null, null, null), DateTimeOffset.UnixEpoch, 0);

    private static Task<CancelReport[]> CallAsync(KillDriver driver, CancelScope scope, params (AlertDetails Alert, int AfterSeconds)[] calls) =>
        Task.Run(() => driver.Time.RunAsync(() => Task.WhenAll(calls.Select(async call =>
        {
            await Task.Delay(TimeSpan.FromSeconds(call.AfterSeconds), driver.Time);
            return await driver.Service.RunAsync(new CancelCommand(scope, Trigger.Alert) { Alert = call.Alert });
        }))));

    private static async Task<CancelReport[]> CallAsync(KillDriver driver, IEnumerable<TimeSpan> delays, Action? beforeLast = null)
    {
        var command = new CancelCommand(KillDriver.Scope(), Trigger.Http);
        var last = delays.Count() - 1;
        return await Task.Run(() => driver.Time.RunAsync(() => Task.WhenAll(delays.Select(async (delay, number) =>
        {
            await Task.Delay(delay, driver.Time);
            if (number == last)
            {
                beforeLast?.Invoke();
            }

            return await driver.Service.RunAsync(command);
        }))));
    }
}
