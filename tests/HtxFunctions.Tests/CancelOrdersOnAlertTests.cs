using System.Net;
using System.Text;
using System.Text.Json;
using HtxFunctions.Tests.Drivers;
using Microsoft.Extensions.Logging;
using Sandbox.Scenarios;

namespace HtxFunctions.Tests;

public sealed class CancelOrdersOnAlertTests : IAsyncLifetime
{
    private const int Ignored = 2200;
    private const int Refused = 2201;

    private AppDriver _app = null!;

    public async Task InitializeAsync()
    {
        _app = await AppDriver.StartAsync(
            ("Cancel:LookInterval", "00:00:00.1"), ("Cancel:AlertDeadline", "00:00:02"), ("Targets:off:ContractCodes", "BTC"));
        _app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_fired_alert_cancels_its_target_and_the_report_and_the_record_name_the_alert()
    {
        var reply = await _app.AlertAsync(SampleAlerts.Create("Fired", "SANDBOX", Now.AddSeconds(-40)));

        Assert.Equal((HttpStatusCode.OK, "clear", "alert"), (reply.Status, reply.Outcome, reply.Json.GetProperty("trigger").GetString()));
        Assert.Empty(_app.Exchange.RestingOrders);
        var alert = reply.Json.GetProperty("alert");
        Assert.EndsWith("000000000001", alert.GetProperty("alert_id").GetString(), StringComparison.Ordinal);
        Assert.Equal((SampleAlerts.Rule, "Sev1"), (alert.GetProperty("rule").GetString(), alert.GetProperty("severity").GetString()));
        Assert.EndsWith("Z", alert.GetProperty("fired_at").GetString(), StringComparison.Ordinal);
        Assert.InRange(alert.GetProperty("fired_to_verified_ms").GetInt64(), 40_000, 60_000);
        Assert.Contains($"\"alert\":{alert.GetRawText()}", Assert.Single(_app.Messages(1001)), StringComparison.Ordinal);
        Assert.Empty(_app.Messages(Ignored));
    }

    [Fact]
    public async Task A_resolved_alert_cancels_nothing_even_with_a_target_in_its_address()
    {
        var reply = await _app.AlertAsync(SampleAlerts.Create("Resolved", "sandbox", Now), "?target=sandbox");

        AssertIgnored(reply, "not_fired", LogLevel.Information);
        Assert.Equal("Resolved", reply.Json.GetProperty("alert").GetProperty("condition").GetString());
    }

    [Fact]
    public async Task An_alert_without_a_target_cancels_nothing_and_warns_with_the_rules_name()
    {
        var reply = await _app.AlertAsync(SampleAlerts.Create("Fired", null, Now));

        AssertIgnored(reply, "no_target", LogLevel.Warning);
        var message = Assert.Single(_app.Messages(Ignored));
        Assert.StartsWith("AlertIgnored {", message, StringComparison.Ordinal);
        using var record = JsonDocument.Parse(message["AlertIgnored ".Length..]);
        Assert.Equal(SampleAlerts.Rule, record.RootElement.GetProperty("alert").GetProperty("rule").GetString());
    }

    [Theory]
    [InlineData("nosuch", "there are off, sandbox", "nosuch")]
    [InlineData("off", "switched off: Targets:off:ContractCodes", "off")]
    [InlineData("sandbox,sandbox", "there are off, sandbox", "sandbox,sandbox")]
    [InlineData("a-name-that-is-so-long-that-it-is-more-likely-to-be-a-key-in-the-wrong-place", "there are off, sandbox", "(a long name)")]
    public async Task An_alert_whose_target_cannot_be_cancelled_is_answered_400_and_is_an_error(string target, string reason, string shown)
    {
        var reply = await _app.AlertAsync(SampleAlerts.Create("Fired", target, Now), "?target=sandbox");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid", "application/problem+json"), (reply.Status, reply.Outcome, reply.MediaType));
        Assert.Contains(reason, reply.Errors("target"), StringComparison.Ordinal);
        var (level, _, message) = Assert.Single(_app.Log.Lines, line => line.Id.Id == Refused);
        Assert.Equal(LogLevel.Error, level);
        using var record = JsonDocument.Parse(message["AlertRefused ".Length..]);
        Assert.Equal((shown, SampleAlerts.Rule), (record.RootElement.GetProperty("target").GetString(), record.RootElement.GetProperty("alert").GetProperty("rule").GetString()));
        AssertNothingLost();
    }

    [Fact]
    public async Task The_same_target_twice_in_the_address_is_not_guessed_at()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _app.AlertAsync(SampleAlerts.Create("Fired", null, Now), "?target=sandbox&target=sandbox")).Status);
        AssertNothingLost();
    }

    public static TheoryData<string> Bodies() => ["none", "empty", "text", "chunked", "2 MiB", "2 MiB resolved", "not utf-8"];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_cannot_be_read_is_ignored_with_a_warning_though_the_address_names_a_target(string body)
    {
        var reply = await _app.SendAsync(Request(body, "?target=sandbox"));

        AssertIgnored(reply, "not_common_schema", LogLevel.Warning);
        Assert.All(reply.Json.GetProperty("alert").EnumerateObject(), field => Assert.Equal(JsonValueKind.Null, field.Value.ValueKind));
        Assert.Contains("Turn the common alert schema on in the action group", Assert.Single(_app.Messages(Ignored)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":{"status":"Activated"}}""")]
    [InlineData("""{"data":{"status":"Deactivated"}}""")]
    [InlineData("""{"status":"resolved","alerts":[{"status":"resolved"}]}""")]
    [InlineData("""{"check_name":"bot","current_state":"UP"}""")]
    public async Task Another_schema_is_ignored_with_a_warning_though_the_address_names_a_target(string body) =>
        AssertIgnored(await _app.AlertAsync(body, "?target=sandbox"), "not_common_schema", LogLevel.Warning);

    [Fact]
    public async Task The_target_of_the_address_is_the_default_of_an_alert_that_names_none()
    {
        var reply = await _app.AlertAsync(SampleAlerts.Create("Fired", null, Now), "?target=sandbox");

        Assert.Equal((HttpStatusCode.OK, "clear"), (reply.Status, reply.Outcome));
        Assert.Empty(_app.Exchange.RestingOrders);
    }

    [Fact]
    public async Task Only_post_is_served()
    {
        using var response = await _app.World.Client.GetAsync("api/alerts?target=sandbox");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        AssertNothingLost();
    }

    [Fact]
    public async Task Without_the_function_key_the_host_answers_401()
    {
        using var client = new HttpClient { BaseAddress = _app.World.Functions.Url };

        using var response = await client.PostAsync("api/alerts?target=sandbox", new StringContent(SampleAlerts.Create("Fired", "sandbox", Now), Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        AssertNothingLost();
    }

    [Fact]
    public async Task The_same_alert_posted_again_while_it_is_acted_on_shares_the_run()
    {
        _app.Exchange.CancelsDoNothing = true;
        var first = new TaskCompletionSource();
        _app.Exchange.OnRequest(AppDriver.CancelAll, (_, _) =>
        {
            first.TrySetResult();
            return null;
        });
        var alert = SampleAlerts.Create("Fired", "sandbox", Now);

        var one = _app.AlertAsync(alert);
        await first.Task;
        var other = await _app.AlertAsync(alert);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (other.Status, other.RetryAfter));
        Assert.Equal((await one).Json.GetProperty("run_id").GetString(), other.Json.GetProperty("run_id").GetString());
        Assert.Single(_app.Messages(1001));
        Assert.Equal(JsonValueKind.Null, other.Json.GetProperty("alert").GetProperty("fired_to_verified_ms").ValueKind);
    }

    [Fact]
    public async Task An_action_group_that_hangs_up_does_not_stop_the_kill()
    {
        using var hangUp = new CancellationTokenSource();
        _app.Exchange.OnRequest(AppDriver.CancelAll, (_, _) =>
        {
            hangUp.Cancel();
            return null;
        });
        using var alert = new StringContent(SampleAlerts.Create("Fired", "sandbox", Now), Encoding.UTF8, "application/json");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _app.World.Client.PostAsync("api/alerts", alert, hangUp.Token));
        while (!_app.Messages(1001).Any())
        {
            await Task.Yield();
        }

        Assert.Empty(_app.Exchange.RestingOrders);
        Assert.Contains("\"trigger\":\"alert\",\"outcome\":\"clear\"", Assert.Single(_app.Messages(1001)), StringComparison.Ordinal);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static HttpRequestMessage Request(string body, string query)
    {
        var fired = SampleAlerts.Create("Fired", "other", Now);
        var request = new HttpRequestMessage(HttpMethod.Post, "api/alerts" + query)
        {
            Content = body switch
            {
                "none" => null,
                "empty" => new StringContent("", Encoding.UTF8, "application/json"),
                "text" => new StringContent("the bot is silent", Encoding.UTF8, "text/plain"),
                "2 MiB" => new StringContent(fired + new string(' ', 2 * 1024 * 1024), Encoding.UTF8, "application/json"),
                "2 MiB resolved" => new StringContent(new string(' ', 2 * 1024 * 1024) + SampleAlerts.Create("Resolved", "other", Now), Encoding.UTF8, "application/json"),
                "not utf-8" => new ByteArrayContent([0xFF, .. Encoding.UTF8.GetBytes(fired)]),
                _ => new StringContent(fired, Encoding.UTF8, "application/json"),
            },
        };
        request.Headers.TransferEncodingChunked = body == "chunked";
        return request;
    }

    private void AssertIgnored(AppDriver.Reply reply, string reason, LogLevel level)
    {
        Assert.Equal((HttpStatusCode.OK, "ignored", "application/json"), (reply.Status, reply.Outcome, reply.MediaType));
        Assert.Equal(reason, reply.Json.GetProperty("reason").GetString());
        Assert.Null(reply.RetryAfter);
        Assert.Equal(level, Assert.Single(_app.Log.Lines, line => line.Id.Id == Ignored).Level);
        AssertNothingLost();
    }

    private void AssertNothingLost()
    {
        Assert.Single(_app.Exchange.RestingOrders);
        Assert.Empty(_app.Calls);
    }
}
