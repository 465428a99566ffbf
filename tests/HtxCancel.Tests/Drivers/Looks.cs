namespace HtxCancel.Tests.Drivers;

/// <summary>Orders as a list would have shown them, and looks that showed them.</summary>
internal static class Looks
{
    public static ListedOrder Order(string id, string? contractCode = "BTC-USDT") =>
        new(id, contractCode, MarginMode.Isolated, Direction.Buy, Offset.Open, "60000", "2", "api", Cancelling: false);

    /// <summary>So many orders, numbered from 1.</summary>
    public static ListedOrder[] Orders(int count, string contractCode = "BTC-USDT") =>
        [.. Enumerable.Range(1, count).Select(number => Order($"{number}", contractCode))];

    /// <summary>An empty look, begun and ended at this millisecond.</summary>
    public static Look Look(double at, int number = 1) => Ended(at, at, number, List(MarginMode.Isolated, pages: 1));

    /// <summary>A look that could not be read.</summary>
    public static Look Unreadable(HtxCodeClass @class, bool isShift = false)
    {
        var list = List(MarginMode.Isolated, pages: 1);
        list.Reading.Unreadable(new LookProblem(@class, "page 1", isShift));
        return Ended(0, 0, 1, list);
    }

    public static Look Ended(double begunAt, double endedAt, int number, params OpenList[] lists)
    {
        var look = new Look([.. lists]);
        look.Begin(number, TimeSpan.FromMilliseconds(begunAt));
        look.End(number, TimeSpan.FromMilliseconds(endedAt), isCrossOnly: false);
        return look;
    }

    public static OpenList List(MarginMode margin, int pages, params ListedOrder[] orders)
    {
        var list = new V1OpenList(margin, KillDriver.Scope(), null);
        foreach (var order in orders)
        {
            list.Reading.Add(order);
        }

        list.Reading.Pages = pages;
        return list;
    }

    /// <summary>A page of v1.</summary>
    public static HtxResult<ListPage> V1Page(int total, params IEnumerable<ListedOrder> orders) =>
        new HtxResult<ListPage>.Ok(new ListPage.OfV1([.. orders.Select(V1Row)], total));

    /// <summary>A page of v5.</summary>
    public static HtxResult<ListPage> V5Page(params IEnumerable<ListedOrder> orders) => new HtxResult<ListPage>.Ok(new ListPage.OfV5([.. orders.Select(V5Row)]));

    /// <summary>What HTX answers instead of what was asked for.</summary>
    public static HtxError Error(int code) => code == 404 ? new(HtxCodeClass.Moved, code, "no", PathMissing: true) : new(HtxCode.Classify(code), code, "no");

    private static OpenOrderRow V1Row(ListedOrder order) => new(
        order.OrderId, null, order.ContractCode, Word(order.Direction), Word(order.Offset), null, order.Price, order.Volume, Word(order.MarginMode), order.OrderSource, order.Cancelling ? "11" : "3");

    private static ListedRow V5Row(ListedOrder order) => new(
        order.OrderId,
        order.OrderType == OrderType.Plain ? order.OrderId : null,
        order.OrderType == OrderType.Plain ? null : order.OrderId,
        order.ContractCode,
        Word(order.MarginMode),
        Word(order.Direction),
        (order.Direction == Direction.Buy) == (order.Offset == Offset.Open) ? "long" : "short",
        null,
        null,
        order.Cancelling ? "cancelling" : "new",
        order.Price,
        order.Volume,
        order.OrderSource);

    private static string? Word<T>(T? value) => value?.ToString()!.ToLowerInvariant();
}
