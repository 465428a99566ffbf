using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Tests.Cancellation.Cases;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Search;

/// <summary>Plays one case: the whole service on fake time against the simulator's core, and what everybody saw of it.</summary>
internal sealed partial class SearchWorld : IDisposable
{
    private readonly SearchCase _case;
    private readonly KillDriver _driver;
    private readonly List<ServedAnswer> _answers = [];
    private readonly List<(AccountCase Account, SimulatedOrder Order, DateTimeOffset At)> _orders = [];
    private readonly HashSet<string> _takenByOthers = [];
    private readonly List<ITimer> _timers = [];
    private readonly Dictionary<AccountCase, SimulatedAccount> _accounts = [];
    private int _callsBefore;

    public SearchWorld(SearchCase @case)
    {
        _case = @case;
        var circumstances = @case.Circumstances;
        _driver = new KillDriver
        {
            AllowUnknownRequests = true,
            Jitter = () => 0.5,
            Settings =
            {
                HttpDeadline = TimeSpan.FromMilliseconds(circumstances.DeadlineMs),
                TimerDeadline = TimeSpan.FromMilliseconds(circumstances.DeadlineMs),
                AlertDeadline = TimeSpan.FromMilliseconds(circumstances.DeadlineMs),
                BlockedDeadline = TimeSpan.FromMilliseconds(circumstances.BlockedDeadlineMs),
                LookInterval = TimeSpan.FromMilliseconds(circumstances.LookIntervalMs),
            },
        };
    }

    public SimulatedExchange Exchange => _driver.Exchange;

    public CancelReport Report { get; private set; } = null!;

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset EndedAt { get; private set; }

    /// <summary>What the exchange carried out and answered in this run, in order.</summary>
    public IReadOnlyList<ServedAnswer> Answers => _answers;

    /// <summary>Every call of this run, carried out or not, in order.</summary>
    public IReadOnlyList<SimulatedCall> Calls => [.. Exchange.Calls.Skip(_callsBefore)];

    /// <summary>Every order that was placed, as placed, and when.</summary>
    public IReadOnlyList<(AccountCase Account, SimulatedOrder Order, DateTimeOffset At)> Orders => _orders;

    /// <summary>When somebody last did something to an account.</summary>
    public DateTimeOffset? LastStepAt { get; private set; }

    /// <summary>An account was moved while the run was under way.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>HTX will not cancel one of the orders.</summary>
    public bool RefusesACancel { get; private set; }

    /// <summary>Whether somebody else took the order out of the book.</summary>
    public bool WasTakenByOthers(SimulatedOrder order) => _takenByOthers.Contains(order.OrderId);

    public SimulatedAccount Of(AccountCase account) => _accounts[account];

    public IReadOnlyList<ServedAnswer> AnswersTo(AccountCase account)
    {
        var keys = _accounts[account].Keys.Select(key => key.AccessKey).ToList();
        return [.. _answers.Where(answer => keys.Contains(answer.AccessKey))];
    }

    public IReadOnlyList<SimulatedCall> CallsOf(AccountCase account)
    {
        var keys = _accounts[account].Keys.Select(key => key.AccessKey).ToList();
        return [.. Calls.Where(call => call.AccessKey is { } key && keys.Contains(key))];
    }

    /// <summary>What happened, a line an event, and the report: for people.</summary>
    public override string ToString() => string.Join('\n',
    [
        $"{_case}",
        .. Calls.Select((call, number) => $"{(call.Time - StartedAt).TotalMilliseconds,6:F0} ms {call.AccessKey} {call.Request.Host} {call.Path} {call.Request.Body}{Parameters(call)}: {call.Status} {call.ErrorCode}{(call.MetFault ? " (fault)" : "")}"),
        .. Answers.Where(answer => answer.IsList || answer.IsCancel).Select(answer => $"{(answer.At - StartedAt).TotalMilliseconds,6:F0} ms {answer.Request.Path} named {string.Join(' ', answer.Ids)}"),
        .. _orders.Select(placed => $"{(placed.At - StartedAt).TotalMilliseconds,6:F0} ms {placed.Account.Name} {placed.Order.OrderId} {placed.Order.ContractCode} {placed.Order.OrderType} {placed.Order.Direction} {placed.Order.Offset} {placed.Order.MarginMode}{(_takenByOthers.Contains(placed.Order.OrderId) ? ", taken by others" : "")}{(Exchange.RestingOrders.Any(order => order.OrderId == placed.Order.OrderId) ? ", rests" : "")}"),
        Encoding.UTF8.GetString(Report.ToJson()),
        $"ended after {(EndedAt - StartedAt).TotalMilliseconds} ms",
    ]);

    public async Task PlayAsync()
    {
        var circumstances = _case.Circumstances;
        _case.Kill.Switches.Set(Exchange);
        Exchange.Contracts.UnionWith(KillCases.Contracts);
        Exchange.ClockOffset = TimeSpan.FromSeconds(circumstances.ClockOffsetSeconds);
        foreach (var account in _case.Kill.Accounts)
        {
            var opened = account.Name == "main" ? _driver.Account : _driver.AddAccount(account.Name);
            opened.V1Answer = account.V1Answer;
            opened.AssetMode = circumstances.EarlierMode ?? account.AssetMode;
            _accounts.Add(account, opened);
        }

        if (circumstances.EarlierMode is not null)
        {
            // Of empty accounts, which HTX may move afterwards.
            var everything = new CancelScope([.. _case.Kill.Accounts.Select(account => account.Name)], [CancelScope.EveryContract], null, null) { MarginModeAsked = MarginScope.All };
            await _driver.KillAsync(everything, Trigger.Timer);
            _driver.Time.Advance(TimeSpan.FromSeconds(5));
        }

        foreach (var account in _case.Kill.Accounts)
        {
            _accounts[account].AssetMode = account.AssetMode;
        }

        foreach (var order in _case.Kill.Orders)
        {
            Place(order);
        }

        Exchange.ListLag = TimeSpan.FromMilliseconds(circumstances.ListLagMs);
        if (circumstances.ListLagMs >= circumstances.LookIntervalMs)
        {
            // What the lists cannot show yet when the run starts, no run that goes by lists can know.
            _driver.Time.Advance(Exchange.ListLag + TimeSpan.FromMilliseconds(10));
        }

        Disturb();
        StartedAt = _driver.Time.GetUtcNow();
        Report = await _driver.KillAsync(_case.Kill.Scope, circumstances.Trigger);
        EndedAt = _driver.Time.GetUtcNow();
    }

    // Without what signs a call.
    private static string Parameters(SimulatedCall call)
    {
        var query = System.Web.HttpUtility.ParseQueryString(call.Request.Query);
        return string.Join(' ', query.AllKeys.Where(key => key is "contract_code" or "margin_mode" or "type" or "from").Select(key => $"{key}={query[key]}"));
    }

    public void Dispose()
    {
        _timers.ForEach(timer => timer.Dispose());
        _driver.Dispose();
    }

    private void Disturb()
    {
        var circumstances = _case.Circumstances;
        _callsBefore = Exchange.Calls.Count;
        var counts = new ConcurrentDictionary<string, int>();
        var numbers = new ConcurrentDictionary<SimulatedRequest, int>(ReferenceEqualityComparer.Instance);
        Exchange.RoundTrip = TimeSpan.FromMilliseconds(circumstances.RoundTripMs);
        var originals = new ConcurrentDictionary<SimulatedRequest, SimulatedResponse>(ReferenceEqualityComparer.Instance);
        foreach (var path in Paths.All)
        {
            Exchange.OnRequest(path, (request, _) =>
            {
                numbers[request] = counts.AddOrUpdate(SeriesOf(request), 1, (_, count) => count + 1);
                return null;
            });
            Exchange.OnAnswer(path, (request, _, answer) =>
            {
                originals[request] = answer;
                return null;
            });
        }

        foreach (var fault in _case.Faults)
        {
            fault.Befall(Exchange, [.. _driver.BaseUrls.Select(url => new Uri(url).Host)], request => numbers[request]);
        }

        foreach (var path in Paths.All)
        {
            Exchange.OnAnswer(path, (request, _, answer) =>
            {
                originals.TryRemove(request, out var original);
                var key = System.Web.HttpUtility.ParseQueryString(request.Query)["AccessKeyId"] ?? "";
                var account = _accounts.Values.First(account => account.Keys.Any(known => known.AccessKey == key));
                var served = new ServedAnswer(
                    _driver.Time.GetUtcNow(), key, request, answer, Exchange.RoundTrip + answer.Delay, answer with { Delay = original!.Delay } == original, account.AssetMode != 0, account.RestingOrders);
                lock (_answers)
                {
                    _answers.Add(served);
                }

                return null;
            });
        }

        foreach (var account in _accounts.Values)
        {
            account.BotTradePerSecond = circumstances.BotPerSecond;
            account.BotReadPerSecond = circumstances.BotPerSecond;
        }

        if (circumstances.CancelsDoNothingMs > 0)
        {
            Exchange.CancelsDoNothing = true;
            After(circumstances.CancelsDoNothingMs, () => Exchange.CancelsDoNothing = false);
        }

        if (circumstances.MaintenanceMs > 0)
        {
            Exchange.InMaintenance = true;
            After(circumstances.MaintenanceMs, () => Exchange.InMaintenance = false);
        }

        foreach (var step in _case.Steps)
        {
            After(step.AtMs, () => Do(step));
        }
    }

    // Of one account, and one contract, margin mode and type where the call names them.
    private static string SeriesOf(SimulatedRequest request)
    {
        var query = System.Web.HttpUtility.ParseQueryString(request.Query);
        var contract = ContractCodes().Match(request.Body);
        return string.Join(' ', request.Path, query["AccessKeyId"], contract.Success ? contract.Groups[1].Value : query["contract_code"], query["margin_mode"], query["type"]);
    }

    [GeneratedRegex("\"contract_code\":\"([^\"]+)\"")]
    private static partial Regex ContractCodes();

    private void After(int milliseconds, Action action) => _timers.Add(_driver.Time.CreateTimer(
        _ => action(), null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan));

    private void Do(TraderStep step)
    {
        var account = _case.Kill.Accounts[step.Order.Account];
        var opened = _accounts[account];
        var resting = opened.RestingOrders;
        LastStepAt = _driver.Time.GetUtcNow();
        switch (step.Kind)
        {
            case TraderStepKind.Place:
                // After a move an account without isolated margin, or the other way round.
                if (opened.AssetMode != 1 || step.Order.MarginMode == "cross")
                {
                    Place(opened.AssetMode == 0 ? step.Order with { Type = "plain" } : step.Order);
                }

                break;
            case TraderStepKind.Fill when resting.Where(order => order.OrderType == "plain").ToList() is { Count: > 0 } plain:
                var filled = plain[step.Which % plain.Count];
                if (opened.Fill(filled.OrderId))
                {
                    _takenByOthers.Add(filled.OrderId);
                }

                break;
            case TraderStepKind.Trigger when resting.Where(order => order.OrderType != "plain").ToList() is { Count: > 0 } conditional:
                var algo = conditional[step.Which % conditional.Count];
                if (opened.Trigger(algo.OrderId) is { } triggered)
                {
                    _takenByOthers.Add(algo.OrderId);
                    _orders.Add((account, triggered, _driver.Time.GetUtcNow()));
                }

                break;
            case TraderStepKind.RefuseCancel when resting.Count > 0:
                RefusesACancel = true;
                opened.RefuseCancel(resting[step.Which % resting.Count].OrderId, 1440);
                break;
            case TraderStepKind.Move when resting.Count == 0 && opened.AssetMode == 0 && Exchange.HasV5:
                HasMoved = true;
                opened.AssetMode = 2;
                break;
        }
    }

    private void Place(BookedOrder order)
    {
        var account = _case.Kill.Accounts[order.Account];
        _orders.Add((account, order.PlaceOn(_accounts[account]), _driver.Time.GetUtcNow()));
    }
}
