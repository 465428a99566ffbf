using System.Text.Json.Nodes;

namespace HtxFunctions.Tests.Infra;

/// <summary>What a template deploys with the parameters of one file in <c>infra/snapshots</c>, as committed; <c>.ci/bicep</c> compares it with the template.</summary>
internal sealed class Snapshot
{
    private readonly IReadOnlyList<JsonObject> _resources;

    private Snapshot(string name)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(Template.Folder, "snapshots", $"{name}.snapshot.json")))!;
        _resources = [.. root["predictedResources"]!.AsArray().Select(resource => resource!.AsObject())];
    }

    /// <summary>The first phase with every default.</summary>
    public static Snapshot Main { get; } = new("main");

    /// <summary>The first phase with everything that a parameter can switch on or add.</summary>
    public static Snapshot EverythingOn { get; } = new("main-everything-on");

    /// <summary>The first phase without anything that a parameter can switch off.</summary>
    public static Snapshot EverythingOff { get; } = new("main-everything-off");

    /// <summary>The second phase with every default.</summary>
    public static Snapshot Kill { get; } = new("kill");

    /// <summary>The second phase with a heartbeat to watch.</summary>
    public static Snapshot KillHeartbeat { get; } = new("kill-heartbeat");

    /// <summary>The resources of one type, by its name without the leading <c>Microsoft.</c></summary>
    public IReadOnlyList<JsonObject> All(string type) =>
        [.. _resources.Where(resource => resource["type"]!.GetValue<string>() == $"Microsoft.{type}")];

    /// <summary>The properties of the only resource of a type.</summary>
    public JsonNode Only(string type) => Assert.Single(All(type))["properties"]!;

    /// <summary>The app's settings.</summary>
    public JsonObject Settings() => Only("Web/sites/config").AsObject();

    /// <summary>The names of the action groups that a rule calls, by rule.</summary>
    public IReadOnlyDictionary<string, string[]> GroupsByRule() => Rules().ToDictionary(
        rule => Text(rule["name"]),
        rule => (rule["properties"]!["actions"] as JsonArray ?? rule["properties"]!["actions"]!["actionGroups"]!.AsArray())
            .Select(group => GroupName(Text(group as JsonValue ?? group!["actionGroupId"]))).ToArray());

    /// <summary>The rules, those over metrics too.</summary>
    public IEnumerable<JsonObject> Rules() => All("Insights/scheduledQueryRules").Concat(All("Insights/metricAlerts"));

    /// <summary>A string of the JSON.</summary>
    public static string Text(JsonNode? node) => node!.GetValue<string>();

    // The id itself, or where the module that makes the group says it.
    private static string GroupName(string id) => id.Contains(".outputs.notifyGroupId.value", StringComparison.Ordinal) ? "ag-notify" : id.Split('/')[^1];
}
