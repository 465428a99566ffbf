using System.Text.Json.Serialization;

namespace HtxCancel.Cancellation;

/// <summary>The margin modes that a scope reaches.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MarginScope>))]
public enum MarginScope
{
    /// <summary>Isolated margin only, as HTX's <c>swap_cancelall</c>: the default.</summary>
    [JsonStringEnumMemberName("isolated")]
    Isolated,

    /// <summary>Cross margin only.</summary>
    [JsonStringEnumMemberName("cross")]
    Cross,

    /// <summary>Both.</summary>
    [JsonStringEnumMemberName("all")]
    All,
}
