using System.Text.Json.Serialization;

namespace HtxCancel.Readiness;

/// <summary>Whether HTX cancels orders of a contract now.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Cancellable>))]
public enum Cancellable
{
    /// <summary>HTX says so.</summary>
    [JsonStringEnumMemberName("yes")]
    Yes,

    /// <summary>HTX says that it does not, or is in maintenance.</summary>
    [JsonStringEnumMemberName("no")]
    No,

    /// <summary>HTX did not say.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
