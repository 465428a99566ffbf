namespace HtxCancel.Kill;

/// <summary>What is known of one order. Times are since the run's start.</summary>
internal sealed class Order(OrderKey key)
{
    public OrderKey Key => key;

    /// <summary>As a list showed it last; null where only an answer to a cancel named it.</summary>
    public ListedOrder? Row { get; set; }

    public string ContractCode { get; set; } = CancelScope.EveryContract;

    /// <summary>The API that named it last.</summary>
    public ApiGeneration Api { get; set; }

    /// <summary>The first and the last look that showed it; 0 for none.</summary>
    public int FirstSeenIn { get; set; }

    public int SeenIn { get; set; }

    /// <summary>The last whole look that should have shown it and did not; 0 for none.</summary>
    public int AbsentFrom { get; set; }

    /// <summary>When HTX last said that it cancels the order, and how many looks had been begun by then.</summary>
    public TimeSpan? AcknowledgedAt { get; set; }

    public int AcknowledgedAfter { get; set; }

    /// <summary>How many looks had been begun when a cancel that it is one of was last answered well: it takes a newer one to cancel it again.</summary>
    public int AnsweredAfter { get; set; }

    /// <summary>Since when lists show it as being cancelled.</summary>
    public TimeSpan? CancellingSince { get; set; }

    /// <summary>The round of its contract in which it was last sent to be cancelled; 0 for none.</summary>
    public int Round { get; set; }

    public bool IsBeingSent { get; set; }

    /// <summary>Why HTX would not cancel it, the last time that it was asked.</summary>
    public HtxError? Failure { get; set; }

    /// <summary>HTX said that it does not exist, or is cancelled already.</summary>
    public bool IsGone { get; set; }

    public bool IsFilled { get; set; }

    /// <summary>It came while the run was under way.</summary>
    public bool CameLater { get; set; }

    /// <summary>It rests, as far as lists show.</summary>
    public bool Rests => SeenIn > AbsentFrom;

    /// <summary>A whole list that was asked for after HTX last spoke of it did not show it.</summary>
    public bool IsShownGone => !Rests && AbsentFrom > 0 && (AcknowledgedAt is null || AbsentFrom > AcknowledgedAfter);
}

/// <summary>Every order of the scope that an answer or a list named, each once, by its id.</summary>
internal sealed class Ledger
{
    private readonly Dictionary<OrderKey, Order> _orders = [];
    private readonly Dictionary<string, List<Order>> _byContract = [];

    /// <summary>The contracts of which orders are known; <c>*</c> for those of which no list has shown the contract.</summary>
    public IEnumerable<string> Contracts => _byContract.Where(contract => contract.Value.Count > 0).Select(contract => contract.Key);

    /// <summary>The orders of a contract, in the order in which they were first named.</summary>
    public IReadOnlyList<Order> Of(string contractCode) => _byContract.TryGetValue(contractCode, out var orders) ? orders : [];

    /// <summary>Those that rest, as lists of <paramref name="api"/> showed last.</summary>
    public IEnumerable<Order> Resting(string contractCode, ApiGeneration api) => Of(contractCode).Where(order => order.Rests && order.Api == api);

    public Order Seen(ListedOrder row, ApiGeneration api, int look, TimeSpan begunAt, bool looksBefore)
    {
        var isNew = !_orders.ContainsKey(row.Key);
        var order = Get(row.Key, row.ContractCode!);
        order.CameLater |= isNew && looksBefore;
        if (order.SeenIn > look)
            return order;

        (order.Row, order.Api, order.SeenIn) = (row, api, look);
        order.FirstSeenIn = order.FirstSeenIn == 0 ? look : order.FirstSeenIn;
        order.CancellingSince = row.Cancelling ? order.CancellingSince ?? begunAt : null;
        return order;
    }

    /// <summary>Whether the look of that number should have shown the order, and did not.</summary>
    public bool IsAbsent(OrderKey key, int look) => _orders.TryGetValue(key, out var order) && order.AbsentFrom == look;

    /// <summary>A whole look showed none but <paramref name="shown"/> of a contract's orders.</summary>
    public void Absent(string contractCode, IReadOnlySet<OrderKey> shown, Func<Order, bool> counts, int look)
    {
        foreach (var order in Of(contractCode).Where(order => order.SeenIn <= look && order.AbsentFrom < look && !shown.Contains(order.Key) && counts(order)))
            order.AbsentFrom = look;
    }

    public void Acknowledged(CancelAcknowledgement answer, string contractCode, ApiGeneration api, TimeSpan at, int after)
    {
        foreach (var error in answer.Errors)
        {
            var order = Get(new OrderKey(error.OrderId, answer.AreConditional), contractCode, api);
            order.Failure = null;
            switch (error.Error.Class)
            {
                case HtxCodeClass.Gone or HtxCodeClass.Nothing:
                    order.IsGone = true;
                    break;
                case HtxCodeClass.Filled:
                    order.IsFilled = true;
                    break;
                case HtxCodeClass.InProgress:
                    (order.AcknowledgedAt, order.AcknowledgedAfter) = (at, after);
                    break;
                case HtxCodeClass.Retry or HtxCodeClass.Blocked or HtxCodeClass.Moved or HtxCodeClass.Fatal or HtxCodeClass.Unknown:
                    order.Failure = error.Error;
                    break;
            }
        }

        // After the errors: HTX names an id in both lists when the cancel is under way.
        foreach (var id in answer.Accepted)
        {
            var order = Get(new OrderKey(id, answer.AreConditional), contractCode, api);
            (order.AcknowledgedAt, order.AcknowledgedAfter, order.Failure) = (at, after, null);
        }
    }

    private Order Get(OrderKey key, string contractCode, ApiGeneration api = ApiGeneration.V1)
    {
        if (!_orders.TryGetValue(key, out var order))
        {
            _orders.Add(key, order = new Order(key) { ContractCode = contractCode, Api = api });
            GroupOf(contractCode).Add(order);
        }
        else if (order.ContractCode == CancelScope.EveryContract && contractCode != CancelScope.EveryContract)
        {
            // Named without its contract before.
            GroupOf(order.ContractCode).Remove(order);
            order.ContractCode = contractCode;
            GroupOf(contractCode).Add(order);
        }

        return order;
    }

    private List<Order> GroupOf(string contractCode) =>
        _byContract.TryGetValue(contractCode, out var orders) ? orders : _byContract[contractCode] = [];
}
