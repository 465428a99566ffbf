using HtxCancel.Cancellation;

namespace HtxCancel.Htx;

/// <summary>
/// Gathers the rows of one of HTX's lists, whatever its pages are like, and says why it cannot be trusted when it cannot.
/// </summary>
/// <param name="scope">What the orders are sorted by.</param>
/// <param name="contractCode">The contract that was asked for; null for all.</param>
/// <param name="time">The clock.</param>
internal sealed class ListReading(CancelScope scope, string? contractCode, TimeProvider time)
{
    private readonly long _begunAt = time.GetTimestamp();
    private readonly DateTimeOffset _begunAtUtc = time.GetUtcNow();
    private readonly Dictionary<OrderKey, bool?> _orders = [];
    private readonly List<ListedOrder> _inScope = [];
    private readonly List<ListedOrder> _outside = [];
    private LookProblem? _problem;

    /// <summary>How many different orders the list has shown.</summary>
    public int Orders => _orders.Count;

    /// <summary>How many pages it has had; counted by whoever reads them.</summary>
    public int Pages { get; set; }

    /// <summary>Something that keeps the list from being trusted; the first one stands.</summary>
    public void Doubt(string detail) => _problem ??= new LookProblem(HtxCodeClass.Unknown, detail);

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
            {
                Doubt($"order {order.OrderId} stands in the list twice, and differently");
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
                Doubt($"order {order.OrderId} in the list does not show whether it is in scope");
                break;
        }
    }

    /// <summary>Takes what another reading of the same list showed.</summary>
    public void AddAll(ListReading other)
    {
        foreach (var order in other._inScope.Concat(other._outside))
        {
            Add(order);
        }
    }

    /// <summary>The list as it stands after its last page.</summary>
    /// <param name="givenUp">Earlier readings of the same list that led to no end; an order that only they showed is gone.</param>
    public Look Finished(IEnumerable<ListReading>? givenUp = null) => new(
        _begunAt, _begunAtUtc, time.GetTimestamp(), _inScope, _outside, Pages > 1 ? _orders.Keys : [], _problem)
    {
        ShownBefore = [.. (givenUp ?? []).SelectMany(reading => reading._inScope).ExceptBy(_orders.Keys, order => order.Key)],
    };

    /// <summary>The list as it stands when a page could not be read.</summary>
    public Look Unreadable(HtxCodeClass @class, string detail)
    {
        _problem = new LookProblem(@class, detail);
        return Finished();
    }
}
