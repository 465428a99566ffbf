using System.Globalization;

namespace HtxCancel.Tests.Drivers;

/// <summary>Something that a kill started.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When, in milliseconds since the run's start.</param>
/// <param name="What">What it is.</param>
internal sealed record Call(int Id, double At, Do What);

/// <summary>
/// Drives the kill of one account by hand, without a clock, a thread or a wire: starts what it wants, tells it what the
/// script says HTX answers, and moves time on. Times are milliseconds since the run's start.
/// </summary>
internal sealed class KillScript(CancelScope? scope = null, bool dryRun = false, AssetMode? remembered = null, double deadline = 20_000, double? blockedDeadline = null)
{
    /// <summary>In place of an answer: none comes.</summary>
    public static readonly Said Silence = new Said.Faulted(0, "never said");

    private readonly PriorityQueue<Action, (TimeSpan At, int Number)> _coming = new();
    private int _numbers;

    public KillState State { get; } = new(new KillTask(
        scope ?? KillDriver.Scope(), dryRun, TimeSpan.Zero, Ms(deadline), Ms(blockedDeadline ?? deadline), Looks: 2, TimeSpan.FromSeconds(1), remembered));

    public TimeSpan Now { get; private set; }

    /// <summary>When the kill was over; null while it is not.</summary>
    public double? EndedAt { get; private set; }

    /// <summary>Where HTX keeps the account, and says that it does.</summary>
    public AssetMode Mode { get; set; } = AssetMode.SingleAsset;

    /// <summary>What rests.</summary>
    public List<ListedOrder> Orders { get; } = [];

    /// <summary>What HTX answers to a call, when that is not what it should; null leaves the answer as it is.</summary>
    public Func<Call, Said?> Instead { get; set; } = _ => null;

    /// <summary>How long an answer takes.</summary>
    public Func<Call, double> Takes { get; set; } = _ => 10;

    /// <summary>Everything that was started.</summary>
    public List<Call> Calls { get; } = [];

    public List<Call> Cancels => Calls.FindAll(call => call.What.Pool == RatePool.Trade);

    public List<Call> Pages => Calls.FindAll(call => call.What is Do.ListPage);

    public AccountReport Report => KillReport.Of(State, "main", DateTimeOffset.UnixEpoch, null);

    /// <summary>The report's only contract.</summary>
    public ContractReport Contract => Assert.Single(Report.Contracts);

    public Place V1 => State.PlaceOf(ApiGeneration.V1, State.Scope.ContractCodes[0]);

    public Place V5 => State.PlaceOf(ApiGeneration.V5, State.Scope.ContractCodes[0]);

    public static Said Listed(Call call, params ListedOrder[] orders) => new Said.PageListed(
        call.Id, ((Do.ListPage)call.What).List is V1OpenList ? Looks.V1Page(orders.Length, orders) : Looks.V5Page(orders));

    public static Said Accepted(Call call, params string[] ids) => new Said.CancelAnswered(
        call.Id, new HtxResult<CancelAcknowledgement>.Ok(new CancelAcknowledgement(ids, [], call.What is Do.CancelOrders { AreConditional: true })));

    public static Said Refused(Call call, int code) => call.What switch
    {
        Do.ReadMode => new Said.ModeAnswered(call.Id, new HtxResult<AssetMode>.Failed(Looks.Error(code))),
        Do.ListPage => new Said.PageListed(call.Id, new HtxResult<ListPage>.Failed(Looks.Error(code))),
        _ => new Said.CancelAnswered(call.Id, new HtxResult<CancelAcknowledgement>.Failed(Looks.Error(code))),
    };

    /// <summary>Something happens at that time.</summary>
    public void At(double at, Action news) => _coming.Enqueue(news, (Ms(at), ++_numbers));

    public void RunToEnd() => RunTo(3_600_000);

    public void RunTo(double at)
    {
        for (var steps = 0; EndedAt is null; steps++)
        {
            Assert.True(steps < 50_000, "The kill does not come to rest.");
            if (AccountKill.IsOver(State, Now))
            {
                EndedAt = Now.TotalMilliseconds;
                return;
            }

            var wanted = AccountKill.Next(State, Now);
            if ((wanted.Free ?? wanted.Trade ?? wanted.Read) is { } what)
            {
                Start(what);
                continue;
            }

            var next = _coming.TryPeek(out _, out var first) && first.At < wanted.WakeAt ? first.At : wanted.WakeAt;
            Now = next > Ms(at) ? Ms(at) : next;
            if (next > Ms(at))
            {
                return;
            }

            while (_coming.TryPeek(out var news, out var due) && due.At <= Now)
            {
                _coming.Dequeue();
                news();
            }
        }
    }

    /// <summary>The kill is told something.</summary>
    public void Tell(Said said) => AccountKill.Apply(State, said, Now);

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Start(Do what)
    {
        var call = new Call(Calls.Count + 1, Now.TotalMilliseconds, what);
        Calls.Add(call);
        Tell(new Said.Started(call.Id, what));
        At(call.At + Takes(call), () =>
        {
            var said = Instead(call) ?? Usual(call);
            if (!ReferenceEquals(said, Silence))
            {
                Tell(said);
            }
        });
    }

    private Said Usual(Call call) => call.What switch
    {
        Do.ReadMode => new Said.ModeAnswered(call.Id, new HtxResult<AssetMode>.Ok(Mode)),
        Do.ReadContracts => new Said.ContractsListed(call.Id, State.Scope.ContractCodes.ToHashSet()),
        Do.ListPage page => new Said.PageListed(call.Id, PageOf(page)),
        Do.CancelContract { Api: var api } what => Take(call, api, order =>
            order.OrderType == OrderType.Plain && order.ContractCode == what.ContractCode && (what.Margin is null || order.MarginMode == what.Margin) && State.Scope.Holds(order) == true),
        Do.CancelOrders { Api: var api } what => Take(call, api, order => order.Key.IsConditional == what.AreConditional && what.Ids.Contains(order.OrderId)),
        _ => Take(call, ApiGeneration.V5, order => State.Scope.Holds(order) == true),
    };

    private Said Take(Call call, ApiGeneration api, Func<ListedOrder, bool> isMeant)
    {
        var taken = Mode.Api() == api ? Orders.Where(isMeant).ToList() : [];
        Orders.RemoveAll(taken.Contains);
        return taken.Count > 0 ? Accepted(call, [.. taken.Select(order => order.OrderId)]) : Refused(call, 1051);
    }

    private HtxResult<ListPage> PageOf(Do.ListPage page)
    {
        var shown = Orders.Where(order => page.List.ContractCode is null || order.ContractCode == page.List.ContractCode);
        if (page.List is V1OpenList v1)
        {
            var rows = Mode.Api() == ApiGeneration.V1 ? shown.Where(order => order.MarginMode == v1.Margin && order.OrderType == OrderType.Plain).ToList() : [];
            return Looks.V1Page(rows.Count, rows.Skip(V1Calls.PageSize * (int.Parse(page.Page!, CultureInfo.InvariantCulture) - 1)).Take(V1Calls.PageSize));
        }

        var kind = ((V5OpenList)page.List).Kind;
        var all = Mode.Api() == ApiGeneration.V5
            ? shown.Where(order => order.OrderType == kind.OrderType && kind.Type is null or "trigger" or "tpsl" or "trailing_stop" && (kind.MarginMode is null || order.MarginMode == kind.MarginMode)).ToList()
            : [];
        return Looks.V5Page((page.Page is null ? all : all.SkipWhile(order => order.OrderId != page.Page).Skip(1)).Take(100));
    }
}
