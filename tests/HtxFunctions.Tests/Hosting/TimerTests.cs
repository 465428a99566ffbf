using System.Net;
using System.Text;
using FunctionsHost.Http;

namespace HtxFunctions.Tests.Hosting;

/// <summary>When the functions host runs timer functions, and what it tells them.</summary>
public sealed class TimerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_schedule_of_a_setting_comes_due_again_and_again_and_is_told_when()
    {
        await using var probe = await ProbeApp.StartAsync(null, ("TickSchedule", "0 5 * * * *"));

        probe.Time.Advance(Minute);
        var (function, first) = await probe.Probe.Ticks.Reader.ReadAsync();
        await probe.AdvanceUntilAsync(() => probe.Probe.Ticks.Reader.Count > 0, TimeSpan.FromMinutes(5));
        var (_, second) = await probe.Probe.Ticks.Reader.ReadAsync();

        Assert.Equal(("Tick", false, false), (function, first.IsPastDue, second.IsPastDue));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 5, 0, DateTimeKind.Utc), first.ScheduleStatus!.Next);
        Assert.Equal((first.ScheduleStatus.Next.AddHours(1), true), (second.ScheduleStatus!.Next, second.ScheduleStatus.Last >= first.ScheduleStatus.Next));
    }

    [Fact]
    public async Task A_schedule_of_less_than_a_minute_has_no_status()
    {
        await using var probe = await ProbeApp.StartAsync(null, ("TickSchedule", "*/10 * * * * *"));

        probe.Time.Advance(Minute);

        Assert.Null((await probe.Probe.Ticks.Reader.ReadAsync()).Timer.ScheduleStatus);
    }

    [Fact]
    public async Task A_tick_that_was_missed_while_no_host_ran_comes_at_once_past_due()
    {
        var last = new DateTime(2026, 1, 1, 22, 0, 0, DateTimeKind.Utc);
        await using var probe = await ProbeApp.StartAsync(
            new Dictionary<string, DateTime> { ["Tick"] = last, ["OtherTick"] = last }, ("TickSchedule", "0 30 1 * * *"), ("OtherSchedule", "0 0 6 * * *"));

        var (function, timer) = await probe.Probe.Ticks.Reader.ReadAsync();

        Assert.Equal(("Tick", true), (function, timer.IsPastDue));
        Assert.Equal((last, new DateTime(2026, 1, 2, 1, 30, 0, DateTimeKind.Utc)), (timer.ScheduleStatus!.Last, timer.ScheduleStatus.Next));

        // Nothing was missed of the other one: its next run is the first.
        await probe.AdvanceUntilAsync(() => probe.Probe.Ticks.Reader.Count > 0, TimeSpan.FromMinutes(30));
        Assert.Equal(("OtherTick", false), await probe.Probe.Ticks.Reader.ReadAsync() is var (other, tick) ? (other, tick.IsPastDue) : default);
    }

    [Fact]
    public async Task Runs_of_one_schedule_never_overlap_and_one_that_takes_long_is_followed_by_another_at_once()
    {
        await using var probe = await ProbeApp.StartAsync(null, ("SlowSchedule", "0 * * * * *"), ("TickSchedule", "0 10 * * * *"));
        probe.Time.Advance(Minute);
        await probe.Probe.Waiting.Reader.ReadAsync();

        // Five minutes on another schedule has come due.
        probe.Time.Advance(5 * Minute);
        Assert.Equal("Tick", (await probe.Probe.Ticks.Reader.ReadAsync()).Function);
        Assert.False(probe.Probe.Waiting.Reader.TryRead(out _));

        probe.Probe.Gate.SetResult();
        Assert.Equal("SlowTick", (await probe.Probe.Ticks.Reader.ReadAsync()).Function);
        Assert.Equal("SlowTick", (await probe.Probe.Ticks.Reader.ReadAsync()).Function);
    }

    [Fact]
    public async Task A_run_that_fails_is_logged_and_stops_nothing()
    {
        await using var probe = await ProbeApp.StartAsync(null, ("BadSchedule", "0 * * * * *"));

        await probe.AdvanceUntilAsync(() => probe.Probe.Ticks.Reader.Count > 1, Minute);

        Assert.Contains(probe.Log, line => line.Message.StartsWith("Function BadTick failed: The tick failed.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_function_whose_setting_is_missing_or_no_schedule_is_disabled_alone()
    {
        await using var probe = await ProbeApp.StartAsync(null, ("TickSchedule", null), ("BadSchedule", "every day"), ("OtherSchedule", "0 5 * * * *"));

        probe.Time.Advance(Minute);

        Assert.Equal("OtherTick", (await probe.Probe.Ticks.Reader.ReadAsync()).Function);
        Assert.Equal(
            ["Function BadTick is disabled: 'every day' is not an NCRONTAB expression.", "Function Tick is disabled: the app setting TickSchedule is missing."],
            probe.Log.Where(line => line.Category == "Host.Startup").Select(line => line.Message).Order());
        Assert.Equal(HttpStatusCode.NotFound, await StartAsync(probe, "Tick", probe.App.MasterKey));
    }

    [Fact]
    public async Task A_function_that_is_disabled_has_no_ticks_and_runs_by_hand()
    {
        await using var probe = await ProbeApp.StartAsync(null, ("TickSchedule", "0 5 * * * *"), ("AzureWebJobs.Tick.Disabled", "true"), ("OtherSchedule", "0 6 * * * *"));
        await probe.AdvanceUntilAsync(() => probe.Probe.Ticks.Reader.Count > 0, Minute);
        Assert.Equal("OtherTick", (await probe.Probe.Ticks.Reader.ReadAsync()).Function);

        Assert.Equal(HttpStatusCode.Accepted, await StartAsync(probe, "tick", probe.App.MasterKey));

        var (function, timer) = await probe.Probe.Ticks.Reader.ReadAsync();
        Assert.Equal(("Tick", false, true), (function, timer.IsPastDue, timer.ScheduleStatus!.Next > probe.Time.GetUtcNow().UtcDateTime));
    }

    [Fact]
    public async Task Starting_by_hand_is_answered_before_the_run_has_ended()
    {
        await using var probe = await ProbeApp.StartAsync();

        Assert.Equal(HttpStatusCode.Accepted, await StartAsync(probe, "SlowTick", probe.App.MasterKey));

        Assert.Equal("SlowTick", await probe.Probe.Waiting.Reader.ReadAsync());
        Assert.Equal(1, probe.App.Running);
    }

    [Theory]
    [InlineData("Tick", "host", "{}", "application/json", 401)]
    [InlineData("Tick", "none", "{}", "application/json", 401)]
    [InlineData("NoSuch", "master", "{}", "application/json", 404)]
    [InlineData("Echo", "master", "{}", "application/json", 404)]
    [InlineData("Tick", "master", "{}", "text/plain", 415)]
    [InlineData("Tick", "master", "", "application/json", 400)]
    [InlineData("Tick", "master", "[]", "application/json", 400)]
    public async Task What_does_not_start_a_function_by_hand_says_why(string function, string key, string body, string contentType, int status)
    {
        await using var probe = await ProbeApp.StartAsync();
        var value = key switch { "host" => probe.App.HostKey, "master" => probe.App.MasterKey, _ => "" };

        Assert.Equal(status, (int)await StartAsync(probe, function, value, body, contentType));
        Assert.Equal(0, probe.App.Running);
    }

    private static async Task<HttpStatusCode> StartAsync(ProbeApp probe, string function, string key, string body = "{}", string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"admin/functions/{function}") { Content = new StringContent(body, Encoding.UTF8, contentType) };
        request.Headers.Add(FunctionKeys.Header, key);
        using var answer = await probe.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
