namespace HtxCancel.Htx;

/// <summary>Gathers the rows of one of HTX's lists, of one contract (null: of all), whatever its pages are like, sorts them by the scope,
/// and says why the list cannot be trusted when it cannot.</summary>
internal sealed class ListReading(CancelScope scope, string? contractCode)
{
    private readonly Dictionary<OrderKey, bool?> _orders = [];
    private readonly List<ListedOrder> _inScope = [];
    private readonly List<ListedOrder> _outside = [];

    /// <summary>Orders in scope; they rest even where the list is not whole.</summary>
    public IReadOnlyList<ListedOrder> InScope => _inScope;

    public IReadOnlyList<ListedOrder> Outside => _outside;
    public IReadOnlyCollection<OrderKey> Keys => _orders.Keys;

    /// <summary>How many pages it has had; counted by whoever reads them.</summary>
    public int Pages { get; set; }

    /// <summary>Why the list cannot be trusted to be whole; null when it can.</summary>
    public LookProblem? Problem { get; private set; }

    /// <summary>So far it can be trusted, and shows nothing in scope.</summary>
    public bool IsEmpty => Problem is null && _inScope.Count == 0;

    /// <summary>Something that keeps the list from being trusted; the first one stands.</summary>
    public void Doubt(string detail) => Problem ??= new LookProblem(HtxCodeClass.Unknown, detail);

    /// <summary>Orders came or went while the list was read: one may have slipped through.</summary>
    public void Shifted(string detail) => Problem ??= new LookProblem(HtxCodeClass.Unknown, detail, IsShift: true);

    public void Unreadable(LookProblem problem) => Problem = problem;

    /// <summary>Takes one row. One whose scope cannot be decided, or that contradicts another, makes the list unreadable.</summary>
    public void Add(ListedOrder order)
    {
        if (contractCode is not null && order.ContractCode != contractCode)
        {
            Doubt($"order {order.OrderId} in the list is not of the contract that was asked for");
            return;
        }

        var inScope = scope.Holds(order);
        if (!_orders.TryAdd(order.Key, inScope))
        {
            if (_orders[order.Key] != inScope)
                Doubt($"order {order.OrderId} stands in the list twice, and differently");

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
                Doubt($"order {order.OrderId} in the list does not show whether it is in scope");
                break;
        }
    }
}

/// <summary>Why a look cannot be trusted to show the whole list, as a part of a sentence. The class is unknown where it was no code of
/// HTX that stood in the way; in a shift, orders came or went while the list was read.</summary>
internal sealed record LookProblem(HtxCodeClass Class, string Detail, bool IsShift = false);
