using HtxCancel.Cancellation;

namespace HtxCancel.Htx.LinearSwapV1;

/// <summary>Gathers the pages of one look, and knows when they make a whole list and when they cannot.</summary>
/// <param name="scope">What the orders are sorted by.</param>
/// <param name="contractCode">The contract that was asked for; null for all.</param>
/// <param name="time">The clock.</param>
internal sealed class LookInProgress(CancelScope scope, string? contractCode, TimeProvider time)
{
    private readonly long _begunAt = time.GetTimestamp();
    private readonly DateTimeOffset _begunAtUtc = time.GetUtcNow();
    private readonly Dictionary<string, bool?> _ids = new(StringComparer.Ordinal);
    private readonly List<ListedOrder> _inScope = [];
    private readonly List<ListedOrder> _outside = [];
    private int _pages;
    private int? _totalSize;
    private LookProblem? _problem;

    /// <summary>Takes one page. True when there is nothing more to read.</summary>
    /// <param name="rows">The page's rows.</param>
    /// <param name="totalSize">How many orders there are, by this page.</param>
    /// <param name="pageSize">How many rows a full page has.</param>
    public bool AddPage(IReadOnlyList<OpenOrderRow?> rows, int totalSize, int pageSize)
    {
        _pages++;
        if (_totalSize is { } before && before != totalSize)
        {
            // Orders came or went between two pages: one may have slipped through.
            Doubt($"the list changed from {before} to {totalSize} orders while it was read");
        }

        _totalSize = totalSize;
        var idsBefore = _ids.Count;
        foreach (var row in rows)
        {
            AddRow(row);
        }

        // Rows are counted: total_size may lie, in either direction, and pages may be cut shorter than was asked for.
        var full = rows.Count >= pageSize;
        if (!full && _ids.Count >= totalSize)
        {
            return true;
        }

        if (_ids.Count == idsBefore)
        {
            Doubt($"page {_pages} of the list brought no new order, though total_size says {totalSize} and {_ids.Count} were shown");
            return true;
        }

        return false;
    }

    /// <summary>The look as it stands after its last page.</summary>
    public Look Finished() => new(_begunAt, _begunAtUtc, time.GetTimestamp(), _inScope, _outside, _pages, _problem);

    /// <summary>The look as it stands when a page could not be read.</summary>
    public Look Unreadable(HtxCodeClass @class, string detail)
    {
        _problem = new LookProblem(@class, detail);
        return Finished();
    }

    private void Doubt(string detail) => _problem ??= new LookProblem(HtxCodeClass.Unknown, detail);

    private void AddRow(OpenOrderRow? row)
    {
        if (row is null || (NotBlank(row.OrderIdStr) ?? NotBlank(row.OrderId)) is not { } id)
        {
            Doubt("a row of the list has no order_id");
            return;
        }

        var order = new ListedOrder(
            id,
            NotBlank(row.ContractCode)?.ToUpperInvariant(),
            MarginModeOf(row),
            DirectionOf(row),
            OffsetOf(row),
            row.Price,
            row.Volume,
            row.OrderSource,
            Cancelling: row.Status == "11");
        if ((contractCode is not null && order.ContractCode != contractCode) || order.MarginMode != MarginMode.Isolated)
        {
            // The list was asked for one contract, and is of isolated margin only: a row that says otherwise is not to be trusted.
            Doubt($"order {id} in the list is not of the contract and margin mode that were asked for");
            return;
        }

        var inScope = scope.Holds(order);
        if (!_ids.TryAdd(id, inScope))
        {
            if (_ids[id] != inScope)
            {
                Doubt($"order {id} stands in the list twice, and differently");
            }

            return;
        }

        switch (inScope)
        {
            case true:
                _inScope.Add(order);
                break;
            case false:
                _outside.Add(order);
                break;
            case null:
                Doubt($"order {id} in the list does not show whether it is in scope");
                break;
        }
    }

    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // This list is of isolated margin only; a row that says nothing is of it.
    private static MarginMode? MarginModeOf(OpenOrderRow row) => row.MarginMode?.ToLowerInvariant() switch
    {
        null or "isolated" => MarginMode.Isolated,
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
