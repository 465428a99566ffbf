using System.Globalization;
using System.Net;
using System.Text;
using FunctionsHost.Functions;
using FunctionsHost.Http;
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

    [Fact]
    public async Task One_that_is_disabled_runs_only_by_hand()
    {
        await using var app = await AppDriver.StartAsync(
            ("CancelSchedule", "* * * * * *"), ("AzureWebJobs.CancelOrdersOnSchedule.Disabled", "true"), ("DrillSchedule", "* * * * * *"), ("Cancel:LookInterval", "00:00:00.1"));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        // Another function, with the same schedule, has run twice.
        while (app.Messages(1300).Count() < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        Assert.Single(app.Exchange.RestingOrders);
        Assert.Equal(HttpStatusCode.Accepted, await StartByHandAsync(app, "CancelOrdersOnSchedule"));
        while (app.Exchange.RestingOrders.Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    [Theory]
    [InlineData("never")]
    [InlineData(null)]
    public async Task One_that_has_no_schedule_is_disabled_and_everything_else_works(string? schedule)
    {
        await using var app = await AppDriver.StartAsync(("CancelSchedule", schedule), ("Cancel:LookInterval", "00:00:00.1"));

        Assert.Equal(HttpStatusCode.NotFound, await StartByHandAsync(app, "CancelOrdersOnSchedule"));

        Assert.Equal(HttpStatusCode.Accepted, await StartByHandAsync(app, "Drill"));
        Assert.Equal("clear", (await app.PostAsync("""{"contract_code":"BTC-USDT"}""")).Outcome);
    }

    private static async Task<HttpStatusCode> StartByHandAsync(AppDriver app, string function)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"admin/functions/{function}") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add(FunctionKeys.Header, app.World.Functions.MasterKey);
        using var client = new HttpClient { BaseAddress = app.World.Functions.Url };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static AppSettings Settings(params (string Key, string? Value)[] settings) =>
        new(settings.ToDictionary(setting => setting.Key, setting => setting.Value));

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
