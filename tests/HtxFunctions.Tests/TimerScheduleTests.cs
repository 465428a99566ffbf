using System.Globalization;
using FunctionsHost.Functions;
using FunctionsHost.Timers;
using HtxFunctions.Tests.Drivers;

namespace HtxFunctions.Tests;

/// <summary>When the sandbox's functions host starts timer functions.</summary>
public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 30 3 * * *", "2026-10-02 03:29:59", "2026-10-02 03:30:00")]
    [InlineData("0 30 3 * * *", "2026-10-02 03:30:00", "2026-10-03 03:30:00")]
    [InlineData("*/5 * * * * *", "2026-10-02 03:30:01", "2026-10-02 03:30:05")]
    [InlineData("30 3 * * *", "2026-10-02 03:30:01", "2026-10-03 03:30:00")]
    [InlineData("0 0 4,12,20 * * MON-FRI", "2026-10-02 20:00:00", "2026-10-05 04:00:00")]
    [InlineData("  15 0 0 1 1 *  ", "2026-10-02 00:00:00", "2027-01-01 00:00:15")]
    public void An_expression_of_five_or_six_fields_comes_due_as_it_says(string expression, string after, string due)
    {
        var schedule = TimerSchedule.Read("%CancelSchedule%", Settings(("CancelSchedule", expression)));

        Assert.Equal(Time(due), schedule.NextAfter(Time(after)));
    }

    [Theory]
    [InlineData("%CancelSchedule%")]
    [InlineData("%Other% * * * * *")]
    [InlineData("every day")]
    [InlineData("")]
    [InlineData("0 0 25 * * *")]
    [InlineData("00:05:00")]
    public void What_is_no_schedule_is_refused(string schedule) =>
        Assert.Throws<FormatException>(() => TimerSchedule.Read(schedule, Settings()));

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_setting_disables_a_function(string? value, bool isDisabled) =>
        Assert.Equal(isDisabled, Settings(("AzureWebJobs.CancelOrdersOnSchedule.Disabled", value)).Disable("CancelOrdersOnSchedule"));

    [Fact]
    public async Task The_schedule_kills_when_it_comes_due_again_and_again()
    {
        await using var app = await AppDriver.StartAsync(("CancelSchedule", "* * * * * *"), ("Cancel:LookInterval", "00:00:00.1"));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        while (app.Exchange.RestingOrders.Count > 0 || app.Messages(1001).Count() < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        Assert.All(app.Messages(1001), record => Assert.Contains("\"trigger\":\"timer\"", record, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("* * * * * *", "AzureWebJobs.CancelOrdersOnSchedule.Disabled", "true")]
    [InlineData("never", "x", "y")]
    public async Task One_that_is_disabled_or_has_no_schedule_runs_only_by_hand(string schedule, string setting, string value)
    {
        await using var app = await AppDriver.StartAsync(("CancelSchedule", schedule), (setting, value), ("Cancel:LookInterval", "00:00:00.1"));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        await Task.Delay(TimeSpan.FromSeconds(1.5));
        Assert.Single(app.Exchange.RestingOrders);
        await app.TickAsync();

        Assert.Empty(app.Exchange.RestingOrders);
    }

    private static AppSettings Settings(params (string Key, string? Value)[] settings) =>
        new(settings.ToDictionary(setting => setting.Key, setting => setting.Value));

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
