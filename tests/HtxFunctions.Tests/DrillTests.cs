using System.Text.Json;
using FunctionsHost.Timers;
using HtxFunctions.Tests.Drivers;
using Microsoft.Extensions.Logging;

namespace HtxFunctions.Tests;

public sealed class DrillTests
{
    private const int Finished = 1300;
    private const int Expiring = 1301;

    [Fact]
    public async Task A_drill_logs_one_record_and_cancels_nothing()
    {
        await using var app = await AppDriver.StartAsync();
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        await DrillAsync(app);

        using var record = Record(app);
        Assert.True(record.RootElement.GetProperty("ready").GetBoolean());
        var target = record.RootElement.GetProperty("targets")[0];
        Assert.Equal(("sandbox", "dry_run", 1), (target.GetProperty("target").GetString(), target.GetProperty("outcome").GetString(), target.GetProperty("would_cancel").GetInt32()));
        Assert.Equal(LogLevel.Information, app.Log.Lines.Single(line => line.Id.Id == Finished).Level);
        Assert.Empty(app.Messages(Expiring));
        Assert.Single(app.Exchange.RestingOrders);
        Assert.DoesNotContain(app.Exchange.Calls, call => call.Path.Contains("cancel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_drill_of_an_app_that_is_not_ready_is_an_error()
    {
        await using var app = await AppDriver.StartAsync(("Targets:off:ContractCodes", "DOGE-USDT"), ("Targets:off:Direction", "up"));

        await DrillAsync(app);

        using var record = Record(app);
        Assert.False(record.RootElement.GetProperty("ready").GetBoolean());
        Assert.StartsWith("Target off is switched off", record.RootElement.GetProperty("problems")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(LogLevel.Error, app.Log.Lines.Single(line => line.Id.Id == Finished).Level);
    }

    [Fact]
    public async Task A_secret_about_to_expire_is_a_warning_with_the_account_and_the_days()
    {
        await using var app = await AppDriver.StartAsync();
        app.Vault.Expiries["htx-main"] = TimeProvider.System.GetUtcNow().AddDays(5.5);

        await DrillAsync(app);

        var line = Assert.Single(app.Messages(Expiring));
        using var json = JsonDocument.Parse(line["SecretExpiring ".Length..]);
        Assert.Equal(["account", "secret_expires_at", "days_left"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("main", 5), (json.RootElement.GetProperty("account").GetString(), json.RootElement.GetProperty("days_left").GetInt32()));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(6, false)]
    public async Task A_past_due_drill_runs_only_when_it_is_less_than_5_minutes_late(int minutes, bool runs)
    {
        await using var app = await AppDriver.StartAsync();
        var due = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-minutes);

        await DrillAsync(app, new TimerTick(IsPastDue: true, new TimerStatus(default, due, default)));

        Assert.Equal(runs ? 1 : 0, app.Messages(Finished).Count());
        Assert.Equal(runs ? 0 : 1, app.Messages(2301).Count());
    }

    [Fact]
    public async Task A_past_due_drill_of_unknown_lateness_does_nothing_and_warns()
    {
        await using var app = await AppDriver.StartAsync();

        await DrillAsync(app, new TimerTick(IsPastDue: true));

        Assert.Empty(app.Messages(Finished));
        Assert.Single(app.Messages(2302));
    }

    private static Task DrillAsync(AppDriver app, TimerTick? tick = null) => app.World.Functions.RunTimerAsync("Drill", tick ?? new TimerTick());

    private static JsonDocument Record(AppDriver app) => JsonDocument.Parse(Assert.Single(app.Messages(Finished))["DrillFinished ".Length..]);
}
