using System.Text;
using System.Text.Json.Nodes;

namespace HtxCancel.Tests.Alerts;

/// <summary>A payload of every kind that Azure Monitor sends, written after its documentation; the rules, ids and times are made up.</summary>
internal static class AlertSamples
{
    private const string Prefix = "alert-";

    /// <summary>The names of all samples, each of an alert that fired.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(AlertSamples).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a sample is in the common alert schema.</summary>
    public static bool IsCommon(string name) => !name.StartsWith("other-", StringComparison.Ordinal);

    /// <summary>The sample, as it fired.</summary>
    public static JsonObject Fired(string name)
    {
        using var stream = typeof(AlertSamples).Assembly.GetManifestResourceStream(Prefix + name)!;
        return JsonNode.Parse(stream)!.AsObject();
    }

    /// <summary>The same alert, over.</summary>
    public static JsonObject Resolved(string name)
    {
        var sample = Fired(name);
        switch (name)
        {
            case "other-metric":
                sample["data"]!["status"] = "Deactivated";
                break;
            case "other-activity":
                sample["data"]!["context"]!["activityLog"]!["status"] = "Resolved";
                break;
            default:
                sample["data"]!["essentials"]!["monitorCondition"] = "Resolved";
                sample["data"]!["essentials"]!["resolvedDateTime"] = "2026-10-02T04:00:05.1234567Z";
                break;
        }

        return sample;
    }

    /// <summary>Adds a target as a rule's custom property.</summary>
    public static JsonObject WithTarget(this JsonObject sample, string target)
    {
        var data = sample["data"]!.AsObject();
        (data["customProperties"] as JsonObject ?? (JsonObject)(data["customProperties"] = new JsonObject()))["htxTarget"] = target;
        return sample;
    }

    /// <summary>The body, as it is sent.</summary>
    public static byte[] Bytes(this JsonNode sample) => Encoding.UTF8.GetBytes(sample.ToJsonString());
}
