namespace HtxCancel.Htx.TradeV5;

/// <summary>Gathers the pages of one attempt at one v5 list, newest or oldest first, and knows where the next one starts, when they make
/// a whole list and when they cannot. How many rows HTX puts on a page is its own affair: the list ends with a page that brings no new
/// row. Each page is asked for from the last row but one, so that it begins with the last row: one that does not shows that a row has
/// gone meanwhile, and that what followed it may have been passed over.</summary>
internal sealed class V5List(ListReading reading, V5ListKind kind)
{
    // So many pages in a row that are shorter than one before them: orders come as fast as the list is read.
    private const int MaximumShortPages = 8;

    private readonly HashSet<string> _shown = [];
    private readonly HashSet<string> _ids = [];
    private string? _last;
    private int _longest;
    private int _shortPages;

    public ListReading Reading => reading;

    /// <summary>The <c>id</c> of the row that the next page is asked for from; null before the first page.</summary>
    public string? Cursor { get; private set; }

    public V5ListStep AddPage(IReadOnlyList<ListedRow?> rows)
    {
        var (before, from, last) = (_shown.Count, Cursor, _last);
        var overlaps = last == from;
        var comesAgain = false;
        foreach (var row in rows)
        {
            var id = Trimmed(row?.Id) ?? OrderIdOf(row);
            overlaps |= id == last;
            if (AddRow(row))
            {
                // The next page is asked for by it.
                if (!_ids.Add(id!))
                    reading.Doubt($"two orders of {kind} have the id {id}");

                (Cursor, _last) = (_last ?? id, id);
            }
            else
            {
                comesAgain |= id != from && id != last;
            }
        }

        if (from is not null && (comesAgain || !overlaps))
            return V5ListStep.Shifted;

        // The page that only shows that nothing follows is none of the list's.
        reading.Pages += _shown.Count > before || from is null ? 1 : 0;
        _longest = Math.Max(_longest, rows.Count);
        _shortPages = rows.Count < _longest ? _shortPages + 1 : 0;
        if (_shortPages == MaximumShortPages)
        {
            reading.Doubt($"orders come into {kind} as fast as it is read");
            return V5ListStep.Ended;
        }

        if (_shown.Count == before && rows.Count == _longest && Cursor != _last)
        {
            // It begins with the row that it was asked for from, and is as full as any: what follows is shown from its last row.
            Cursor = _last;
            return V5ListStep.More;
        }

        return _shown.Count == before ? V5ListStep.Ended : V5ListStep.More;
    }

    // False for an order that was shown before, or cannot be named.
    private bool AddRow(ListedRow? row)
    {
        if (OrderIdOf(row) is not { } id)
        {
            reading.Doubt($"a row of {kind} has no {(kind.Type is null ? "order_id" : "algo_id")}");
            return false;
        }

        if (kind.Type is not null && Word(row!.Type) is { } type && type != kind.Type)
        {
            reading.Doubt($"order {id} in {kind} is of another type");
        }
        else
        {
            // HTX passes over a filter that it does not know: what it shows, and what it leaves out, is not what was asked for.
            if (kind.MarginMode is { } asked && MarginModeOf(row!) is { } shown && shown != asked)
                reading.Doubt($"order {id} in {kind} is of {shown.ToString().ToLowerInvariant()} margin");

            var code = Trimmed(row!.ContractCode)?.ToUpperInvariant();
            reading.Add(new ListedOrder(
                id, code, MarginModeOf(row), DirectionOf(row), OffsetOf(row), row.Price, row.Volume, row.OrderSource, IsCancelling(row))
            {
                OrderType = kind.OrderType,
                OneWay = Word(row.PositionSide) == "both",
            });
        }

        return _shown.Add(id);
    }

    private string? OrderIdOf(ListedRow? row) => Trimmed(kind.Type is null ? row?.OrderId : row?.AlgoId);

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
