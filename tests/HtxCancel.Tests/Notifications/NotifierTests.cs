using System.Net;
using System.Text.Json;
using HtxCancel.Notifications;
using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Notifications;

/// <summary>Who hears of a run, when, and in which form: as each service documents it.</summary>
public sealed class NotifierTests
{
    private const string Slack = "https://hooks.slack.com/services/T0/B0/canary-access-slack";
    private const string Teams = "https://prod-1.westeurope.logic.azure.com/workflows/canary-access-teams/triggers/manual/paths/invoke?sig=canary-secret-teams";
    private const string PowerPlatform = "https://default1.environment.api.powerplatform.com/powerautomate/automations/direct/workflows/canary-access-power";
    private const string PagerDuty = "https://events.pagerduty.com/v2/enqueue?routing_key=canary-access-pager";
    private const string Other = "https://example.com/hook?token=canary-access-other";

    // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    [Fact]
    public async Task Slack_gets_one_text_that_begins_with_the_word_and_holds_no_control_character_of_a_name()
    {
        var body = await OneAsync(Slack, Report(Outcome.Remaining, rule: "<!channel> *a* & b"));

        var text = body.GetProperty("text").GetString()!;
        Assert.Equal(["text"], body.EnumerateObject().Select(member => member.Name));
        Assert.StartsWith("*REMAINING*: 2 orders in scope still rest\n*What*: plain orders in isolated margin on BTC-USDT of account main\n", text, StringComparison.Ordinal);
        Assert.Contains("&lt;!channel&gt; ∗a∗ &amp; b", text, StringComparison.Ordinal);
        Assert.Contains("\n*What rests*: 2 orders in scope", text, StringComparison.Ordinal);
        Assert.Contains("\n*What to do*: stop what places orders, then call again", text, StringComparison.Ordinal);
    }

    // https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
    [Theory]
    [InlineData(Teams)]
    [InlineData(PowerPlatform)]
    public async Task Teams_gets_an_adaptive_card_whose_texts_are_no_markdown(string address)
    {
        var body = await OneAsync(address, Report(Outcome.Clear, rule: "[a](https://evil.example) **b**"));

        Assert.Equal("message", body.GetProperty("type").GetString());
        var attachment = Assert.Single(body.GetProperty("attachments").EnumerateArray());
        Assert.Equal("application/vnd.microsoft.card.adaptive", attachment.GetProperty("contentType").GetString());
        var card = attachment.GetProperty("content");
        Assert.Equal(("AdaptiveCard", "1.2"), (card.GetProperty("type").GetString(), card.GetProperty("version").GetString()));
        var blocks = card.GetProperty("body").EnumerateArray().ToList();
        Assert.All(blocks, block => Assert.Equal("RichTextBlock", block.GetProperty("type").GetString()));
        Assert.Equal("CLEAR: ", blocks[0].GetProperty("inlines")[0].GetProperty("text").GetString());
        Assert.Contains(blocks, block => block.GetProperty("inlines")[1].GetString() == "the alert '[a](https://evil.example) **b**'");
    }

    // https://developer.pagerduty.com/docs/send-alert-event
    [Theory]
    [InlineData(Outcome.Remaining, "trigger", "critical")]
    [InlineData(Outcome.Unknown, "trigger", "critical")]
    [InlineData(Outcome.Refused, "trigger", "critical")]
    [InlineData(Outcome.Blocked, "trigger", "error")]
    [InlineData(Outcome.Clear, "resolve", "error")]
    public async Task PagerDuty_gets_an_event_with_the_key_in_its_body_and_the_run_as_dedup_key(Outcome outcome, string action, string severity)
    {
        using var driver = new NotifierDriver(Secret(PagerDuty));

        await SendAsync(driver, Report(outcome));

        var (address, body) = Assert.Single(driver.Received);
        Assert.Equal("https://events.pagerduty.com/v2/enqueue", address.ToString());
        Assert.Equal("canary-access-pager", body.GetProperty("routing_key").GetString());
        Assert.Equal((action, "run-1"), (body.GetProperty("event_action").GetString(), body.GetProperty("dedup_key").GetString()));
        var payload = body.GetProperty("payload");
        Assert.Equal((severity, "HtxFunctions"), (payload.GetProperty("severity").GetString(), payload.GetProperty("source").GetString()));
        Assert.StartsWith(outcome.ToString().ToUpperInvariant() + ": ", payload.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anything_else_gets_the_report()
    {
        var report = Report(Outcome.Unknown);

        var body = await OneAsync(Other, report);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(report.ToJson()), body));
    }

    [Theory]
    [InlineData(null, Outcome.Clear, 1)]
    [InlineData("all", Outcome.Clear, 1)]
    [InlineData("not_clear", Outcome.Clear, 0)]
    [InlineData("Not_Clear", Outcome.Blocked, 1)]
    [InlineData("sometimes", Outcome.Clear, 1)]
    public async Task Clear_is_reported_too_unless_the_settings_say_otherwise(string? on, Outcome outcome, int messages)
    {
        using var driver = new NotifierDriver(Secret(Slack), on);

        await SendAsync(driver, Report(outcome));

        Assert.Equal(messages, driver.Received.Count);
    }

    [Fact]
    public async Task A_dry_run_is_reported_to_nobody()
    {
        using var driver = new NotifierDriver(Secret(Slack));

        await SendAsync(driver, Report(Outcome.DryRun) with { DryRun = true });

        Assert.Empty(driver.Received);
    }

    [Theory]
    [InlineData(1, 2, true)]
    [InlineData(2, 3, true)]
    [InlineData(3, 3, false)]
    public async Task A_message_that_is_not_taken_is_sent_three_times_at_most_and_the_next_run_logs_what_failed(int failures, int messages, bool isTaken)
    {
        using var driver = new NotifierDriver(Secret(Slack)) { Answer = (_, count, _) => Task.FromResult(count <= failures ? HttpStatusCode.InternalServerError : HttpStatusCode.OK) };
        var began = driver.Time.GetTimestamp();

        await SendAsync(driver, Report(Outcome.Clear));

        Assert.Equal(messages, driver.Received.Count);
        Assert.InRange(driver.Time.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Equal(isTaken ? [] : ["notification address 1 (Slack) did not take a message: HTTP 500 (message run-1)"], driver.Notifier.TakeFailures());
        Assert.Empty(driver.Notifier.TakeFailures());
    }

    [Fact]
    public async Task An_address_that_never_answers_keeps_no_other_from_its_message_and_ends_within_15_seconds()
    {
        using var driver = new NotifierDriver(Secret(Slack, Other))
        {
            Answer = async (address, _, cancellationToken) =>
            {
                if (address.Host == "hooks.slack.com")
                    await Task.Delay(Timeout.Infinite, cancellationToken);

                return HttpStatusCode.Accepted;
            },
        };
        var began = driver.Time.GetTimestamp();

        await SendAsync(driver, Report(Outcome.Clear));

        Assert.InRange(driver.Time.GetElapsedTime(began), TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(15));
        Assert.Single(driver.Received, message => message.Address.Host == "example.com");
        Assert.Equal(["notification address 1 (Slack) did not take a message: no answer in time (message run-1)"], driver.Notifier.TakeFailures());
    }

    [Fact]
    public async Task A_service_that_never_answers_delays_no_kill_by_a_millisecond()
    {
        var without = await KillAsync(null);
        using var driver = new NotifierDriver(Secret(Slack)) { Answer = async (_, _, cancellationToken) => { await Task.Delay(Timeout.Infinite, cancellationToken); return HttpStatusCode.OK; } };

        var with = await KillAsync(driver);

        Assert.Equal(without, with);
        await driver.Arrived.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("not json", "secret 'notify' of Notify:SecretName is not a JSON array of addresses, such as [\"https://hooks.slack.com/services/…\"]: nobody is notified")]
    [InlineData("{}", "secret 'notify' of Notify:SecretName is not a JSON array of addresses, such as [\"https://hooks.slack.com/services/…\"]: nobody is notified")]
    [InlineData("""["http://example.com/canary-access-1"]""", "entry 1 of secret 'notify' is no https address (http on this machine only): nothing is sent there")]
    [InlineData("""["https://example.com/ok", 7]""", "entry 2 of secret 'notify' is no https address (http on this machine only): nothing is sent there")]
    [InlineData(null, "Key Vault answered 404 SecretNotFound for secret 'notify' of Notify:SecretName: nobody is notified")]
    public async Task A_wrong_secret_or_address_is_named_and_the_others_are_used(string? secret, string problem)
    {
        using var driver = new NotifierDriver(secret);

        var problems = await driver.Notifier.ProblemsAsync(CancellationToken.None);
        await SendAsync(driver, Report(Outcome.Clear));

        Assert.Equal([problem], problems);
        Assert.Equal(secret?.Contains("/ok", StringComparison.Ordinal) == true ? 1 : 0, driver.Received.Count);
        Assert.Null(Canary.Find(string.Concat(driver.Notifier.TakeFailures())));
    }

    [Fact]
    public async Task A_wrong_word_for_which_runs_are_reported_is_named()
    {
        using var driver = new NotifierDriver(Secret(Slack), "sometimes");

        Assert.Equal(["Notify:On must be all or not_clear: until it is corrected, every run is reported"], await driver.Notifier.ProblemsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_test_message_says_what_became_of_it_at_each_address_and_names_none()
    {
        using var driver = new NotifierDriver(Secret(Slack, PagerDuty)) { Answer = (address, _, _) => Task.FromResult(address.Host == "hooks.slack.com" ? HttpStatusCode.OK : HttpStatusCode.Forbidden) };

        var results = await driver.Time.RunAsync(driver.Notifier.TestAsync);

        Assert.Equal([("notification address 1 (Slack)", null), ("notification address 2 (PagerDuty)", "did not take a message: HTTP 403")], results.Select(result => (result.Address, result.Problem)));
        Assert.StartsWith("*TEST*: ", driver.Received[0].Body.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Null(Canary.Find(System.Text.Encoding.UTF8.GetString(NotificationResult.ToJson(results))));
    }

    private static async Task<(long ElapsedMs, ReportTimings Timings, ReportCalls Calls)> KillAsync(NotifierDriver? driver)
    {
        using var kill = driver is null ? new KillDriver() : new KillDriver(driver.Time) { Notifier = driver.Notifier };
        kill.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var report = await kill.KillAsync();
        Assert.Equal(Outcome.Clear, report.Outcome);
        return (report.ElapsedMs, report.TimingsMs, report.Calls);
    }

    private static string Secret(params string[] addresses) => JsonSerializer.Serialize(addresses);

    private static async Task<JsonElement> OneAsync(string address, CancelReport report)
    {
        using var driver = new NotifierDriver(Secret(address));
        await SendAsync(driver, report);
        return Assert.Single(driver.Received).Body;
    }

    // To the end of all that is sent.
    private static Task<bool> SendAsync(NotifierDriver driver, CancelReport report) => Task.Run(() => driver.Time.RunAsync(async () =>
    {
        driver.Notifier.RunEnded(report);
        await ((Microsoft.Extensions.Hosting.IHostedService)driver.Notifier).StopAsync(CancellationToken.None);
        return true;
    }));

    private static CancelReport Report(Outcome outcome, string? rule = null)
    {
        List<OpenOrder> open = outcome == Outcome.Remaining ? [Order("1"), Order("2")] : [];
        var contract = new ContractReport("BTC-USDT", outcome, "a reason", 1, ["7"], [], [], [], [], [], open, null);
        var account = new AccountReport("main", ["v1"], outcome, outcome == Outcome.Clear ? null : "a reason", [contract], OutOfScope.Unknown);
        return new CancelReport(
            "run-1", rule is null ? Trigger.Http : Trigger.Alert, outcome, false, KillDriver.Scope(), [account], ReportTotals.Of([account]),
            new ReportCalls(1, 2, 0), new ReportTimings(1, 2, 3, 4, outcome == Outcome.Clear ? 1300 : null), DateTimeOffset.UnixEpoch, 1400)
        {
            Alert = rule is null ? null : new AlertReport("id", rule, null, null, null),
        };
    }

    private static OpenOrder Order(string id) => new(id, OrderType.Plain, MarginMode.Isolated, Direction.Buy, Offset.Open, "1", "1", "api");
}
