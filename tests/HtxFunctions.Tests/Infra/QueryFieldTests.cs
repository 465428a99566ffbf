using System.Text.Json;
using System.Text.RegularExpressions;
using BlobSimulator;
using FunctionsHost.Timers;
using HtxCancel.OpenKills;
using HtxFunctions.Tests.Drivers;
using HtxSimulator;
using Sandbox;
using Sandbox.Scenarios;

namespace HtxFunctions.Tests.Infra;

/// <summary>What the rules and the workbook read stands in the very text that the app logs.</summary>
public sealed partial class QueryFieldTests
{
    [Fact]
    public async Task Every_field_that_a_query_reads_is_one_that_the_app_logs()
    {
        var records = await RecordsAsync();
        var queries = Directory.GetFiles(Path.Combine(Template.Folder, "queries"), "*.kql", SearchOption.AllDirectories);
        Assert.NotEmpty(queries);
        var reads = 0;
        foreach (var query in queries)
        {
            var text = await File.ReadAllTextAsync(query);
            var names = RecordName().Matches(text).Select(match => match.Groups[1].Value).Distinct().ToList();
            foreach (var path in FieldPath().Matches(text).Select(match => match.Value).Distinct())
            {
                reads++;
                Assert.True(names.Exists(name => records[name].Any(record => Has(record, path))), $"{Path.GetFileName(query)} reads {path}, which none of {string.Join(", ", names)} has.");
            }

            Assert.All(Substring().Matches(text), match => Assert.Contains(names, name => match.Groups[1].Value == $"{name.Length + 1}"));
        }

        Assert.True(reads > 40);
    }

    [Fact]
    public async Task Every_metric_that_a_rule_reads_is_one_that_the_app_sends()
    {
        await using var app = await AppDriver.StartAsync(("Cancel:LookInterval", "00:00:00.1"), ("Cancel:AlertDeadline", "00:00:02"));
        app.Account.RefuseCancel(app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1).OrderId, 1440);
        await app.AlertAsync(SampleAlerts.Create("Fired", "sandbox", TimeProvider.System.GetUtcNow()));
        await app.PostAsync("""{"contract_code":"ETH-USDT"}""");
        await app.SendAsync(new HttpRequestMessage(HttpMethod.Get, "api/readiness"));
        await app.World.Functions.RunTimerAsync("Drill", new TimerTick());

        var sent = app.HostLog.Lines.Where(line => line.Id.Name == "MS_LogMetric").Select(line => (IDictionary<string, object?>)line.State!)
            .ToLookup(metric => (string)metric["Name"]!, metric => (double)metric["Value"]!);
        var read = Snapshot.Main.All("Insights/metricAlerts").Select(rule => Snapshot.Text(rule["properties"]!["criteria"]!["allOf"]![0]!["metricName"])).ToList();
        Assert.NotEmpty(read);
        Assert.All(read, name => Assert.True(sent.Contains(name), name));
        Assert.Equal([0, 1], sent["kill_clear"]);
        Assert.Equal([1, 1], sent["ready"]);
        Assert.Equal([1], sent["kill_outcome_clear"]);
        Assert.Equal([1], sent["kill_outcome_remaining"]);
        Assert.Equal([1, 0], sent["kill_orders_left"]);
        Assert.Single(sent["kill_seconds_to_proof"]);
        Assert.Single(sent["drill_seconds"]);
        var documents = Bicep.Text("docs", "deploy.md");
        Assert.All(sent, metric => Assert.Contains($"`{(metric.Key.StartsWith("kill_outcome_", StringComparison.Ordinal) ? "kill_outcome_clear" : metric.Key)}`", documents, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sentence_that_a_rule_looks_for_is_one_that_the_app_logs()
    {
        var sentence = Sentence().Match(await File.ReadAllTextAsync(Path.Combine(Template.Folder, "queries", "rules", "mode-unread.kql"))).Groups[1].Value;
        await using var app = await AppDriver.StartAsync(("Cancel:HttpDeadline", "00:00:02"), ("Cancel:TimerDeadline", "00:00:02"), ("Cancel:LookInterval", "00:00:00.1"));
        app.Exchange.OnRequest(AppDriver.AssetMode, (_, _) => SimulatedResponse.Html(500));

        await app.PostAsync("""{"contract_code":"BTC-USDT"}""");
        await app.World.Functions.RunTimerAsync("Drill", new TimerTick());

        Assert.NotEqual("", sentence);
        Assert.All(["CancelRunFinished ", "DrillFinished "], record => Assert.Contains(
            app.HostLog.Lines,
            line => line.Message.StartsWith(record, StringComparison.Ordinal) && line.Message.Contains(sentence, StringComparison.Ordinal)));
    }

    // Kills that did not end clear, one that was taken over and one that was given up, alerts of each kind, and a drill, as the app
    // itself logs them.
    private static async Task<ILookup<string, JsonElement>> RecordsAsync()
    {
        var blobs = new SimulatedBlobs();
        await using var app = await AppDriver.StartAsync(blobs, ("Cancel:LookInterval", "00:00:00.1"), ("Cancel:AlertDeadline", "00:00:02"));
        app.Vault.Expiries["htx-main"] = TimeProvider.System.GetUtcNow().AddDays(5);
        app.Account.RefuseCancel(app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1).OrderId, 1440);
        await app.AlertAsync(SampleAlerts.Create("Fired", "sandbox", TimeProvider.System.GetUtcNow()));
        await app.AlertAsync(SampleAlerts.Create("Fired", null, TimeProvider.System.GetUtcNow()));
        await app.AlertAsync(SampleAlerts.Create("Fired", "nosuch", TimeProvider.System.GetUtcNow()));
        Open(blobs, "ETH-USDT", TimeSpan.FromMinutes(1));
        Open(blobs, "BTC-USDT", TimeSpan.FromHours(2));
        await Task.WhenAll(app.World.Functions.RunTimerAsync("ResumeKills", new TimerTick()), app.World.Functions.RunTimerAsync("Drill", new TimerTick()));
        return app.Log.Lines
            .Select(line => LoggedRecord().Match(line.Message))
            .Where(match => match.Success)
            .ToLookup(match => match.Groups[1].Value, match => JsonDocument.Parse(match.Groups[2].Value).RootElement);
    }

    // A kill whose process died so long ago.
    private static void Open(SimulatedBlobs blobs, string contractCode, TimeSpan ago)
    {
        var scope = new CancelScope([SandboxWorld.AccountName], [contractCode], null, null);
        var kill = OpenKill.Of(new CancelCommand(scope, Trigger.Http), TimeProvider.System.GetUtcNow() - ago) with { RunIds = ["died"], Waiting = ["died"] };
        blobs.Put($"open/{kill.Id}.json", JsonSerializer.Serialize(kill, OpenKillJson.Default.OpenKill));
    }

    // r is the record; c and t are what mv-expand makes of one of its lists.
    private static bool Has(JsonElement record, string path)
    {
        var names = path.Split('.');
        return names[0] switch
        {
            "r" => HasMember(record, names[1..]),
            "c" => record.TryGetProperty("not_clear", out var contracts) && contracts.EnumerateArray().Any(contract => HasMember(contract, names[1..])),
            _ => record.TryGetProperty("targets", out var targets) && targets.EnumerateArray().Any(target => HasMember(target, names[1..])),
        };
    }

    private static bool HasMember(JsonElement element, string[] names) =>
        names.Length == 0 || (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(names[0], out var member) && HasMember(member, names[1..]));

    [GeneratedRegex("contains '([^']+)'")]
    private static partial Regex Sentence();

    [GeneratedRegex("startswith '([A-Za-z]+) '")]
    private static partial Regex RecordName();

    [GeneratedRegex(@"\b[rct]\.[a-z_]+(?:\.[a-z_]+)*")]
    private static partial Regex FieldPath();

    [GeneratedRegex(@"substring\(Message, ([0-9]+)\)")]
    private static partial Regex Substring();

    [GeneratedRegex(@"^([A-Za-z]+) (\{.*\})$", RegexOptions.Singleline)]
    private static partial Regex LoggedRecord();
}
