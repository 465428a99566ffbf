namespace HtxSimulator;

/// <summary>One user of the exchange with orders and keys. Safe to use from any thread.</summary>
public sealed class SimulatedAccount
{
    private readonly SimulatedExchange exchange;
    private readonly SortedDictionary<string, SimulatedOrder> orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Refusal> finished = new(StringComparer.Ordinal);
    private readonly List<(SimulatedOrder Order, DateTimeOffset At)> left = [];
    private readonly Dictionary<string, Refusal> refusedCancels = new(StringComparer.Ordinal);
    private readonly SlidingWindow tradeWindow = new();
    private readonly SlidingWindow readWindow = new();
    private readonly BusyBot tradeBot;
    private readonly BusyBot readBot;

    internal SimulatedAccount(SimulatedExchange exchange, string uid)
    {
        this.exchange = exchange;
        Uid = uid;
        tradeBot = new BusyBot(tradeWindow);
        readBot = new BusyBot(readWindow);
    }

    /// <summary>The user id; HTX counts rate limits for it, not for a key.</summary>
    public string Uid { get; }

    /// <summary>
    /// HTX's asset mode: 0 for an account on v1, 1 (multi-assets, cross margin only) or 2 (single-asset, new system) for one
    /// that has moved to v5. A change leaves the book as it is.
    /// </summary>
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

    /// <summary>
    /// The <c>code</c> of v5's order calls while the account is on v1 (asset mode 0); HTX does not say which. With 200 v5
    /// knows the account and has nothing of it: lists are empty, and there is nothing to cancel.
    /// </summary>
    public int V5Answer { get; set; } = 4007;

    /// <summary>How many trade permits a bot of the same user takes every second, evenly spread, from now on; HTX gives 72 in 3 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int BotTradePerSecond
    {
        get => tradeBot.PerSecond;
        set => SetPace(tradeBot, value);
    }

    /// <summary>How many read permits a bot of the same user takes every second, evenly spread, from now on; HTX gives 72 in 3 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int BotReadPerSecond
    {
        get => readBot.PerSecond;
        set => SetPace(readBot, value);
    }

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

    /// <summary>The account's orders that can still fill, oldest first, of every type and in either margin mode.</summary>
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
    /// <exception cref="ArgumentException">
    /// A word is none of those above, the contract is unknown, or it is isolated where there is cross margin only: on a
    /// delivery contract, or in asset mode 1.
    /// </exception>
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
        Require(status is >= 1 and <= SimulatedOrder.PartlyFilled, nameof(status));

        lock (exchange.Gate)
        {
            return Add(Create(contractCode, direction, offset, price, volume, marginMode, reduceOnly, orderSource) with { Status = status, TradeVolume = tradeVolume });
        }
    }

    /// <summary>Puts a conditional order into the book, where no cancel of plain orders reaches it; returns it as placed.</summary>
    /// <param name="contractCode">The contract, in either case; one of <see cref="SimulatedExchange.Contracts"/>.</param>
    /// <param name="type"><c>trigger</c>, <c>tp</c>, <c>sl</c>, <c>tpsl</c> or <c>trailing_stop</c>.</param>
    /// <param name="direction"><c>buy</c> or <c>sell</c>.</param>
    /// <param name="offset"><c>open</c>, <c>close</c>, or <c>both</c> (one-way mode).</param>
    /// <param name="price">The price that sets it off, and the limit price of the order it becomes, in USDT.</param>
    /// <param name="volume">The volume, in contracts.</param>
    /// <param name="marginMode"><c>isolated</c> or <c>cross</c>.</param>
    /// <param name="reduceOnly">Whether it may only reduce a position.</param>
    /// <param name="orderSource">Where it comes from, such as <c>api</c> or <c>web</c>.</param>
    /// <exception cref="ArgumentException">As for <see cref="Place"/>.</exception>
    public SimulatedOrder PlaceAlgo(
        string contractCode,
        string type,
        string direction,
        string offset,
        decimal price,
        decimal volume,
        string marginMode = "isolated",
        bool reduceOnly = false,
        string orderSource = "api")
    {
        Require(SimulatedOrder.AlgoTypes.Contains(type), nameof(type));

        lock (exchange.Gate)
        {
            return Add(Create(contractCode, direction, offset, price, volume, marginMode, reduceOnly, orderSource) with { OrderType = type });
        }
    }

    /// <summary>
    /// Sets a conditional order off: it leaves the book, and a plain order with an id of its own takes its place. Null when
    /// no such conditional order rests.
    /// </summary>
    public SimulatedOrder? Trigger(string algoId)
    {
        lock (exchange.Gate)
        {
            if (!orders.TryGetValue(algoId, out var algo) || algo.IsPlain || algo.GoneAt is not null)
            {
                return null;
            }

            Leave(algo, exchange.Now);
            var (orderId, cursorId) = exchange.NextIds();
            return Add(algo with
            {
                OrderId = orderId,
                CursorId = cursorId,
                OrderType = "plain",
                OrderSource = algo.OrderType is "tp" or "sl" or "tpsl" ? "tpsl" : "trigger",
                CreatedAt = exchange.Now,
            });
        }
    }

    /// <summary>Fills a resting plain order, which takes it out of the book; false when none rests.</summary>
    public bool Fill(string orderId)
    {
        lock (exchange.Gate)
        {
            if (!orders.TryGetValue(orderId, out var order) || !order.IsPlain || order.GoneAt is not null)
            {
                return false;
            }

            Finish(orderId, Refusal.OrderFilled);
            return Leave(order, exchange.Now);
        }
    }

    /// <summary>Takes every order out of the book.</summary>
    public void Empty()
    {
        lock (exchange.Gate)
        {
            foreach (var order in orders.Values.Where(order => order.GoneAt is null).ToList())
                Leave(order, exchange.Now);
        }
    }

    /// <summary>Makes every cancel of one order, of any type, answer an error of its own; the order goes on resting.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="code">The error, such as 1440; null lets cancels through again.</param>
    public void RefuseCancel(string orderId, int? code)
    {
        lock (exchange.Gate)
        {
            if (code is { } number)
            {
                refusedCancels[orderId] = new Refusal(number, "The order could not be cancelled.");
            }
            else
            {
                refusedCancels.Remove(orderId);
            }
        }
    }

    /// <summary>Uses up trade permits now, as a bot of the same user would; HTX gives 72 in 3 s.</summary>
    public void BurnTrade(int permits)
    {
        lock (exchange.Gate)
        {
            Window(RequestPool.Trade).Burn(permits, exchange.Now);
        }
    }

    /// <summary>Uses up read permits now, as a bot of the same user would; HTX gives 72 in 3 s.</summary>
    public void BurnRead(int permits)
    {
        lock (exchange.Gate)
        {
            Window(RequestPool.Read).Burn(permits, exchange.Now);
        }
    }

    internal bool HasMoved => AssetMode != 0;

    internal SlidingWindow Window(RequestPool pool)
    {
        var (window, bot) = pool switch
        {
            RequestPool.Trade => (tradeWindow, tradeBot),
            RequestPool.Read => (readWindow, readBot),
        };
        bot.CatchUp(exchange.Now);
        return window;
    }

    /// <summary>The orders of every type that the exchange still lists, oldest first: those that rest and those inside their lag.</summary>
    internal List<SimulatedOrder> ListOpen()
    {
        foreach (var gone in orders.Values.Where(order => order.GoneAt <= exchange.Now).ToList())
        {
            Leave(gone, gone.GoneAt!.Value);
            Finish(gone.OrderId, Refusal.OrderCancelled);
        }

        return [.. orders.Values];
    }

    /// <summary>What a list shows of them, which is as old as <see cref="SimulatedExchange.ListLag"/>.</summary>
    internal List<SimulatedOrder> ListShown()
    {
        var open = ListOpen();
        var shown = exchange.Now - exchange.ListLag;
        left.RemoveAll(gone => gone.At <= shown);
        return [.. left.Select(gone => gone.Order).Concat(open).Where(order => order.CreatedAt <= shown).OrderBy(order => order.OrderId, StringComparer.Ordinal)];
    }

    /// <summary>Cancels an order; says why not when it is not there, out of the call's reach, or not to be cancelled.</summary>
    internal Refusal? Cancel(string orderId, Predicate<SimulatedOrder> inReach)
    {
        if (!orders.TryGetValue(orderId, out var order) || !inReach(order))
        {
            return finished.GetValueOrDefault(orderId, Refusal.OrderUnknown);
        }

        if (order.GoneAt is { } goneAt)
        {
            return goneAt <= exchange.Now ? Refusal.OrderCancelled : Refusal.OrderCancelling;
        }

        if (refusedCancels.TryGetValue(orderId, out var refusal))
        {
            return refusal;
        }

        if (!exchange.CancelsDoNothing)
        {
            orders[orderId] = order with { Status = SimulatedOrder.Cancelling, GoneAt = exchange.Now + exchange.CancelLag };
        }

        return null;
    }

    private SimulatedOrder Create(
        string contractCode, string direction, string offset, decimal price, decimal volume, string marginMode, bool reduceOnly, string orderSource)
    {
        Require(contractCode, direction, offset, marginMode);
        var (orderId, cursorId) = exchange.NextIds();
        return new SimulatedOrder
        {
            OrderId = orderId,
            CursorId = cursorId,
            Uid = Uid,
            ContractCode = contractCode.ToUpperInvariant(),
            Direction = direction,
            Offset = offset,
            Price = price,
            Volume = volume,
            MarginMode = marginMode,
            ReduceOnly = reduceOnly,
            OrderSource = orderSource,
            CreatedAt = exchange.Now,
        };
    }

    private SimulatedOrder Add(SimulatedOrder order)
    {
        orders.Add(order.OrderId, order);
        return order;
    }

    private bool Leave(SimulatedOrder order, DateTimeOffset at)
    {
        left.Add((order, at));
        return orders.Remove(order.OrderId);
    }

    private void Finish(string orderId, Refusal answer)
    {
        if (exchange.KeepsHistory)
        {
            finished[orderId] = answer;
        }
    }

    private void SetPace(BusyBot bot, int perSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perSecond);
        lock (exchange.Gate)
        {
            bot.SetPace(perSecond, exchange.Now);
        }
    }

    private void Require(string contractCode, string direction, string offset, string marginMode)
    {
        ArgumentNullException.ThrowIfNull(contractCode);
        Require(direction is "buy" or "sell", nameof(direction));
        Require(offset is "open" or "close" or "both", nameof(offset));
        Require(marginMode is "isolated" or "cross", nameof(marginMode));
        Require(exchange.Contracts.Contains(contractCode), nameof(contractCode));
        Require(marginMode == "cross" || (AssetMode != 1 && !DeliveryCode.IsOne(contractCode)), nameof(marginMode));
    }

    private static void Require(bool condition, string parameter)
    {
        if (!condition)
        {
            throw new ArgumentException($"HTX knows no such {parameter}.", parameter);
        }
    }
}
