using System.Text.Json.Serialization;

namespace HtxCancel.Alerts;

/// <summary>Why an alert cancels nothing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IgnoredReason>))]
public enum IgnoredReason
{
    /// <summary>It tells that a condition is over, or it does not tell that one is met.</summary>
    [JsonStringEnumMemberName("not_fired")]
    NotFired,

    /// <summary>It names no target, and neither does its address.</summary>
    [JsonStringEnumMemberName("no_target")]
    NoTarget,

    /// <summary>It is no message in Azure Monitor's common alert schema: other JSON, no JSON, or no body at all.</summary>
    [JsonStringEnumMemberName("not_common_schema")]
    NotCommonSchema,
}
