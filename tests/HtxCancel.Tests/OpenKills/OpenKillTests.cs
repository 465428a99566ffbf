using BlobSimulator;
using HtxCancel.OpenKills;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.OpenKills;

public sealed class OpenKillTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(Trigger.Http)]
    [InlineData(Trigger.Timer)]
    [InlineData(Trigger.Alert)]
    public async Task A_kill_is_stored_while_it_runs_and_no_longer_once_it_is_clear(Trigger trigger)
    {
        using var driver = Driver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var stored = 0;
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, _) =>
        {
            stored = Math.Max(stored, driver.Blobs!.Blobs.Count);
            return null;
        });

        var report = await driver.KillAsync(trigger: trigger);

        Assert.Equal((Outcome.Clear, true, false), (report.Outcome, report.Durable, report.GoesOn));
        Assert.Equal(1, stored);
        Assert.Empty(driver.Blobs!.Blobs);
    }

    [Fact]
    public async Task A_dry_run_is_no_open_kill()
    {
        using var driver = Driver();

        var report = await driver.KillAsync(dryRun: true);

        Assert.Null(report.Durable);
        Assert.Empty(driver.Blobs!.Calls);
    }

    [Fact]
    public async Task After_an_answered_call_nothing_is_cancelled_whatever_the_trader_places()
    {
        using var driver = Driver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.CancelsDoNothing = true;
        var report = await driver.KillAsync();
        driver.Exchange.CancelsDoNothing = false;
        var calls = driver.Exchange.Calls.Count;

        await driver.OnFakeTimeAsync(async () =>
        {
            await driver.TickForAsync(TimeSpan.FromMinutes(1));
            driver.Account.Place("BTC-USDT", "buy", "open", 61000m, 1);
            await driver.TickForAsync(TimeSpan.FromMinutes(1));
        });

        Assert.Equal((Outcome.Remaining, true, false), (report.Outcome, report.Durable, report.GoesOn));
        Assert.Equal(calls, driver.Exchange.Calls.Count);
        Assert.Equal(2, driver.Account.RestingOrders.Count);
    }

    [Fact]
    public async Task An_alert_in_a_settlement_is_answered_within_8_s_and_clear_within_17_s_after_it()
    {
        using var driver = Driver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var begun = driver.Time.GetUtcNow();
        var settled = begun + TimeSpan.FromMinutes(4);
        Settle(driver, settled);
        DateTimeOffset answered = default, gone = default;

        var report = await driver.OnFakeTimeAsync(async () =>
        {
            var answer = await driver.Service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Alert) { AskedBy = new("desk", "the feed froze") });
            answered = driver.Time.GetUtcNow();
            while (driver.Blobs!.Blobs.Any(blob => blob.Name.StartsWith("open/", StringComparison.Ordinal)))
            {
                await driver.TickForAsync(Tick / 15);
            }

            gone = driver.Time.GetUtcNow();
            return answer;
        });

        driver.Keep(report);
        Assert.Equal((true, true), (report.Durable, report.GoesOn));
        Assert.InRange(answered - begun, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        Assert.InRange(gone - settled, TimeSpan.Zero, TimeSpan.FromSeconds(17));
        Assert.Empty(driver.Account.RestingOrders);
        var last = Finished(driver)[^1];
        Assert.Contains("\"outcome\":\"clear\"", last, StringComparison.Ordinal);
        Assert.Contains("\"trigger\":\"alert\"", last, StringComparison.Ordinal);
        Assert.Contains("the feed froze", last, StringComparison.Ordinal);
        Assert.Contains($"\"first_run_id\":\"{report.RunId}\"", last, StringComparison.Ordinal);
        Assert.Equal(2, Finished(driver).Count);
    }

    [Fact]
    public async Task Of_nine_codes_one_misspelt_the_eight_are_gone_after_the_settlement()
    {
        using var driver = Driver();
        var codes = driver.PlaceOnContracts(8);
        Settle(driver, driver.Time.GetUtcNow() + TimeSpan.FromSeconds(30));

        var report = await driver.OnFakeTimeAsync(async () =>
        {
            var answer = await driver.Service.RunAsync(new CancelCommand(KillDriver.Scope([.. codes, "BTCC-USDT"]), Trigger.Alert));
            await driver.TickForAsync(TimeSpan.FromSeconds(60));
            return answer;
        });

        driver.Keep(report);
        Assert.True(report.GoesOn);
        Assert.Empty(driver.Account.RestingOrders);
        Assert.Empty(Open(driver));
    }

    [Fact]
    public async Task A_run_that_died_unanswered_is_gone_on_with_and_keeps_trigger_and_reason()
    {
        using var driver = Driver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        await driver.OnFakeTimeAsync(async () =>
        {
            await StoreDeadAsync(driver, new CancelCommand(KillDriver.Scope(), Trigger.Http) { AskedBy = new("mia", "bot gone mad") });
            await driver.TickForAsync(Tick);
            Assert.Single(driver.Account.RestingOrders);
            await driver.TickForAsync(Tick * 2);
        });

        Assert.Empty(driver.Account.RestingOrders);
        Assert.Empty(Open(driver));
        var record = Assert.Single(Finished(driver));
        Assert.Contains("\"outcome\":\"clear\"", record, StringComparison.Ordinal);
        Assert.Contains("\"trigger\":\"http\"", record, StringComparison.Ordinal);
        Assert.Contains("bot gone mad", record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_a_hold_no_order_of_a_busy_bot_rests_for_more_than_20_s()
    {
        using var driver = Driver();
        var rested = await HoldAsync(driver, TimeSpan.FromMinutes(3) + Tick, null);

        Assert.InRange(rested.Max(), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Empty(driver.Account.RestingOrders);
        Assert.Empty(Open(driver));
        Assert.Equal(2, Finished(driver).Count);
        Assert.Contains(driver.Log.Lines, line => line.Message.StartsWith("KillResumed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_released_hold_cancels_nothing_later_than_6_s_after()
    {
        using var driver = Driver();
        var released = TimeSpan.FromSeconds(48);
        var begun = driver.Time.GetUtcNow();

        await HoldAsync(driver, TimeSpan.FromSeconds(120), released);

        Assert.NotEmpty(driver.Account.RestingOrders);
        var cancels = driver.Exchange.Calls.Where(call => call.Path == KillDriver.CancelAll && call.Time > begun + released + TimeSpan.FromSeconds(6));
        Assert.Empty(cancels);
        Assert.Contains(driver.Log.Lines, line => line.Message.StartsWith("KillReleased", StringComparison.Ordinal) && line.Message.Contains("\"released_by\":\"mia\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_placed_after_a_hold_is_left_alone()
    {
        using var driver = Driver();

        await driver.OnFakeTimeAsync(async () =>
        {
            await driver.Service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Http) { HoldMinutes = 1 });
            await Task.Delay(TimeSpan.FromSeconds(50), driver.Time);
            await driver.TickForAsync(TimeSpan.FromSeconds(5));
            await Task.Delay(TimeSpan.FromSeconds(10), driver.Time);
            driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
            await driver.TickForAsync(Tick * 2);
        });

        Assert.Single(driver.Account.RestingOrders);
        Assert.Empty(Open(driver));
        Assert.Contains("\"goes_on\":false", Finished(driver)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_that_fires_every_minute_with_a_hold_is_one_open_kill()
    {
        using var driver = Driver();
        List<int> open = [];

        var reports = await driver.OnFakeTimeAsync(async () =>
        {
            List<CancelReport> answers = [];
            for (var minute = 0; minute < 5; minute++)
            {
                answers.Add(await driver.Service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Alert) { HoldMinutes = 2, AskedBy = new(null, $"reason {minute}") }));
                await driver.TickForAsync(TimeSpan.FromMinutes(1));
                open.Add(Open(driver).Count);
            }

            return answers;
        });

        reports.ForEach(driver.Keep);
        Assert.All(open, count => Assert.Equal(1, count));
        Assert.Single(reports.Select(report => report.KillId).Distinct());
        Assert.Equal(reports.Select(report => report.HoldUntil).Order(), reports.Select(report => report.HoldUntil));
        Assert.Contains("reason 0", Open(driver)[0].Text, StringComparison.Ordinal);
        Assert.Contains("reason 4", Open(driver)[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unfinished_kill_is_given_up_after_an_hour()
    {
        using var driver = Driver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.CancelsDoNothing = true;
        driver.Settings.TimerDeadline = TimeSpan.FromSeconds(10);

        await driver.OnFakeTimeAsync(async () =>
        {
            await driver.Service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Timer));
        });
        driver.Time.Advance(TimeSpan.FromMinutes(61));
        await driver.OnFakeTimeAsync(() => driver.TickForAsync(Tick));

        Assert.Empty(Open(driver));
        Assert.Contains(driver.Log.Lines, line => line.Message.StartsWith("KillGivenUp", StringComparison.Ordinal) && line.Message.Contains("\"last_outcome\":\"remaining\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kill_that_is_asked_for_again_is_not_given_up_for_its_age()
    {
        using var driver = Driver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.CancelsDoNothing = true;
        driver.Settings.TimerDeadline = TimeSpan.FromSeconds(10);
        await driver.KillAsync(trigger: Trigger.Timer);
        driver.Time.Advance(TimeSpan.FromMinutes(61));
        await driver.KillAsync(trigger: Trigger.Timer);

        await driver.OnFakeTimeAsync(() => driver.TickForAsync(Tick));

        Assert.Single(Open(driver));
    }

    [Fact]
    public async Task A_kill_that_is_released_while_its_caller_waits_ends_at_once_and_says_so()
    {
        using var driver = Driver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.CancelsDoNothing = true;

        var report = await driver.OnFakeTimeAsync(async () =>
        {
            var answer = driver.Service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Http));
            await Task.Delay(TimeSpan.FromSeconds(2), driver.Time);
            Assert.True(await driver.Kills.ReleaseAsync(StoredScope.Of(KillDriver.Scope()).ToId(), null));
            return await answer;
        });

        driver.Keep(report);
        Assert.InRange(report.ElapsedMs, 2_000, 8_000);
        Assert.Contains("released", report.DurableDetail, StringComparison.Ordinal);
        Assert.Empty(Open(driver));
    }

    [Fact]
    public async Task A_hold_lasts_by_the_stores_clock_whatever_the_instances_clock_says()
    {
        var time = new TestClock();
        using var driver = new KillDriver(time) { Blobs = new SimulatedBlobs(new Shifted(time, TimeSpan.FromMinutes(-2))) };

        var (report, held, over) = await driver.OnFakeTimeAsync(async () =>
        {
            var answer = await driver.Service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Http) { HoldMinutes = 1 });
            await driver.TickForAsync(TimeSpan.FromSeconds(50));
            var open = Open(driver).Count;
            await driver.TickForAsync(TimeSpan.FromSeconds(30));
            return (answer, open, Open(driver).Count);
        });

        Assert.Equal((1, 0), (held, over));
        Assert.InRange(report.HoldUntil!.Value - report.StartedAt, TimeSpan.FromSeconds(-61), TimeSpan.FromSeconds(-59));
    }

    [Fact]
    public async Task A_kill_of_an_account_that_the_settings_lost_is_complained_of_and_given_up_in_the_end()
    {
        using var driver = Driver();
        await driver.KillAsync(dryRun: true);

        await driver.OnFakeTimeAsync(async () =>
        {
            await StoreDeadAsync(driver, new CancelCommand(KillDriver.Scope() with { Accounts = ["lost"] }, Trigger.Timer));
            await driver.TickForAsync(TimeSpan.FromMinutes(1));
            Assert.Single(Open(driver));
        });
        driver.Time.Advance(TimeSpan.FromMinutes(61));
        await driver.OnFakeTimeAsync(() => driver.TickForAsync(Tick));

        Assert.Contains("Account 'lost' is not in the settings", Assert.Single(driver.Log.Lines, line => line.Id.Id == 1203).Message, StringComparison.Ordinal);
        Assert.Single(driver.Log.Lines, line => line.Id.Id == 1201);
        Assert.Empty(Open(driver));
    }

    [Fact]
    public async Task A_kill_of_which_some_is_done_runs_only_the_rest_again()
    {
        using var driver = Driver();
        driver.Exchange.Contracts.UnionWith(["BTC-USDT", "ETH-USDT"]);
        driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);
        driver.Settings.TimerDeadline = driver.Settings.BlockedDeadline = TimeSpan.FromSeconds(10);
        var settled = driver.Time.GetUtcNow() + TimeSpan.FromSeconds(20);
        driver.Exchange.OnRequest(KillDriver.CancelAll, (request, _) =>
            request.Body.Contains("ETH", StringComparison.Ordinal) && driver.Time.GetUtcNow() < settled ? Fault.Code(1056).Instead!(driver.Exchange, request) : null);

        await driver.OnFakeTimeAsync(async () =>
        {
            await driver.Service.RunAsync(new CancelCommand(KillDriver.Scope("BTC-USDT", "ETH-USDT"), Trigger.Timer));
            driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
            await driver.TickForAsync(Tick * 3);
        });

        Assert.Equal("BTC-USDT", Assert.Single(driver.Account.RestingOrders).ContractCode);
        Assert.Empty(Open(driver));
        var record = Finished(driver)[^1];
        Assert.Contains("\"outcome\":\"clear\"", record, StringComparison.Ordinal);
        Assert.Contains("\"contract_codes\":[\"ETH-USDT\"]", record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clear_of_one_account_is_not_said_of_another_that_was_refused()
    {
        using var driver = Driver();
        driver.AddAccount("other").Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Keys.Answers("htx-other", new ApiKeyResult.Refused("it is disabled"));
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Settings.TimerDeadline = driver.Settings.BlockedDeadline = TimeSpan.FromSeconds(10);
        Settle(driver, driver.Time.GetUtcNow() + TimeSpan.FromSeconds(20));

        var report = await driver.OnFakeTimeAsync(async () =>
        {
            var first = await driver.Service.RunAsync(new CancelCommand(KillDriver.Scope() with { Accounts = ["main", "other"] }, Trigger.Timer));
            await driver.TickForAsync(Tick * 3);
            return first;
        });

        driver.Keep(report);
        Assert.Equal(Outcome.Refused, report.Outcome);
        Assert.Single(driver.Exchange.RestingOrders);
        var record = Finished(driver)[^1];
        Assert.Contains("\"outcome\":\"clear\"", record, StringComparison.Ordinal);
        Assert.Contains("\"accounts\":[\"main\"]", record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_the_settings_lost_is_refused_and_keeps_no_other_from_being_cancelled()
    {
        using var driver = Driver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        _ = driver.Service;

        await driver.OnFakeTimeAsync(async () =>
        {
            await StoreDeadAsync(driver, new CancelCommand(KillDriver.Scope() with { Accounts = ["lost", "main"] }, Trigger.Timer));
            await driver.TickForAsync(Tick * 3);
        });

        Assert.Empty(driver.Account.RestingOrders);
        var record = Assert.Single(Finished(driver));
        Assert.Contains("\"outcome\":\"refused\"", record, StringComparison.Ordinal);
        Assert.Contains("the settings have no such account any more", record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blob_whose_scope_names_nothing_or_has_an_unknown_filter_cancels_nothing_and_is_left()
    {
        using var driver = Driver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        _ = driver.Service;

        await driver.OnFakeTimeAsync(async () =>
        {
            await StoreDeadAsync(driver, new CancelCommand(KillDriver.Scope(), Trigger.Timer));
            var (name, text) = (Open(driver)[0].Name, Open(driver)[0].Text);
            driver.Blobs!.Remove(name);
            driver.Blobs.Put("open/000000000000000000000001.json", text.Replace("[\"BTC-USDT\"]", "[]", StringComparison.Ordinal));
            driver.Blobs.Put("open/000000000000000000000002.json", text.Replace("\"direction\":null", "\"direction\":null,\"client_order_id\":\"1\"", StringComparison.Ordinal));
            await driver.TickForAsync(Tick * 3);
        });

        Assert.Single(driver.Account.RestingOrders);
        Assert.Empty(driver.Exchange.Calls);
        Assert.Equal(2, Open(driver).Count);
        Assert.Equal(2, driver.Log.Lines.Count(line => line.Id.Id == 1203));
        Assert.Empty(Finished(driver));
    }

    [Fact]
    public async Task A_tick_near_the_end_of_a_hold_cancels_little_of_what_comes_after_it()
    {
        using var driver = Driver();
        var begun = driver.Time.GetUtcNow();

        await driver.OnFakeTimeAsync(async () =>
        {
            await driver.Service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Http) { HoldMinutes = 1 });
            await Task.Delay(TimeSpan.FromSeconds(57), driver.Time);
            var tick = driver.Kills.TickAsync();
            for (var order = 0; order < 30; order++)
            {
                driver.Account.Place("BTC-USDT", "buy", "open", 60000m + order, 1);
                await Task.Delay(TimeSpan.FromMilliseconds(500), driver.Time);
            }

            await tick;
        });

        Assert.DoesNotContain(driver.Exchange.Calls, call => call.Path == KillDriver.CancelAll && call.Time > begun + TimeSpan.FromSeconds(63.5));
        Assert.NotEmpty(driver.Account.RestingOrders);
    }

    [Fact]
    public async Task A_blob_that_cannot_be_read_is_left_and_logged_once_an_hour_and_readiness_says_so()
    {
        using var driver = Driver();
        driver.Blobs!.Put("open/0123456789abcdef01234567.json", "{\"half\":");

        var check = await driver.OnFakeTimeAsync(async () =>
        {
            await driver.TickForAsync(TimeSpan.FromMinutes(2));
            return await driver.Kills.CheckAsync();
        });

        Assert.Single(Open(driver));
        Assert.Single(driver.Log.Lines, line => line.Id.Id == 1203);
        Assert.Contains("0123456789abcdef01234567 cannot be read", Assert.Single(check.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readiness_says_when_the_last_tick_was_too_long_ago()
    {
        using var driver = Driver();

        var (never, now, later) = await driver.OnFakeTimeAsync(async () =>
        {
            var before = await driver.Kills.CheckAsync();
            await driver.Kills.TickAsync();
            var after = await driver.Kills.CheckAsync();
            await Task.Delay(TimeSpan.FromSeconds(62), driver.Time);
            return (before, after, await driver.Kills.CheckAsync());
        });

        Assert.Contains("has come yet", Assert.Single(never.Problems), StringComparison.Ordinal);
        Assert.Empty(now.Problems);
        Assert.True(now.Stores);
        Assert.Contains("62 s ago", Assert.Single(later.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_store_a_targets_hold_is_left_out_and_the_report_says_so()
    {
        using var driver = new KillDriver();

        var report = await driver.KillAsync(new CancelCommand(KillDriver.Scope(), Trigger.Alert) { HoldMinutes = 30 });

        Assert.Null(report.Durable);
        Assert.False(report.GoesOn);
    }

    private sealed class Shifted(TestClock time, TimeSpan by) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + by;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
    }

    internal static KillDriver Driver()
    {
        var time = new TestClock();
        return new KillDriver(time) { Blobs = new SimulatedBlobs(time) };
    }

    internal static IReadOnlyList<SimulatedBlob> Open(KillDriver driver) =>
        [.. driver.Blobs!.Blobs.Where(blob => blob.Name.StartsWith("open/", StringComparison.Ordinal))];

    internal static IReadOnlyList<string> Finished(KillDriver driver) =>
        [.. driver.Log.Lines.Where(line => line.Id.Id == 1001).Select(line => line.Message)];

    // What a process leaves that died after the store had answered.
    internal static async Task StoreDeadAsync(KillDriver driver, CancelCommand command)
    {
        var run = new CancelRun(command, [], 0, driver.Keys, driver.Transport!, driver.Settings, driver.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        run.JoinedBy(command);
        await driver.Store.ChangeAsync(StoredScope.Of(command.Scope).ToId(), Guid.NewGuid().ToString(), (kill, now) => (kill ?? OpenKill.Of(command, now)).JoinedBy(run, now));
    }

    private static void Settle(KillDriver driver, DateTimeOffset until) =>
        driver.Exchange.OnRequest(KillDriver.CancelAll, (request, _) => driver.Time.GetUtcNow() < until ? Fault.Code(1056).Instead!(driver.Exchange, request) : null);

    // A bot places an order every second for two minutes, under a hold of three; how long each rested.
    private static async Task<IReadOnlyList<TimeSpan>> HoldAsync(KillDriver driver, TimeSpan ticks, TimeSpan? releasedAfter) => await driver.OnFakeTimeAsync(async () =>
    {
        var begun = driver.Time.GetUtcNow();
        var bot = BotAsync();
        var report = await driver.Service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Http) { HoldMinutes = 3 });
        driver.Keep(report);
        var ticking = driver.TickForAsync(ticks);
        if (releasedAfter is { } after)
        {
            await Task.Delay(begun + after - driver.Time.GetUtcNow(), driver.Time);
            Assert.True(await driver.Kills.ReleaseAsync(report.KillId!, "mia"));
        }

        await ticking;
        return await bot;

        async Task<IReadOnlyList<TimeSpan>> BotAsync()
        {
            Dictionary<string, TimeSpan> rested = [];
            for (var second = 0; second < ticks.TotalSeconds; second++)
            {
                if (second < 120)
                {
                    driver.Account.Place("BTC-USDT", "buy", "open", 60000m + second, 1);
                }

                await Task.Delay(TimeSpan.FromSeconds(1), driver.Time);
                foreach (var order in driver.Account.RestingOrders)
                {
                    rested[order.OrderId] = driver.Time.GetUtcNow() - order.CreatedAt;
                }
            }

            return [.. rested.Values];
        }
    });
}
