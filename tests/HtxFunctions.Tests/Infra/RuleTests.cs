using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;

namespace HtxFunctions.Tests.Infra;

/// <summary>Who is called when a rule fires, and what the rules ask.</summary>
public sealed class RuleTests
{
    // What Azure Monitor admits: https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule
    private static readonly string[] Frequencies = ["PT1M", "PT5M", "PT10M", "PT15M", "PT30M", "PT45M", "PT1H", "PT2H", "PT3H", "PT4H", "PT5H", "PT6H", "P1D"];
    private static readonly string[] Windows = [.. Frequencies, "P2D"];

    // The likely ones of the words that Microsoft's own parser takes for a name in brackets only: a rule with one never fires.
    private static readonly string[] Reserved =
    [
        "and", "as", "asc", "between", "by", "contains", "date", "datetime", "desc", "double", "dynamic", "find", "first", "flags", "has",
        "in", "int", "kind", "last", "like", "long", "missing", "of", "or", "others", "print", "project", "queries", "real", "sample",
        "search", "set", "simple", "statistics", "string", "time", "timeline", "timespan", "title", "to", "union", "verbose", "where",
    ];

    [Fact]
    public void With_every_default_no_rule_kills()
    {
        Assert.All(Snapshot.Main.GroupsByRule(), rule => Assert.Equal(["ag-notify"], rule.Value));
        Assert.Empty(Snapshot.Kill.GroupsByRule());
    }

    [Fact]
    public void Everything_that_can_be_wrong_with_the_switch_has_a_rule()
    {
        Assert.Equal(
            [
                "alert-refused", "alert-without-target", "drill-failed", "drill-missing", "function-errors", "kill-clear", "kill-given-up",
                "kill-not-clear", "kill-not-clear-metric", "kill-not-finished", "mode-unread", "not-ready-metric", "secret-expiring", "tick-missing",
            ],
            Snapshot.Main.GroupsByRule().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_open_kills_none_is_given_up_and_no_tick_is_missed()
    {
        Assert.Equal(
            ["kill-given-up", "tick-missing"],
            Snapshot.Main.GroupsByRule().Keys.Except(Snapshot.EverythingOff.GroupsByRule().Keys).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_rule_of_ticks_looks_for_the_function_that_ticks()
    {
        var query = File.ReadAllText(Path.Combine(Template.Folder, "queries", "rules", "tick-missing.kql"));

        Assert.Contains($"Name == '{nameof(Functions.ResumeKills)}'", query, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_is_notified_has_an_address()
    {
        var group = Assert.Single(Snapshot.Main.All("Insights/actionGroups"));

        Assert.Equal("ag-notify", Snapshot.Text(group["name"]));
        Assert.Equal("operator@example.com", Snapshot.Text(Assert.Single(group["properties"]!["emailReceivers"]!.AsArray())!["emailAddress"]));
        Assert.Null(group["properties"]!["azureFunctionReceivers"]);
        Assert.All(["smsReceivers", "voiceReceivers", "azureAppPushReceivers"], kind => Assert.Empty(group["properties"]![kind]!.AsArray()));
    }

    [Fact]
    public void Whoever_is_to_be_called_is_called()
    {
        var group = Snapshot.EverythingOn.Only("Insights/actionGroups");

        Assert.Equal(("49", "15112345678"), Phone(group["smsReceivers"]!));
        Assert.Equal(("1", "5550100"), Phone(group["voiceReceivers"]!));
        Assert.Equal("operator@example.com", Snapshot.Text(Assert.Single(group["azureAppPushReceivers"]!.AsArray())!["emailAddress"]));

        // A secret: the snapshot does not hold it.
        Assert.Contains("'serviceUri', parameters('notify').webhook, 'useCommonAlertSchema', true()", Snapshot.Text(group["webhookReceivers"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_kills_is_deployed_for_a_heartbeat_only_and_names_its_target()
    {
        var rule = Assert.Single(Snapshot.KillHeartbeat.All("Insights/scheduledQueryRules"));
        var properties = rule["properties"]!;
        var condition = Assert.Single(properties["criteria"]!["allOf"]!.AsArray())!;

        Assert.Equal(["ag-kill", "ag-notify"], Snapshot.KillHeartbeat.GroupsByRule()["bot-heartbeat-missing"]);
        Assert.Contains("parameters('heartbeatTarget')", Snapshot.Text(properties["actions"]!["customProperties"]!["htxTarget"]), StringComparison.Ordinal);
        Assert.Equal("PT15M", Snapshot.Text(properties["windowSize"]));
        Assert.Equal(3, condition["failingPeriods"]!["numberOfEvaluationPeriods"]!.GetValue<int>());
        Assert.Equal(2, condition["failingPeriods"]!["minFailingPeriodsToAlert"]!.GetValue<int>());
        Assert.DoesNotMatch("<(heartbeats|windows?)>", Snapshot.Text(condition["query"]));
    }

    [Fact]
    public void The_group_that_kills_calls_the_alert_function_alone_and_puts_no_target_in_its_address()
    {
        foreach (var (snapshot, key) in new[] { (Snapshot.Kill, "ag-kill"), (Snapshot.KillHeartbeat, "ag-kill-2") })
        {
            var group = Assert.Single(snapshot.All("Insights/actionGroups"));
            var receiver = Assert.Single(group["properties"]!["azureFunctionReceivers"]!.AsArray())!;
            var url = Snapshot.Text(receiver["httpTriggerUrl"]);

            Assert.Equal(["azureFunctionReceivers", "enabled", "groupShortName"], group["properties"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal));
            Assert.Equal("CancelOrdersOnAlert", Snapshot.Text(receiver["functionName"]));
            Assert.True(receiver["useCommonAlertSchema"]!.GetValue<bool>());
            Assert.Equal(key, Snapshot.Text(receiver["name"]));
            Assert.Contains("/api/alerts?code={1}'", url, StringComparison.Ordinal);
            Assert.Contains($"/functions/CancelOrdersOnAlert', '2025-03-01')['{key}']", url, StringComparison.Ordinal);
            Assert.DoesNotContain("target", url, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Every_rule_asks_as_often_and_as_far_back_as_azure_monitor_can()
    {
        Assert.All(Rules(), rule =>
        {
            Assert.Contains(Snapshot.Text(rule["evaluationFrequency"]), Frequencies);
            Assert.Contains(Snapshot.Text(rule["windowSize"]), Windows);
        });
    }

    [Fact]
    public void Every_rule_looks_back_further_than_it_is_evaluated_since_records_come_late()
    {
        Assert.All(Rules(), rule => Assert.True(
            XmlConvert.ToTimeSpan(Snapshot.Text(rule["windowSize"])) > XmlConvert.ToTimeSpan(Snapshot.Text(rule["evaluationFrequency"])),
            Snapshot.Text(rule["displayName"])));
    }

    [Fact]
    public void A_rule_of_every_minute_asks_nothing_that_is_barred_there()
    {
        var everyMinute = Rules().Where(rule => Snapshot.Text(rule["evaluationFrequency"]) == "PT1M").ToList();

        Assert.NotEmpty(everyMinute);
        Assert.All(everyMinute, rule => Assert.DoesNotMatch(@"\b(union|search|take|limit|ingestion_time|adx)\b", Query(rule)));
    }

    [Fact]
    public void A_dimension_of_a_rule_is_a_column_of_its_query()
    {
        Assert.All(Rules(), rule => Assert.All(
            rule["criteria"]!["allOf"]![0]!["dimensions"]?.AsArray() ?? [],
            dimension => Assert.Matches($@"\b{Snapshot.Text(dimension!["name"])}\b", Query(rule))));
    }

    [Fact]
    public void No_query_gives_a_column_or_reads_a_field_of_a_name_that_the_language_keeps_for_itself()
    {
        var files = Directory.GetFiles(Path.Combine(Template.Folder, "queries"), "*.kql", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain(Names(File.ReadAllText(file)), Reserved.Contains));
    }

    [Fact]
    public void Every_query_cuts_off_exactly_the_name_of_its_record()
    {
        var files = Directory.GetFiles(Path.Combine(Template.Folder, "queries"), "*.kql", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var query = File.ReadAllText(file);
            foreach (Match cut in Regex.Matches(query, @"substring\(Message, (?<length>\d+)\)"))
            {
                // The records that the pipe keeps at this point: those of the last line that chooses some.
                var chosen = query[..cut.Index].Split('\n').Last(line => line.Contains("startswith", StringComparison.Ordinal));
                Assert.All(
                    Regex.Matches(chosen, "startswith '(?<record>[A-Za-z]+ )'"),
                    record => Assert.Equal(cut.Groups["length"].Value, $"{record.Groups["record"].Length}"));
            }
        });
    }

    [Fact]
    public void Every_query_of_the_workbook_has_a_file_and_every_file_a_picture()
    {
        var shown = JsonNode.Parse(File.ReadAllText(Path.Combine(Template.Folder, "workbook.json")))!["items"]!.AsArray()
            .Select(item => item!["content"]!["query"]).Where(query => query is not null).Select(Snapshot.Text);
        var files = Directory.GetFiles(Path.Combine(Template.Folder, "queries", "workbook")).Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(files.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_has_a_receiver_and_links_to_its_chapter()
    {
        foreach (var snapshot in new[] { Snapshot.Main, Snapshot.EverythingOn, Snapshot.EverythingOff, Snapshot.KillHeartbeat })
        {
            Assert.All(snapshot.GroupsByRule(), rule => Assert.Contains("ag-notify", rule.Value));
            Assert.All(snapshot.Rules(), rule => Assert.EndsWith(
                $"What to do: https://example.com/runbook.md#{Snapshot.Text(rule["name"])}",
                Snapshot.Text(rule["properties"]!["description"]),
                StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_rule_over_a_metric_is_asked_every_minute_stands_beside_one_over_the_log_and_waits_for_its_first_value()
    {
        var rules = Snapshot.Main.All("Insights/metricAlerts").Select(rule => rule["properties"]!).ToList();

        Assert.Equal(2, rules.Count);
        Assert.All(rules, rule =>
        {
            var condition = Assert.Single(rule["criteria"]!["allOf"]!.AsArray())!;
            Assert.Equal("PT1M", Snapshot.Text(rule["evaluationFrequency"]));
            Assert.Equal(("Minimum", "LessThan", 1), (Snapshot.Text(condition["timeAggregation"]), Snapshot.Text(condition["operator"]), condition["threshold"]!.GetValue<int>()));
            Assert.True(condition["skipMetricValidation"]!.GetValue<bool>());
            Assert.Null(condition["dimensions"]);
        });
        Assert.All(["kill-not-clear", "drill-failed"], name => Assert.Contains(name, Snapshot.Main.GroupsByRule().Keys));
    }

    [Fact]
    public void Every_rule_stands_in_the_documents_with_what_it_asks_and_its_price()
    {
        var rows = Bicep.Text("docs", "deploy.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        Assert.All(
            Snapshot.Main.Rules().Concat(Snapshot.KillHeartbeat.Rules()),
            rule => Assert.Matches(@"\| \d+\.\d\d \|$", Assert.Single(rows, row => row.StartsWith($"| `{Snapshot.Text(rule["name"])}`", StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_rule_has_a_title_in_a_line()
    {
        Assert.All(Rules(), rule => Assert.Matches("^[A-Z][^\n]{10,110}$", Snapshot.Text(rule["displayName"])));
    }

    [Fact]
    public void Every_rule_has_a_chapter_in_the_runbook()
    {
        var chapters = File.ReadAllLines(Path.Combine(Template.Folder, "..", "docs", "runbook.md")).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ToList();

        Assert.All(
            Snapshot.Main.GroupsByRule().Keys.Concat(Snapshot.KillHeartbeat.GroupsByRule().Keys),
            rule => Assert.Contains($"## {rule}", chapters));
    }

    // What stands before an equals sign or after a dot, but for the options of an operator: join kind=leftanti.
    private static IEnumerable<string> Names(string query) =>
        Regex.Matches(Regex.Replace(query, @"\b(join|make-series|union) \w+=\w+", "$1"), @"\b(?<name>[a-z_]+) = |\.(?<name>[a-z_]+)").Select(match => match.Groups["name"].Value);

    private static IEnumerable<JsonNode> Rules() =>
        new[] { Snapshot.Main, Snapshot.KillHeartbeat }.SelectMany(snapshot => snapshot.All("Insights/scheduledQueryRules")).Select(rule => rule["properties"]!);

    private static (string CountryCode, string Number) Phone(JsonNode receivers) =>
        Assert.Single(receivers.AsArray()) is { } phone ? (Snapshot.Text(phone["countryCode"]), Snapshot.Text(phone["phoneNumber"])) : default;

    private static string Query(JsonNode rule) => Snapshot.Text(rule["criteria"]!["allOf"]![0]!["query"]);
}
