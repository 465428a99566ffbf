namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>Gathers the pages of one v1 list, which is of one margin mode, and knows when they make a whole list and when they cannot.</summary>
internal sealed class V1List(ListReading reading, MarginMode marginMode)
{
    private int? _totalSize;

    /// <summary>Takes one page, which says how many orders there are on all. True when there is nothing more to read.</summary>
    public bool AddPage(IReadOnlyList<OpenOrderRow?> rows, int totalSize, int pageSize)
    {
        reading.Pages++;
        if (_totalSize is { } before && before != totalSize)
            reading.Shifted($"the list changed from {before} to {totalSize} orders while it was read");

        _totalSize = totalSize;
        var ordersBefore = reading.Keys.Count;
        foreach (var row in rows)
            AddRow(row);

        // Rows are counted: total_size may lie, in either direction, and pages may be cut shorter than was asked for.
        var full = rows.Count >= pageSize;
        if (!full && reading.Keys.Count >= totalSize)
            return true;

        if (reading.Keys.Count == ordersBefore)
        {
            reading.Doubt($"page {reading.Pages} of the list brought no new order, though total_size says {totalSize} and {reading.Keys.Count} were shown");
            return true;
        }

        return false;
    }

    private void AddRow(OpenOrderRow? row)
    {
        if (row is null || (NotBlank(row.OrderIdStr) ?? NotBlank(row.OrderId)) is not { } id)
        {
            reading.Doubt("a row of the list has no order_id");
        }
        else if (MarginModeOf(row) != marginMode)
        {
            reading.Doubt($"order {id} in the list is not of the margin mode that was asked for");
        }
        else
        {
            var code = NotBlank(row.ContractCode)?.ToUpperInvariant();
            reading.Add(new ListedOrder(
                id, code, marginMode, DirectionOf(row), OffsetOf(row), row.Price, row.Volume, row.OrderSource, Cancelling: row.Status == "11")
            {
                OneWay = row.Offset?.ToLowerInvariant() == "both",
            });
        }
    }

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // A list is of one margin mode only; a row that says nothing is of it.
    private MarginMode? MarginModeOf(OpenOrderRow row) => row.MarginMode?.ToLowerInvariant() switch
    {
        null => marginMode,
        "isolated" => MarginMode.Isolated,
        "cross" => MarginMode.Cross,
        _ => null,
    };

    private static Direction? DirectionOf(OpenOrderRow row) => row.Direction?.ToLowerInvariant() switch
    {
        "buy" => Direction.Buy,
        "sell" => Direction.Sell,
        _ => null,
    };

    // A one-way order says "both": it closes when it may only reduce, else it opens.
    private static Offset? OffsetOf(OpenOrderRow row) => (row.Offset?.ToLowerInvariant(), row.ReduceOnly) switch
    {
        ("open", _) => Offset.Open,
        ("close", _) => Offset.Close,
        ("both", true) => Offset.Close,
        ("both", false) => Offset.Open,
        _ => null,
    };
}
