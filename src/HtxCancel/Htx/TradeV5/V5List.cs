using HtxCancel.Cancellation;

namespace HtxCancel.Htx.TradeV5;

/// <summary>
/// Gathers the pages of one attempt at one v5 list, newest or oldest first, and knows where the next one starts, when they
/// make a whole list and when they cannot. There is no total: what follows the last row of a full page decides.
/// </summary>
internal sealed class V5List(ListReading reading, V5ListKind kind)
{
    private readonly HashSet<string> _shown = [];
    private int _pageSize;

    /// <summary>The list so far.</summary>
    public ListReading Reading => reading;

    /// <summary>The <c>id</c> of the last page's last row, which the next one starts at or after; null before the first page.</summary>
    public string? Cursor { get; private set; }

    /// <summary>Takes one page.</summary>
    /// <param name="rows">The page's rows.</param>
    /// <param name="pageSize">How many rows were asked for.</param>
    public V5ListStep AddPage(IReadOnlyList<ListedRow?> rows, int pageSize)
    {
        if (rows.Count == 0 && Cursor is not null && _pageSize < pageSize)
        {
            // After a page that was only possibly cut, nothing is what was to be expected: it was the whole list.
            return V5ListStep.Ended;
        }

        reading.Pages++;
        if (rows.Count == 0)
        {
            return Cursor is null ? V5ListStep.Ended : V5ListStep.Nothing;
        }

        if (Cursor is null)
        {
            // A limit of HTX's own, below the one that was asked for, would be a round number: 10 by default.
            _pageSize = rows.Count < pageSize && rows.Count % 10 == 0 ? rows.Count : pageSize;
        }

        var shownBefore = _shown.Count;
        var comesAgain = false;
        foreach (var row in rows)
        {
            comesAgain |= !AddRow(row) && Trimmed(row?.Id) != Cursor;
        }

        var full = rows.Count >= _pageSize;
        if (full && _shown.Count == shownBefore)
        {
            reading.Doubt($"page {reading.Pages} of {kind} is full and brought no new order");
            return V5ListStep.Ended;
        }

        // A page may start with the row that the cursor names. Any other known row: it starts over, or goes the other way.
        if (comesAgain && Cursor is not null)
        {
            return V5ListStep.Shifted;
        }

        if (!full)
        {
            return V5ListStep.Ended;
        }

        Cursor = Trimmed(rows[^1]?.Id);
        if (Cursor is not null)
        {
            return V5ListStep.More;
        }

        reading.Doubt($"the last row of page {reading.Pages} of {kind} has no id to go on from");
        return V5ListStep.Ended;
    }

    /// <summary>Whether this attempt and <paramref name="other"/> showed the same orders up to the same row.</summary>
    public bool IsSameAs(V5List other) => Cursor == other.Cursor && _shown.SetEquals(other._shown);

    // False for an order that was shown before.
    private bool AddRow(ListedRow? row)
    {
        if (Trimmed(kind.Type is null ? row?.OrderId : row?.AlgoId) is not { } id)
        {
            reading.Doubt($"a row of {kind} has no {(kind.Type is null ? "order_id" : "algo_id")}");
            return true;
        }

        if (kind.Type is not null && Word(row!.Type) is { } type && type != kind.Type)
        {
            reading.Doubt($"order {id} in {kind} is of another type");
        }
        else
        {
            reading.Add(new ListedOrder(
                id,
                Trimmed(row!.ContractCode)?.ToUpperInvariant(),
                MarginModeOf(row),
                DirectionOf(row),
                OffsetOf(row),
                row.Price,
                row.Volume,
                row.OrderSource,
                IsCancelling(row))
            {
                OrderType = kind.OrderType,
                OneWay = Word(row.PositionSide) == "both",
            });
        }

        return _shown.Add(id);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Word(string? text) => Trimmed(text)?.ToLowerInvariant();

    private static MarginMode? MarginModeOf(ListedRow row) => Word(row.MarginMode) switch
    {
        "isolated" => MarginMode.Isolated,
        "cross" => MarginMode.Cross,
        _ => null,
    };

    private static Direction? DirectionOf(ListedRow row) => Word(row.Side) switch
    {
        "buy" => Direction.Buy,
        "sell" => Direction.Sell,
        _ => null,
    };

    // A one-way order closes when it may only reduce, else it opens.
    private static Offset? OffsetOf(ListedRow row) => (Word(row.Side), Word(row.PositionSide), row.ReduceOnly) switch
    {
        ("buy", "long", _) or ("sell", "short", _) => Offset.Open,
        ("sell", "long", _) or ("buy", "short", _) => Offset.Close,
        (_, "both", true) => Offset.Close,
        (_, "both", false) => Offset.Open,
        _ => null,
    };

    // v1's numbers: 11 of a plain order, 9 of a conditional one.
    private bool IsCancelling(ListedRow row) => Word(row.State) switch
    {
        "cancelling" or "canceling" => true,
        "11" => kind.Type is null,
        "9" => kind.Type is not null,
        _ => false,
    };
}
