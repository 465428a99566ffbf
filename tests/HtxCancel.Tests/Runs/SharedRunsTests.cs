using HtxCancel.Alerts;
using HtxCancel.Tests.Drivers;
using HtxSimulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace HtxCancel.Tests.Runs;

/// <summary>Calls that ask the same at the same time.</summary>
public sealed class SharedRunsTests
{
    // Each field of a call and of its scope; the test below holds that none is left out.
    private static readonly Dictionary<string, Func<CancelCommand, CancelCommand>> Different = new()
    {
        [nameof(CancelCommand.Trigger)] = one => one with { Trigger = Trigger.Timer },
        [nameof(CancelCommand.DryRun)] = one => one with { DryRun = true },
        [nameof(CancelCommand.HoldMinutes)] = one => one with { HoldMinutes = 10 },
        [nameof(CancelScope.Accounts)] = one => one with { Scope = one.Scope with { Accounts = ["other"] } },
        [nameof(CancelScope.ContractCodes)] = one => one with { Scope = one.Scope with { ContractCodes = ["BTC-USDT"] } },
        [nameof(CancelScope.Direction)] = one => one with { Scope = one.Scope with { Direction = Direction.Buy } },
        [nameof(CancelScope.Offset)] = one => one with { Scope = one.Scope with { Offset = Offset.Close } },
        [nameof(CancelScope.MarginModeAsked)] = one => one with { Scope = one.Scope with { MarginModeAsked = MarginScope.Isolated } },
        [nameof(CancelScope.OrderTypes)] = one => one with { Scope = one.Scope with { OrderTypes = [OrderType.Plain, OrderType.Trigger] } },
    };

    [Fact]
    public void Every_field_that_can_be_asked_for_makes_two_calls_different() => Assert.Equal(
        Different.Keys.Append(nameof(CancelCommand.Scope)).Append(nameof(CancelCommand.Alert)).Append(nameof(CancelCommand.AskedBy)).Order(),
        typeof(CancelScope).GetProperties().Concat(typeof(CancelCommand).GetProperties())
            .Where(property => property.CanWrite).Select(property => property.Name).Order());

    [Fact]
    public async Task Calls_for_different_reasons_share_a_run_and_both_reasons_are_recorded()
    {
        using var driver = new KillDriver();
        var one = new CancelCommand(KillDriver.Scope(), Trigger.Http) { AskedBy = new("mia", "feed froze") };

        var reports = await BothAsync(driver, one, one with { AskedBy = new("tom", "bot gone mad") });

        Assert.Single(reports.Select(report => report.RunId).Distinct());
        Assert.All(reports, report => Assert.Equal(["bot gone mad", "feed froze"], report.AskedBy.Select(who => who.Reason).Order()));
    }

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
        using var driver = new KillDriver();
        using var works = CancelsWorkAfter(driver, seconds: 0.7);

        var reports = await CallAsync(driver, [TimeSpan.Zero, TimeSpan.FromMilliseconds(500)]);

        Assert.Equal(reports[0].RunId, reports[1].RunId);
        Assert.Equal(Outcome.Clear, reports[1].Outcome);
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
        using var driver = new KillDriver();
        using var works = CancelsWorkAfter(driver, seconds: 1.2);
        var one = Alert(driver, "id-1");

        var reports = await CallAsync(driver, KillDriver.Scope(), (one, 0), (one with { AlertId = "id-2" }, 1));

        Assert.Equal(reports[0].RunId, reports[1].RunId);
        Assert.Equal(["id-1", "id-2"], reports.Select(report => report.Alert?.AlertId));
        Assert.Equal([Outcome.Clear, Outcome.Clear], reports.Select(report => report.Outcome));
    }

    [Theory]
    [InlineData(Trigger.Http, 20)]
    [InlineData(Trigger.Alert, 60)]
    public async Task A_call_that_joins_a_failing_run_a_second_and_a_half_before_its_end_does_not_get_that_run_s_remaining(Trigger trigger, int deadline)
    {
        using var driver = new KillDriver();
        using var works = CancelsWorkAfter(driver, seconds: deadline + 0.05);
        var begunAt = driver.Time.GetUtcNow();

        var reports = await CallAsync(driver, KillDriver.Scope(), trigger, (Alert(driver, "id-1"), 0), (Alert(driver, "id-2"), deadline - 1.5));

        Assert.Equal([Outcome.Remaining, Outcome.Clear], reports.Select(report => report.Outcome));
        Assert.NotEqual(reports[0].RunId, reports[1].RunId);

        // Its own run begins as soon as the other has failed, and not when 2 s are over.
        Assert.Equal(deadline - 1.5, (reports[1].StartedAt - begunAt).TotalSeconds);
        Assert.InRange(reports[1].TimingsMs.Keys!.Value, 1500, 1600);
    }

    [Theory]
    [InlineData(19.9)]
    [InlineData(19)]
    [InlineData(3)]
    public async Task A_call_that_joins_a_failing_run_is_answered_20_s_after_it_came(double after)
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var reports = await CallAsync(driver, [TimeSpan.Zero, TimeSpan.FromSeconds(after)]);

        Assert.NotEqual(reports[0].RunId, reports[1].RunId);
        Assert.Equal((Outcome.Remaining, after), (reports[1].Outcome, (reports[1].StartedAt - reports[0].StartedAt).TotalSeconds));
        Assert.InRange(reports[1].ElapsedMs, 19_900, 21_000);
    }

    [Theory]
    [InlineData(Outcome.Clear)]
    [InlineData(Outcome.Refused)]
    [InlineData(Outcome.DryRun)]
    public async Task A_run_that_ends_soon_and_well_answers_a_call_that_came_before_its_first_request(Outcome outcome)
    {
        using var driver = new KillDriver();
        var vault = new SlowStart(driver.Keys, driver.Time);
        driver.Vault = vault;
        var command = new CancelCommand(KillDriver.Scope(outcome == Outcome.Refused ? "NOSUCH-USDT" : "BTC-USDT"), Trigger.Http, DryRun: outcome == Outcome.DryRun);

        var reports = await CallAsync(driver, [TimeSpan.Zero, TimeSpan.FromMilliseconds(300)], command: command);

        Assert.All(reports, report => Assert.Equal(outcome, report.Outcome));
        Assert.Equal(reports[0].RunId, reports[1].RunId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_calls_within_a_second_make_two_runs_however_the_first_one_ends(bool fails)
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = fails } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var begunAt = driver.Time.GetUtcNow();

        var reports = await CallAsync(driver, Enumerable.Range(0, 10).Select(call => TimeSpan.FromMilliseconds(100 * call)));

        Assert.Single(reports.Skip(1).DistinctBy(report => report.RunId));
        Assert.NotEqual(reports[0].RunId, reports[1].RunId);
        Assert.All(reports, report => Assert.Equal(fails ? Outcome.Remaining : Outcome.Clear, report.Outcome));

        // The first one that waited counts for all, and all of them called before the cancels.
        Assert.Equal(begunAt + TimeSpan.FromMilliseconds(100), reports[9].StartedAt);
        Assert.InRange(reports[9].TimingsMs.Keys!.Value, 900, 2000);
    }

    [Fact]
    public async Task The_same_alert_shares_its_run_though_another_alert_has_one_beside_it_and_though_it_was_another_that_set_it_off()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var (one, two, three) = (Alert(driver, "id-1"), Alert(driver, "id-2"), Alert(driver, "id-3"));

        var reports = await CallAsync(driver, KillDriver.Scope(), (one, 0), (two, 10), (three, 10), (one, 20), (two, 20), (three, 20));

        Assert.Equal(
            [reports[0].RunId, reports[1].RunId, reports[1].RunId, reports[0].RunId, reports[1].RunId, reports[1].RunId],
            reports.Select(report => report.RunId));
        Assert.NotEqual(reports[0].RunId, reports[1].RunId);
    }

    [Fact]
    public async Task A_call_waits_for_another_run_no_longer_than_a_quarter_of_its_own_deadline()
    {
        using var driver = new KillDriver { Exchange = { CancelsDoNothing = true }, Settings = { HttpDeadline = TimeSpan.FromSeconds(4) } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var reports = await CallAsync(driver, [TimeSpan.Zero, TimeSpan.FromSeconds(2)]);

        Assert.InRange(reports[1].TimingsMs.Keys!.Value, 1000, 1100);
        Assert.InRange(reports[1].ElapsedMs, 4000, 5000);
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
        Assert.Equal([Outcome.Clear, Outcome.Clear], reports.Select(report => report.Outcome));
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
        var shared = new SharedRuns(driver.Settings, driver.Time);
        var end = new TaskCompletionSource<CancelReport>();
        var one = CallAsync(driver, shared, _ => end.Task);
        var other = CallAsync(driver, shared, _ => Task.FromResult(Report()));

        end.SetException(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => one);
        await Assert.ThrowsAsync<TimeoutException>(() => other);
        Assert.False((await CallAsync(driver, shared, _ => Task.FromResult(Report()))).IsShared);
    }

    [Fact]
    public async Task A_run_that_fails_is_no_answer_to_a_call_that_came_after_it_began()
    {
        using var driver = new KillDriver();
        var shared = new SharedRuns(driver.Settings, driver.Time);
        var end = new TaskCompletionSource<CancelReport>();
        var report = Report();
        var one = CallAsync(driver, shared, _ => end.Task);
        driver.Time.Advance(TimeSpan.FromMilliseconds(10));
        var other = CallAsync(driver, shared, _ => Task.FromResult(report));

        end.SetException(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => one);
        Assert.Equal((report, false), await other);
    }

    [Fact]
    public async Task A_run_that_was_given_up_leaves_the_one_in_its_place_to_those_who_call()
    {
        using var driver = new KillDriver();
        var shared = new SharedRuns(driver.Settings, driver.Time);
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

    // One order rests until then.
    private static ITimer CancelsWorkAfter(KillDriver driver, double seconds)
    {
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.CancelsDoNothing = true;
        return driver.Time.CreateTimer(_ => driver.Exchange.CancelsDoNothing = false, null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }

    private static AlertDetails Alert(KillDriver driver, string id) => new(id, "bot heartbeat missing", "Sev1", driver.Time.GetUtcNow(), "Fired");

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

    private static Task<CancelReport[]> CallAsync(KillDriver driver, CancelScope scope, params (AlertDetails Alert, double AfterSeconds)[] calls) =>
        CallAsync(driver, scope, Trigger.Alert, calls);

    private static Task<CancelReport[]> CallAsync(KillDriver driver, CancelScope scope, Trigger trigger, params (AlertDetails Alert, double AfterSeconds)[] calls) =>
        driver.OnFakeTimeAsync(() => Task.WhenAll(calls.Select(async call =>
        {
            await Task.Delay(TimeSpan.FromSeconds(call.AfterSeconds), driver.Time);
            return await driver.Service.RunAsync(new CancelCommand(scope, trigger) { Alert = call.Alert });
        })));

    private static Task<CancelReport[]> CallAsync(KillDriver driver, IEnumerable<TimeSpan> delays, Action? beforeLast = null, CancelCommand? command = null)
    {
        command ??= new CancelCommand(KillDriver.Scope(), Trigger.Http);
        var last = delays.Count() - 1;
        return driver.OnFakeTimeAsync(() => Task.WhenAll(delays.Select(async (delay, number) =>
        {
            await Task.Delay(delay, driver.Time);
            if (number == last)
            {
                beforeLast?.Invoke();
            }

            return await driver.Service.RunAsync(command);
        })));
    }

    // A key store whose first answer takes half a second.
    private sealed class SlowStart(FixedKeys keys, TimeProvider time) : IApiKeys
    {
        public async Task<ApiKeyResult> GetAsync(string secretName, CancellationToken cancellationToken)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
            return await keys.GetAsync(secretName, cancellationToken);
        }

        public Task<ApiKeyResult> RefreshAsync(string secretName, CancellationToken cancellationToken) => keys.RefreshAsync(secretName, cancellationToken);

        public ApiKeyResult.Found? Cached(string secretName) => keys.Cached(secretName);
    }
}
