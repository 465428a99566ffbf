using System.Text;
using HtxCancel.Alerts;
using HtxCancel.Tests.Drivers;
using HtxCancel.Tests.Runs.Cases;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>Plays one case: the whole service on fake time against the simulator's core, and what everybody saw of it.</summary>
internal sealed class SearchWorld : IDisposable
{
    private readonly SearchCase _case;
    private readonly KillDriver _driver;
    private readonly Dictionary<AccountCase, SimulatedAccount> _accounts = [];
    private readonly Witness _witness;
    private readonly SlowVault _vault;
    private readonly List<ServiceCall> _calls = [];
    private Disturbances? _disturbances;
    private int _requestsBefore;

    public SearchWorld(SearchCase @case)
    {
        _case = @case;
        var circumstances = @case.Circumstances;
        _driver = new KillDriver
        {
            AllowUnknownRequests = true,
            Jitter = () =>
            {
                _disturbances?.MayThrow();
                return 0.5;
            },
            Settings =
            {
                HttpDeadline = TimeSpan.FromMilliseconds(circumstances.DeadlineMs),
                TimerDeadline = TimeSpan.FromMilliseconds(circumstances.DeadlineMs),
                AlertDeadline = TimeSpan.FromMilliseconds(circumstances.DeadlineMs),
                BlockedDeadline = TimeSpan.FromMilliseconds(circumstances.BlockedDeadlineMs),
                LookInterval = TimeSpan.FromMilliseconds(circumstances.LookIntervalMs),
            },
        };
        _driver.Vault = _vault = new SlowVault(_driver.Keys, _driver.Time);
        _witness = new Witness(Exchange, _driver.Time, AccountOf);
        Trader = new Trader(@case, Exchange, _driver.Time, _accounts);
    }

    public SimulatedExchange Exchange => _driver.Exchange;

    /// <summary>How many hosts the service knows.</summary>
    public int Hosts => _driver.BaseUrls.Length;

    public Trader Trader { get; }

    /// <summary>The calls to the service, in the order in which they came.</summary>
    public IReadOnlyList<ServiceCall> Calls => _calls;

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>What the exchange carried out and answered, in order.</summary>
    public IReadOnlyList<ServedAnswer> Answers => _witness.Answers;

    /// <summary>When the last thing that went wrong was over; null when nothing did.</summary>
    public DateTimeOffset? LastDisturbance => _witness.LastDisturbance;

    /// <summary>Every request since the start, carried out or not, in order.</summary>
    public IReadOnlyList<SimulatedCall> Requests => [.. Exchange.Calls.Skip(_requestsBefore)];

    /// <summary>The call that set the run off: of the same alert the first one, which its run answers however often it comes.</summary>
    public ServiceCall FirstOf(ServiceCall call) => call.Command.Alert is not { } alert ? call : _calls
        .Where(other => other == call || (other.At < call.At && other.Command.Alert == alert && other.Report?.RunId == call.Report?.RunId)).MinBy(other => other.At)!;

    /// <summary>Those that were signed for the account.</summary>
    public IEnumerable<SimulatedCall> RequestsOf(AccountCase account) => Requests.Where(request => request.AccessKey is not null && AccountOf(request.Request) == account);

    /// <summary>The answers that the run saw which answered this call.</summary>
    public IEnumerable<ServedAnswer> AnswersOf(ServiceCall call, AccountCase account)
    {
        var ofRun = _calls.Where(other => other == call || (call.Report is { } report && other.Report?.RunId == report.RunId)).Select(other => other.Number).ToList();
        return Answers.Where(answer => answer.Account == account && answer.Call is { } number && ofRun.Contains(number));
    }

    public async Task PlayAsync()
    {
        Open();
        await RememberAsync();
        foreach (var account in _case.Kill.Accounts)
        {
            _accounts[account].AssetMode = account.AssetMode;
        }

        foreach (var order in _case.Kill.Orders)
        {
            Trader.Place(order);
        }

        Exchange.ListLag = TimeSpan.FromMilliseconds(_case.Circumstances.ListLagMs);
        if (!_case.HasShortLag)
        {
            // What the lists cannot show yet when the run starts, no run that goes by lists can know.
            _driver.Time.Advance(Exchange.ListLag + TimeSpan.FromMilliseconds(10));
        }

        Exchange.RoundTrip = TimeSpan.FromMilliseconds(_case.Circumstances.RoundTripMs);
        _requestsBefore = Exchange.Calls.Count;
        _disturbances = new Disturbances(_case, _driver, _vault, Trader, _witness, _accounts);
        _disturbances.Begin();
        StartedAt = _driver.Time.GetUtcNow();
        await _driver.OnFakeTimeAsync(async () =>
        {
            var first = new OtherCall(0, _case.Kill.Scope, _case.Circumstances.Trigger, DryRun: false, Alert: 1);
            await Task.WhenAll(_case.Drawn.Others.Prepend(first).Select(CallAsync));
            return true;
        });
        _calls.Sort((one, other) => one.Number.CompareTo(other.Number));
    }

    public void Dispose()
    {
        _disturbances?.Dispose();
        _driver.Dispose();
    }

    /// <summary>What happened, a line an event, and the reports: for people.</summary>
    public override string ToString() => string.Join('\n',
    [
        $"{_case}",
        .. Requests.Select(call => $"{Ms(call.Time)} {call.AccessKey} {call.Request.Host} {call.Path} {call.Request.Body}{Parameters(call)}: {call.Status} {call.ErrorCode}{(call.MetFault ? " (fault)" : "")}"),
        .. Answers.Where(answer => answer.IsList || answer.IsCancel).Select(answer => $"{Ms(answer.At)} {answer.Request.Path} for call {answer.Call}, {(answer.DeliveredAt is { } at ? $"delivered at{Ms(at)}" : "not delivered")}{(answer.IsOk ? "" : ", not ok")}, named {string.Join(' ', answer.Ids)}"),
        .. Trader.Orders.Select(placed => $"{Ms(placed.At)} {placed.Account.Name} {placed.Order.OrderId} {placed.Order.ContractCode} {placed.Order.OrderType} {placed.Order.Direction} {placed.Order.Offset} {placed.Order.MarginMode}{(Trader.HasTaken(placed.Order) ? ", taken by others" : "")}{(Exchange.RestingOrders.Any(order => order.OrderId == placed.Order.OrderId) ? ", rests" : "")}"),
        .. _calls.Select(call => $"call {call.Number} came at{Ms(call.At)} and ended at{Ms(call.EndedAt)}: {(call.Report is { } report ? Encoding.UTF8.GetString(report.ToJson()) : call.Thrown)}"),
        $"the last disturbance was over at{(LastDisturbance is { } last ? Ms(last) : " no time")}",
    ]);

    private string Ms(DateTimeOffset time) => $"{(time - StartedAt).TotalMilliseconds,6:F0} ms";

    // Without what signs a call.
    private static string Parameters(SimulatedCall call)
    {
        var query = System.Web.HttpUtility.ParseQueryString(call.Request.Query);
        return string.Join(' ', query.AllKeys.Where(key => key is "contract_code" or "margin_mode" or "type" or "from").Select(key => $"{key}={query[key]}"));
    }

    private void Open()
    {
        var (kill, drawn) = (_case.Kill, _case.Drawn);
        kill.Switches.Set(Exchange);
        Exchange.Contracts.UnionWith(KillCases.Contracts);
        Exchange.ClockOffset = TimeSpan.FromSeconds(_case.Circumstances.ClockOffsetSeconds);
        Exchange.V5PageCap = drawn.V5PageCap;
        Exchange.V5PassesOverMarginMode = drawn.MarginFilter == MarginFilter.PassedOver;
        Exchange.V5TakesIsolatedForCross = drawn.MarginFilter == MarginFilter.IsolatedTakenForCross;
        Exchange.V5StopLossLacksReduceOnly = drawn.StopLossLacksReduceOnly;
        Exchange.V5RowsHaveTheirOwnId = drawn.RowsHaveTheirOwnId;
        Exchange.RateLimitResetIsDuration = drawn.ResetIsDuration;
        if (drawn.HostClock is { } clock)
        {
            Exchange.HostClockOffsets[new Uri(_driver.BaseUrls[clock.Host]).Host] = TimeSpan.FromSeconds(clock.Seconds);
        }

        foreach (var account in kill.Accounts)
        {
            var opened = account.Name == "main" ? _driver.Account : _driver.AddAccount(account.Name);
            opened.V1Answer = account.V1Answer;
            opened.V5Answer = drawn.V5IsEmpty ? 200 : opened.V5Answer;
            opened.AssetMode = _case.Circumstances.EarlierMode ?? account.AssetMode;
            _accounts.Add(account, opened);
        }
    }

    // Of empty accounts, which HTX may move afterwards.
    private async Task RememberAsync()
    {
        if (_case.Circumstances.EarlierMode is not null)
        {
            var everything = new CancelScope([.. _case.Kill.Accounts.Select(account => account.Name)], [CancelScope.EveryContract], null, null) { MarginModeAsked = MarginScope.All };
            await _driver.KillAsync(everything, Trigger.Timer);
            _driver.Time.Advance(TimeSpan.FromSeconds(5));
        }
    }

    private async Task CallAsync(OtherCall other, int number)
    {
        if (other.AtMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(other.AtMs), _driver.Time);
        }

        _witness.Begin(number);
        var alert = other.Trigger == Trigger.Alert ? AlertDetails.None with { AlertId = $"{other.Alert}" } : null;
        var call = new ServiceCall(number, new CancelCommand(other.Scope, other.Trigger, other.DryRun) { Alert = alert }, _driver.Time.GetUtcNow());
        try
        {
            call.Report = await _driver.Service.RunAsync(call.Command);
            _driver.Keep(call.Report);
        }
        catch (Exception e)
        {
            call.Thrown = e;
        }

        call.EndedAt = _driver.Time.GetUtcNow();
        call.Resting = Exchange.RestingOrders;
        lock (_calls)
        {
            _calls.Add(call);
        }
    }

    private AccountCase AccountOf(SimulatedRequest request)
    {
        var key = System.Web.HttpUtility.ParseQueryString(request.Query)["AccessKeyId"] ?? "";
        return _accounts.First(account => account.Value.Keys.Any(known => known.AccessKey == key)).Key;
    }
}
