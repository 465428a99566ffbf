using System.Text.Json.Serialization;

namespace HtxCancel.Cancellation;

/// <summary>The side of an order, as HTX names it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Direction>))]
public enum Direction
{
    /// <summary>A buy order.</summary>
    [JsonStringEnumMemberName("buy")]
    Buy,

    /// <summary>A sell order.</summary>
    [JsonStringEnumMemberName("sell")]
    Sell,
}
