namespace HtxSimulator;

/// <summary>One user of the exchange with orders and keys. Safe to use from any thread.</summary>
public sealed class SimulatedAccount
{
    private readonly SimulatedExchange exchange;
    private readonly SortedDictionary<string, SimulatedOrder> orders = new(StringComparer.Ordinal);
    private readonly SlidingWindow tradeWindow = new();
    private readonly SlidingWindow readWindow = new();

    internal SimulatedAccount(SimulatedExchange exchange, string uid)
    {
        this.exchange = exchange;
        Uid = uid;
    }

    /// <summary>The user id; HTX counts rate limits for it, not for a key.</summary>
    public string Uid { get; }

    /// <summary>HTX's asset mode: 0 for an account on v1, 1 (multi-assets) or 2 (single-asset, new system) for one that has moved to v5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not 0, 1 or 2.</exception>
    public int AssetMode
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 2);
            field = value;
        }
    }

    /// <summary>
    /// The <c>err_code</c> of v1 calls once the account has moved (asset mode 1 or 2): 1051, 1066, 6002 or 6023 on HTX.
    /// With 1051 the open-order list is answered, and empty; with any other code it is refused too.
    /// </summary>
    public int V1Answer { get; set; } = Refusal.NoOrders.Code;

    /// <summary>The account's keys, oldest first.</summary>
    public IReadOnlyList<SimulatedKey> Keys
    {
        get
        {
            lock (exchange.Gate)
            {
                return [.. exchange.KeysOf(this)];
            }
        }
    }

    /// <summary>The account's orders that can still fill, oldest first, in either margin mode.</summary>
    public IReadOnlyList<SimulatedOrder> RestingOrders
    {
        get
        {
            lock (exchange.Gate)
            {
                return [.. orders.Values.Where(order => order.GoneAt is null)];
            }
        }
    }

    /// <summary>Puts an order into the book; returns it as placed.</summary>
    /// <param name="contractCode">The contract, in either case; one of <see cref="SimulatedExchange.Contracts"/>.</param>
    /// <param name="direction"><c>buy</c> or <c>sell</c>.</param>
    /// <param name="offset"><c>open</c>, <c>close</c>, or <c>both</c> (one-way mode).</param>
    /// <param name="price">The limit price, in USDT.</param>
    /// <param name="volume">The volume, in contracts.</param>
    /// <param name="marginMode"><c>isolated</c> or <c>cross</c>.</param>
    /// <param name="reduceOnly">Whether it may only reduce a position.</param>
    /// <param name="orderSource">Where it comes from, such as <c>api</c> or <c>web</c>.</param>
    /// <param name="status">HTX's status: 1, 2, 3 or 4.</param>
    /// <param name="tradeVolume">The volume already filled, in contracts.</param>
    /// <exception cref="ArgumentException">A word is none of those above, or the contract is unknown.</exception>
    public SimulatedOrder Place(
        string contractCode,
        string direction,
        string offset,
        decimal price,
        decimal volume,
        string marginMode = "isolated",
        bool reduceOnly = false,
        string orderSource = "api",
        int status = SimulatedOrder.Resting,
        decimal tradeVolume = 0)
    {
        ArgumentNullException.ThrowIfNull(contractCode);
        Require(direction is "buy" or "sell", nameof(direction));
        Require(offset is "open" or "close" or "both", nameof(offset));
        Require(marginMode is "isolated" or "cross", nameof(marginMode));
        Require(status is >= 1 and <= SimulatedOrder.PartlyFilled, nameof(status));

        lock (exchange.Gate)
        {
            Require(exchange.Contracts.Contains(contractCode), nameof(contractCode));
            var order = new SimulatedOrder
            {
                OrderId = exchange.NextOrderId(),
                Uid = Uid,
                ContractCode = contractCode.ToUpperInvariant(),
                Direction = direction,
                Offset = offset,
                Price = price,
                Volume = volume,
                TradeVolume = tradeVolume,
                MarginMode = marginMode,
                ReduceOnly = reduceOnly,
                OrderSource = orderSource,
                Status = status,
                CreatedAt = exchange.Now,
            };
            orders.Add(order.OrderId, order);
            return order;
        }
    }

    /// <summary>Fills a resting order, which takes it out of the book; false when it no longer rests.</summary>
    public bool Fill(string orderId)
    {
        lock (exchange.Gate)
        {
            return orders.TryGetValue(orderId, out var order) && order.GoneAt is null && orders.Remove(orderId);
        }
    }

    /// <summary>Uses up trade permits now, as a bot of the same user would; HTX gives 72 in 3 s.</summary>
    public void BurnTrade(int permits)
    {
        lock (exchange.Gate)
        {
            tradeWindow.Burn(permits, exchange.Now);
        }
    }

    /// <summary>Uses up read permits now, as a bot of the same user would; HTX gives 72 in 3 s.</summary>
    public void BurnRead(int permits)
    {
        lock (exchange.Gate)
        {
            readWindow.Burn(permits, exchange.Now);
        }
    }

    internal bool HasMoved => AssetMode != 0;

    internal SlidingWindow Window(RequestPool pool) => pool switch
    {
        RequestPool.Trade => tradeWindow,
        RequestPool.Read => readWindow,
    };

    /// <summary>The isolated orders that the exchange still lists, oldest first: those that rest and those inside their lag.</summary>
    internal List<SimulatedOrder> ListIsolated()
    {
        foreach (var gone in orders.Values.Where(order => order.GoneAt <= exchange.Now).ToList())
        {
            orders.Remove(gone.OrderId);
        }

        return [.. orders.Values.Where(order => order.MarginMode == "isolated")];
    }

    internal void Cancel(SimulatedOrder order) =>
        orders[order.OrderId] = order with { Status = SimulatedOrder.Cancelling, GoneAt = exchange.Now + exchange.CancelLag };

    private static void Require(bool condition, string parameter)
    {
        if (!condition)
        {
            throw new ArgumentException($"HTX knows no such {parameter}.", parameter);
        }
    }
}
