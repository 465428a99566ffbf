namespace HtxSimulator;

/// <summary>One order as it stood when it was read; never changes.</summary>
public sealed record SimulatedOrder
{
    /// <summary>The status of an order that rests, unfilled.</summary>
    public const int Resting = 3;

    /// <summary>The status of an order that rests, filled in part.</summary>
    public const int PartlyFilled = 4;

    /// <summary>The status of an order whose cancel was accepted but has not come into effect.</summary>
    public const int Cancelling = 11;

    /// <summary>The exchange's id: 18 digits, unique, increasing with time.</summary>
    public required string OrderId { get; init; }

    /// <summary>The user it belongs to.</summary>
    public required string Uid { get; init; }

    /// <summary>The contract in upper case, such as <c>BTC-USDT</c>.</summary>
    public required string ContractCode { get; init; }

    /// <summary><c>buy</c> or <c>sell</c>.</summary>
    public required string Direction { get; init; }

    /// <summary><c>open</c> or <c>close</c>; <c>both</c> for an order placed in one-way mode.</summary>
    public required string Offset { get; init; }

    /// <summary>The limit price, in USDT.</summary>
    public required decimal Price { get; init; }

    /// <summary>The ordered volume, in contracts.</summary>
    public required decimal Volume { get; init; }

    /// <summary>The volume already filled, in contracts.</summary>
    public decimal TradeVolume { get; init; }

    /// <summary><c>isolated</c> or <c>cross</c>.</summary>
    public string MarginMode { get; init; } = "isolated";

    /// <summary>Whether it may only reduce a position.</summary>
    public bool ReduceOnly { get; init; }

    /// <summary>Where it came from, such as <c>api</c> or <c>web</c>.</summary>
    public string OrderSource { get; init; } = "api";

    /// <summary>HTX's status: 1, 2 being prepared, 3 resting, 4 partly filled, 11 cancelling.</summary>
    public int Status { get; init; } = Resting;

    /// <summary>When it was placed, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it leaves the list of open orders; null while nothing has cancelled it.</summary>
    public DateTimeOffset? GoneAt { get; init; }
}
