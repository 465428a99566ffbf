namespace HtxCancel.Scope;

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
