using System.Text.Json.Serialization;
using HtxCancel.Alerts;
using HtxCancel.Cancellation;

namespace HtxCancel.Diagnostics;

/// <summary>The record that a run begins.</summary>
internal sealed record RunStart(string RunId, Trigger Trigger, bool DryRun, CancelScope Scope)
{
    /// <summary>The alert that asks for it; left out when none does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AlertDetails? Alert { get; init; }
}
