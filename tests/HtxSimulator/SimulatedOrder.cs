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

    /// <summary>The conditional order types, as v5 names them.</summary>
    internal static readonly IReadOnlyList<string> AlgoTypes = ["trigger", "tp", "sl", "tpsl", "trailing_stop"];

    /// <summary>The exchange's id, or <c>algo_id</c> of a conditional order: 19 digits, unique, increasing with time.</summary>
    public required string OrderId { get; init; }

    /// <summary>
    /// The <c>id</c> of its row in a v5 list, which a cursor names: its <see cref="OrderId"/>, or a number of its own where
    /// <see cref="SimulatedExchange.V5RowsHaveTheirOwnId"/> says so.
    /// </summary>
    public string CursorId { get; init; } = "";

    /// <summary><c>plain</c>, or the type of a conditional order: <c>trigger</c>, <c>tp</c>, <c>sl</c>, <c>tpsl</c>, <c>trailing_stop</c>.</summary>
    public string OrderType { get; init; } = "plain";

    /// <summary>The user it belongs to.</summary>
    public required string Uid { get; init; }

    /// <summary>The contract in upper case, such as <c>BTC-USDT</c>.</summary>
    public required string ContractCode { get; init; }

    /// <summary><c>buy</c> or <c>sell</c>.</summary>
    public required string Direction { get; init; }

    /// <summary><c>open</c> or <c>close</c> (hedge mode); <c>both</c> for an order placed in one-way mode.</summary>
    public required string Offset { get; init; }

    /// <summary>v5's word for <see cref="Direction"/>: <c>buy</c> or <c>sell</c>.</summary>
    public string Side => Direction;

    /// <summary>The position it opens or closes, as v5 says it: <c>long</c> or <c>short</c>; <c>both</c> in one-way mode.</summary>
    public string PositionSide => (Direction, Offset) switch
    {
        (_, "both") => "both",
        ("buy", "open") or ("sell", "close") => "long",
        _ => "short",
    };

    /// <summary>The limit price, in USDT; also what sets a conditional order off.</summary>
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

    internal bool IsPlain => OrderType == "plain";

    internal bool IsOf(string contractCode) => ContractCode.Equals(contractCode, StringComparison.OrdinalIgnoreCase);
}
