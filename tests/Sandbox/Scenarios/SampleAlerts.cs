using System.Text.Json.Nodes;

namespace Sandbox.Scenarios;

/// <summary>What an action group posts when a log search alert fires or is resolved: Azure Monitor's common alert schema.</summary>
internal static class SampleAlerts
{
    /// <summary>The name of the rule.</summary>
    public const string Rule = "bot heartbeat missing";

    /// <summary>A body.</summary>
    /// <param name="condition"><c>Fired</c> or <c>Resolved</c>.</param>
    /// <param name="target">The target among the rule's custom properties; <see langword="null"/> for a rule that has none.</param>
    /// <param name="firedAt">When it fired.</param>
    /// <returns>The JSON, on one line.</returns>
    public static string Create(string condition, string? target, DateTimeOffset firedAt)
    {
        var properties = new JsonObject { ["team"] = "desk" };
        if (target is not null)
        {
            properties["htxTarget"] = target;
        }

        return new JsonObject
        {
            ["schemaId"] = "azureMonitorCommonAlertSchema",
            ["data"] = new JsonObject
            {
                ["essentials"] = new JsonObject
                {
                    ["alertId"] = "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.AlertsManagement/alerts/00000000-0000-4000-8000-000000000001",
                    ["alertRule"] = Rule,
                    ["severity"] = "Sev1",
                    ["signalType"] = "Log",
                    ["monitorCondition"] = condition,
                    ["monitoringService"] = "Log Alerts V2",
                    ["firedDateTime"] = firedAt.UtcDateTime.ToString("O"),
                    ["essentialsVersion"] = "1.0",
                    ["alertContextVersion"] = "1.0",
                },
                ["alertContext"] = new JsonObject { ["properties"] = properties.DeepClone(), ["conditionType"] = "LogQueryCriteria" },
                ["customProperties"] = properties,
            },
        }.ToJsonString();
    }
}
