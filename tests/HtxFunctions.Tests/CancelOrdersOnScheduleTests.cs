using FunctionsHost.Timers;
using HtxFunctions.Tests.Drivers;
using Microsoft.Extensions.Logging;

namespace HtxFunctions.Tests;

public sealed class CancelOrdersOnScheduleTests
{
    [Fact]
    public async Task A_tick_cancels_every_target_with_a_record_each()
    {
        await using var app = await StartAsync(("CancelTargets", "sandbox, other"), ("Targets:other:ContractCodes", "DOGE-USDT"));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        app.Account.Place("DOGE-USDT", "buy", "open", 1m, 1);

        await app.TickAsync();

        Assert.Empty(app.Exchange.RestingOrders);
        Assert.Equal(2, app.Messages(1001).Count());
        Assert.All(app.Messages(1001), record => Assert.Contains("\"trigger\":\"timer\",\"outcome\":\"clear\"", record, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(120, false)]
    public async Task A_past_due_tick_acts_only_when_it_is_less_than_5_minutes_late(int minutes, bool acts)
    {
        await using var app = await StartAsync();
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        await app.TickAsync(PastDue(Now.AddMinutes(-minutes)));

        Assert.Equal(acts ? 0 : 1, app.Exchange.RestingOrders.Count);
        Assert.Equal(acts ? [] : [LogLevel.Error], app.Log.Lines.Where(line => line.Id.Id == 2101).Select(line => line.Level));
    }

    [Fact]
    public async Task How_late_is_too_late_can_be_set()
    {
        await using var app = await StartAsync(("ScheduleMaxLate", "03:00:00"));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        await app.TickAsync(PastDue(Now.AddHours(-2).ToLocalTime()));

        Assert.Empty(app.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_past_due_tick_of_unknown_lateness_does_nothing_and_is_an_error(bool hasStatus)
    {
        await using var app = await StartAsync();
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        await app.TickAsync(new TimerTick(IsPastDue: true, hasStatus ? new TimerStatus(default, default, default) : null));

        Assert.Single(app.Exchange.RestingOrders);
        Assert.Equal(LogLevel.Error, Assert.Single(app.Log.Lines, line => line.Id.Id == 2102).Level);
    }

    [Fact]
    public async Task Without_targets_it_does_nothing_and_says_so()
    {
        await using var app = await StartAsync(("CancelTargets", ""));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        await app.TickAsync();

        Assert.Single(app.Exchange.RestingOrders);
        Assert.Single(app.Messages(2100));
        Assert.Empty(app.Calls);
    }

    [Fact]
    public async Task A_target_that_is_unknown_or_switched_off_is_an_error_and_the_others_run()
    {
        await using var app = await StartAsync(
            ("CancelTargets", "nosuch,off,sandbox"), ("Targets:off:ContractCodes", "DOGE-USDT"), ("Targets:off:Direction", "up"));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        app.Account.Place("DOGE-USDT", "buy", "open", 1m, 1);

        await app.TickAsync();

        Assert.Equal("DOGE-USDT", Assert.Single(app.Exchange.RestingOrders).ContractCode);
        Assert.Contains("nosuch", Assert.Single(app.Messages(2103)), StringComparison.Ordinal);
        Assert.Contains("Direction must be buy or sell", Assert.Single(app.Messages(2104)), StringComparison.Ordinal);
        Assert.All(app.Log.Lines.Where(line => line.Id.Id is 2103 or 2104), line => Assert.Equal(LogLevel.Error, line.Level));
    }

    [Fact]
    public async Task It_never_throws_out_of_the_function()
    {
        await using var app = await StartAsync(("Cancel:TimerDeadline", "00:00:01"));
        app.Vault.Forbidden = true;
        app.Fault(HtxSimulator.SimulatedResponse.Reset);

        await app.TickAsync();

        Assert.Contains("CancelRunFinished", Assert.Single(app.Messages(1001)), StringComparison.Ordinal);
    }

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static Task<AppDriver> StartAsync(params (string, string?)[] settings) =>
        AppDriver.StartAsync([("Cancel:LookInterval", "00:00:00.1"), .. settings]);

    private static TimerTick PastDue(DateTime due) => new(IsPastDue: true, new TimerStatus(default, due, default));
}
