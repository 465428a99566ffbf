using System.Text.Json.Serialization;

namespace HtxCancel.Cancellation;

/// <summary>Whether an order opens a position or closes one, as HTX names it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Offset>))]
public enum Offset
{
    /// <summary>The order opens a position; in one-way mode, an order that is not reduce-only.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>The order closes a position; in one-way mode, a reduce-only order.</summary>
    [JsonStringEnumMemberName("close")]
    Close,
}
