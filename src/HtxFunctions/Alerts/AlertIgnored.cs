using System.Text.Json.Serialization;
using HtxCancel.Alerts;

namespace HtxFunctions.Alerts;

/// <summary>The answer to an alert that cancels nothing, and its record in the log.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Alert">What the alert said of itself.</param>
internal sealed record AlertIgnored(IgnoredReason Reason, AlertDetails Alert)
{
    [JsonPropertyOrder(-1)]
    public string Outcome { get; } = "ignored";
}
