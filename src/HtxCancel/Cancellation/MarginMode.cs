using System.Text.Json.Serialization;

namespace HtxCancel.Cancellation;

/// <summary>The margin mode that an order draws on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MarginMode>))]
public enum MarginMode
{
    /// <summary>Isolated margin: what <c>swap_cancelall</c> reaches.</summary>
    [JsonStringEnumMemberName("isolated")]
    Isolated,

    /// <summary>Cross margin: spared.</summary>
    [JsonStringEnumMemberName("cross")]
    Cross,
}
