using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using HtxCancel.Alerts;

namespace HtxCancel.Tests.Alerts;

public sealed class AlertDecisionTests
{
    public static TheoryData<string> Samples() => [.. AlertSamples.Names.Where(AlertSamples.IsCommon)];

    public static TheoryData<string> OtherSamples() => [.. AlertSamples.Names.Where(name => !AlertSamples.IsCommon(name))];

    [Theory]
    [MemberData(nameof(OtherSamples))]
    public void A_payload_of_an_older_schema_is_ignored_whatever_names_a_target(string name)
    {
        Assert.Equal(IgnoredReason.NotCommonSchema, Ignored(AlertSamples.Fired(name).WithTarget("bots"), "bots").Reason);
        Assert.Equal(IgnoredReason.NotCommonSchema, Ignored(AlertSamples.Resolved(name).WithTarget("bots"), "bots").Reason);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_payload_of_any_kind_that_fired_acts_on_the_target_of_its_custom_properties(string name) =>
        Assert.Equal("bots", Act(AlertSamples.Fired(name).WithTarget("bots")).Target);

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_payload_of_any_kind_that_fired_acts_on_the_target_of_its_alert_context(string name)
    {
        var sample = AlertSamples.Fired(name);
        var data = sample["data"]!.AsObject();
        var context = data["alertContext"] as JsonObject ?? (JsonObject)(data["alertContext"] = new JsonObject());
        context["properties"] = new JsonObject { ["htxTarget"] = "bots" };

        Assert.Equal("bots", Act(sample).Target);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_payload_of_any_kind_without_a_target_acts_on_that_of_its_address_only(string name)
    {
        Assert.Equal("bots", Act(AlertSamples.Fired(name), "bots").Target);
        Assert.Equal(IgnoredReason.NoTarget, Ignored(AlertSamples.Fired(name)).Reason);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_payload_of_any_kind_that_is_resolved_is_ignored_whatever_names_a_target(string name)
    {
        Assert.Equal(IgnoredReason.NotFired, Ignored(AlertSamples.Resolved(name)).Reason);
        Assert.Equal(IgnoredReason.NotFired, Ignored(AlertSamples.Resolved(name).WithTarget("bots"), "bots").Reason);
    }

    [Fact]
    public void What_is_known_of_the_alert_is_told()
    {
        var details = Ignored(AlertSamples.Fired("log-v2")).Details;

        Assert.EndsWith("/alerts/00000000-0000-4000-8000-000000000004", details.AlertId, StringComparison.Ordinal);
        Assert.Equal(("bot heartbeat missing", "Sev1", "Fired"), (details.Rule, details.Severity, details.Condition));
        Assert.Equal(new DateTimeOffset(2026, 10, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567), details.FiredAt);
        Assert.Equal((null, null), (Ignored(AlertSamples.Fired("budget-actual")).Details.Rule, Ignored(AlertSamples.Fired("budget-actual")).Details.Severity));
    }

    [Theory]
    [InlineData("\"2026-10-02T03:04:05Z\"", "2026-10-02T03:04:05Z")]
    [InlineData("\"2026-10-02T03:04:05\"", "2026-10-02T03:04:05Z")]
    [InlineData("\"2026-10-02T05:04:05.5+02:00\"", "2026-10-02T03:04:05.5Z")]
    [InlineData("\"yesterday\"", null)]
    [InlineData("\"05:04\"", null)]
    [InlineData("5", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    public void The_fired_time_is_utc_or_unknown(string text, string? expected)
    {
        var details = Act(Common($$"""{"monitorCondition":"Fired","firedDateTime":{{text}} }"""), "bots").Details;

        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), details.FiredAt);
        Assert.Equal(expected is null ? null : TimeSpan.Zero, details.FiredAt?.Offset);
    }

    [Theory]
    [InlineData("""{"monitorCondition":"Fired"}""")]
    [InlineData("""{"MonitorCondition":"fired"}""")]
    [InlineData("""{"monitorCondition":"Fired","severity":5,"alertRule":[],"alertId":{}}""")]
    [InlineData("""{"monitorCondition":"Fired","description":"status: Resolved"}""")]
    [InlineData("""{"monitor\u0043ondition":"F\u0069red","\ud800":"\ud800"}""")]
    [InlineData("""{"monitorCondition":"Fired","monitorCondition":"Fired"}""")]
    [InlineData("""{"monitorCondition":"Fired"},"alertContext":{"status":"Resolved"}""")]
    [InlineData("""{"monitorCondition":"Fired"},"alertContext":{"x":[{"status":{"value":"Deactivated"}}]}""")]
    [InlineData("""{"monitorCondition":"Fired"},"customProperties":{"monitorCondition":"Resolved"}""")]
    public void The_common_schema_acts_when_its_essentials_say_fired(string essentials) => Act(Common(essentials), "bots");

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"Fired\"")]
    [InlineData("""[{"monitorCondition":"Fired"}]""")]
    [InlineData("""{"monitorCondition":"Resolved"}""")]
    [InlineData("""{"monitorCondition":"RESOLVED"}""")]
    [InlineData("""{"monitorCondition":"Acknowledged"}""")]
    [InlineData("""{"monitorCondition":""}""")]
    [InlineData("""{"monitorCondition":null}""")]
    [InlineData("""{"monitorCondition":true}""")]
    [InlineData("""{"monitorCondition":1}""")]
    [InlineData("""{"monitorCondition":["Fired"]}""")]
    [InlineData("""{"monitorCondition":{"value":"Fired"}}""")]
    [InlineData("""{"monitorCondition":"\ud800Fired"}""")]
    [InlineData("""{"monitorCondition":"Fired","monitorCondition":"Resolved"}""")]
    [InlineData("""{"monitorCondition":"Resolved","monitorCondition":"Fired"}""")]
    [InlineData("""{"monitorCondition":"Fired","MONITORCONDITION":null}""")]
    [InlineData("""{"monitorCondition":"Fired","status":"Resolved"}""")]
    [InlineData("""{"monitorCondition":"Fired","status":"Resolved"},"status":"Resolved","x":{}""")]
    [InlineData("""{"monitorCondition":"Fired","monitorCondition":"Acknowledged","monitorCondition":"Closed"}""")]
    [InlineData("""{"monitorCondition":"Acknowledged"}},"schemaId":"azureMonitorCommonAlertSchema","x":{"y":{}""")]
    [InlineData("""{"monitorCondition":"Fired"}},"alertContext":{"status":"Resolved"},"x":{"y":{}""")]
    [InlineData("""{"monitorCondition":"Fired"}},"x":{"alertContext":{"status":"Resolved"}""")]
    [InlineData("""{"monitorCondition":"Fired"}},"x":{"customProperties":{"status":"Resolved"}""")]
    [InlineData("""{"monitorCondition":"Fired"},"x":{"alertContext":{"status":"Resolved"}}""")]
    [InlineData("""{"monitorCondition":"Fired"}},"data":{"essentials":{"monitorCondition":"Resolved"}""")]
    [InlineData("""{"monitorCondition":"Fired"}},"monitorCondition":"Resolved","x":{"y":{}""")]
    public void The_common_schema_is_ignored_when_its_essentials_do_not_say_fired_or_anything_beside_them_says_it_is_over(string essentials) =>
        Assert.Equal(IgnoredReason.NotFired, Ignored(Common(essentials), "bots").Reason);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("\"Fired\"")]
    [InlineData("""{"status":"Activated"}""")]
    [InlineData("""{"status":"firing","monitorCondition":"Fired"}""")]
    [InlineData("""{"data":{"essentials":{"monitorCondition":"Fired"}}}""")]
    [InlineData("""{"schemaId":null,"data":{"essentials":{"monitorCondition":"Fired"}}}""")]
    [InlineData("""{"schemaId":"AzureMonitorMetricAlert","data":{"essentials":{"monitorCondition":"Fired"}}}""")]
    [InlineData("""{"schemaId":"azureMonitorCommonAlertSchem","data":{"essentials":{"monitorCondition":"Fired"}}}""")]
    [InlineData("""{"schemaId":["azureMonitorCommonAlertSchema"],"data":{"essentials":{"monitorCondition":"Fired"}}}""")]
    [InlineData("""{"schemaId":"azureMonitorCommonAlertSchema","schemaId":"other","data":{"essentials":{"monitorCondition":"Fired"}}}""")]
    [InlineData("""{"data":{"schemaId":"azureMonitorCommonAlertSchema","essentials":{"monitorCondition":"Fired"}}}""")]
    [InlineData("""[{"schemaId":"azureMonitorCommonAlertSchema","data":{"essentials":{"monitorCondition":"Fired"}}}]""")]
    public void Any_other_json_is_ignored_whatever_it_says(string body)
    {
        Assert.Equal(IgnoredReason.NotCommonSchema, Ignored(body, "bots").Reason);
        Assert.Equal(IgnoredReason.NotCommonSchema, Ignored("\uFEFF" + body, "bots").Reason);
        Assert.Equal(IgnoredReason.NotCommonSchema, Ignored(body).Reason);
    }

    [Fact]
    public void No_depth_is_too_deep()
    {
        const int Depth = 200_000;
        var deep = $"{new string('[', Depth)}{{\"status\":\"Resolved\"}}{new string(']', Depth)}";

        Assert.Equal(IgnoredReason.NotCommonSchema, Ignored(deep, "bots").Reason);
        Assert.Equal(IgnoredReason.NotFired, Ignored(Common("""{"monitorCondition":"Fired"}""")[..^1] + $",\"x\":{deep}}}", "bots").Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\uFEFF")]
    [InlineData("the bot is silent")]
    [InlineData("status=Resolved")]
    [InlineData("{")]
    [InlineData("""{"schemaId":"azureMonitorCommonAlertSchema","data":{"essentials":{"alertRule":"r","monitorCondition":"Fired"},"customProperties":{"htxTarget":"other"}}""")]
    [InlineData("""{"schemaId":"azureMonitorCommonAlertSchema","data":{"essentials":{"monitorCondition":"Fired"}}} x""")]
    [InlineData("""{"schemaId":"azureMonitorCommonAlertSchema","data":{"essentials":{"monitorCondition":"Fired"}}}{"status":"Resolved"}""")]
    public void A_body_that_is_not_json_is_ignored_and_says_nothing(string body) =>
        Assert.Equal(new AlertDecision.Ignored(IgnoredReason.NotCommonSchema, AlertDetails.None), Ignored(body, "bots"));

    [Fact]
    public void A_call_without_a_body_is_ignored() =>
        Assert.Equal(new AlertDecision.Ignored(IgnoredReason.NotCommonSchema, AlertDetails.None), AlertDecision.Of(null, "bots"));

    public static TheoryData<string, bool> Monitors()
    {
        var monitors = new TheoryData<string, bool>();
        foreach (var name in OtherMonitors.Messages.Keys)
        {
            monitors.Add(name, true);
            monitors.Add(name, false);
        }

        return monitors;
    }

    [Theory]
    [MemberData(nameof(Monitors))]
    public void The_message_of_another_monitor_is_ignored_though_the_address_names_a_target(string monitor, bool recovers)
    {
        var (fires, over) = OtherMonitors.Messages[monitor];

        Assert.Equal(IgnoredReason.NotCommonSchema, Ignored(recovers ? over : fires, "bots").Reason);
    }

    [Theory]
    [InlineData("""{"customProperties":{"htxTarget":"own"},"alertContext":{"properties":{"htxTarget":"context"}}}""", "own")]
    [InlineData("""{"alertContext":{"properties":{"htxTarget":"context"}},"customProperties":{"htxTarget":"own"}}""", "own")]
    [InlineData("""{"alertContext":{"properties":{"htxTarget":"context"}},"customProperties":{"htxTarget":""}}""", "context")]
    [InlineData("""{"alertContext":{"properties":{"HTXTARGET":"context"}},"customProperties":null}""", "context")]
    [InlineData("""{"customProperties":{"htxTarget":"first","htxTarget":"own"}}""", "own")]
    [InlineData("""{"customProperties":{"htxTarget":"own","htxTarget":null}}""", "own")]
    [InlineData("""{"customProperties":{"htxTarget":"  own "}}""", "own")]
    [InlineData("""{"customProperties":{"htxTarget":5}}""", "address")]
    [InlineData("""{"customProperties":{"htxTarget":["own"]}}""", "address")]
    [InlineData("""{"customProperties":{"x":{"htxTarget":"own"}}}""", "address")]
    [InlineData("""{"customProperties":[{"htxTarget":"own"}]}""", "address")]
    [InlineData("""{"x":{"htxTarget":5},"customProperties":["own"]}""", "address")]
    [InlineData("""{"x":{"y":{"htxTarget":5}},"alertContext":{"properties":["context"]}}""", "address")]
    [InlineData("""{"customProperties":{"htxTarget":"own","htxTarget":" "}}""", "own")]
    [InlineData("""{"alertContext":{"properties":{"htxTarget":"first","htxTarget":"context"}}}""", "context")]
    [InlineData("""{"alertContext":{"properties":{"htxTarget":"context","htxTarget":" "}}}""", "context")]
    [InlineData("""{"alertContext":{"properties":{"htxTarget":"context","htxTarget":5}}}""", "context")]
    [InlineData("""{"x":{"essentials":{"htxTarget":"own"}},"htxTarget":"own"}""", "address")]
    public void The_alerts_own_target_comes_before_that_of_its_context_and_that_before_the_address(string data, string target) =>
        Assert.Equal(target, Act(Fired(data[1..^1]), "address").Target);

    [Fact]
    public void Custom_properties_beside_the_data_name_a_target_too() =>
        Assert.Equal("own", Act("{\"customProperties\":{\"htxTarget\":\"own\"}," + Fired("\"alertContext\":{\"properties\":{\"htxTarget\":\"context\"}}")[1..], "address").Target);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_blank_target_in_the_address_is_none(string target) => Assert.Equal(IgnoredReason.NoTarget, Ignored(Common("""{"monitorCondition":"Fired"}"""), target).Reason);

    [Fact]
    public void Texts_of_any_length_are_cut()
    {
        var details = Act(Common($$"""{"monitorCondition":"Fired","alertRule":"{{new string('r', 100_000)}}"}"""), "bots").Details;

        Assert.Equal(512, details.Rule?.Length);
    }

    [Theory]
    [InlineData("\"\\ud800\":1,")]
    [InlineData("\"status\":\"\\ud800\",")]
    [InlineData("\"status\":[[[[],")]
    [InlineData("[")]
    [InlineData("{\"status\":")]
    public void The_worst_mebibyte_takes_no_more_than_a_few_seconds(string part)
    {
        var body = Encoding.UTF8.GetBytes("{" + string.Concat(Enumerable.Repeat(part, 1024 * 1024 / part.Length)));

        var begun = Stopwatch.GetTimestamp();
        AlertDecision.Of(body, "bots");

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static string Fired(string data) => "{\"schemaId\":\"azureMonitorCommonAlertSchema\",\"data\":{\"essentials\":{\"monitorCondition\":\"Fired\"}," + data + "}}";

    private static string Common(string essentials) => "{\"schemaId\":\"azureMonitorCommonAlertSchema\",\"data\":{\"essentials\":" + essentials + "}}";

    private static AlertDecision.Act Act(JsonNode body, string? target = null) => Act(body.ToJsonString(), target);

    private static AlertDecision.Act Act(string body, string? target = null) => Assert.IsType<AlertDecision.Act>(AlertDecision.Of(Encoding.UTF8.GetBytes(body), target));

    private static AlertDecision.Ignored Ignored(JsonNode body, string? target = null) => Ignored(body.ToJsonString(), target);

    private static AlertDecision.Ignored Ignored(string body, string? target = null) => Assert.IsType<AlertDecision.Ignored>(AlertDecision.Of(Encoding.UTF8.GetBytes(body), target));
}
