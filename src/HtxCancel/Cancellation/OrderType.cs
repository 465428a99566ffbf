using System.Text.Json.Serialization;

namespace HtxCancel.Cancellation;

/// <summary>The kind of order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderType>))]
public enum OrderType
{
    /// <summary>An order in the book; not a trigger, take-profit, stop-loss or trailing order.</summary>
    [JsonStringEnumMemberName("plain")]
    Plain,

    /// <summary>Waits for a price, and then places a plain order.</summary>
    [JsonStringEnumMemberName("trigger")]
    Trigger,

    /// <summary>Take-profit, stop-loss, or both in one.</summary>
    [JsonStringEnumMemberName("tpsl")]
    Tpsl,

    /// <summary>Follows the price.</summary>
    [JsonStringEnumMemberName("trailing")]
    Trailing,
}
