using System.Collections.Concurrent;
using System.Text.Json;
using System.Web;
using HtxCancel.Tests.Drivers;
using HtxCancel.Tests.Runs.Cases;
using HtxSimulator;
using ApiGeneration = HtxCancel.Htx.ApiGeneration;

namespace HtxCancel.Tests.Fuzz;

/// <summary>
/// One kill while the exchange's answers are mutated on their way. What a request is answered follows from the case's
/// number, the request and, unless the fault is a stubborn one, how often it came, whatever else runs beside it.
/// </summary>
internal sealed class FuzzedKill
{
    private const string Asked = "BTC-USDT";
    private const int ShareOf = 8;

    private static readonly string[] Types = ["plain", "plain", "trigger", "tp", "sl", "tpsl", "trailing_stop"];
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private readonly AccountCase _account;
    private readonly IReadOnlyList<BookedOrder> _orders;
    private readonly CancelScope _scope;
    private readonly int _seed;
    private readonly int _share;
    private readonly bool _isStubborn;
    private readonly bool _listsCrossByDefault;
    private readonly IReadOnlyList<string> _paths;
    private readonly Func<ListQuestion, FuzzedAnswer, FuzzedAnswer>? _mend;
    private readonly ConcurrentDictionary<string, int> _asked = new();
    private readonly ConcurrentQueue<string> _mutated = new();
    private readonly ConcurrentDictionary<string, bool> _named = new();

    /// <param name="random">What is drawn from.</param>
    /// <param name="mend">A fault of the service's parser; null for none.</param>
    public FuzzedKill(Random random, Func<ListQuestion, FuzzedAnswer, FuzzedAnswer>? mend = null)
    {
        _mend = mend;
        _seed = random.Next();
        _isStubborn = random.Next(2) == 0;
        _share = _isStubborn ? 6 : random.Next(3) switch { 0 => 1, 1 => 4, _ => 7 };
        _paths = random.Next(3) == 0 ? Paths.All : Paths.Lists;
        _account = new AccountCase("main", random.Next(3), random.Next(4) switch { 0 => 1051, 1 => 1066, 2 => 6002, _ => 6023 });
        _orders = [.. Enumerable.Range(0, random.Next(16) switch { 0 => 110, < 6 => 1, _ => random.Next(6) }).Select(_ => Draw(random, _account.AssetMode))];
        var codes = random.Next(4) switch { 0 => new[] { CancelScope.EveryContract }, 1 => [Asked, "ETH-USDT"], _ => [Asked] };
        _scope = new CancelScope(
            ["main"],
            codes,
            random.Next(5) switch { 0 => Direction.Buy, 1 => Direction.Sell, _ => null },
            random.Next(5) switch { 0 => Offset.Open, 1 => Offset.Close, _ => null })
        {
            MarginModeAsked = random.Next(4) switch { 0 => null, 1 => MarginScope.Isolated, 2 => MarginScope.Cross, _ => MarginScope.All },
            OrderTypes = _account.AssetMode != 0 && random.Next(3) == 0 ? Enum.GetValues<OrderType>() : [OrderType.Plain],
        };
        _listsCrossByDefault = random.Next(2) == 0;
    }

    /// <summary>How it ended; null before that.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>Runs it; null, or what is wrong.</summary>
    public async Task<string?> RunAsync()
    {
        using var driver = new KillDriver { Settings = { LookInterval = TimeSpan.FromMilliseconds(100), HttpDeadline = Deadline } };
        driver.Account.AssetMode = _account.AssetMode;
        driver.Account.V1Answer = _account.V1Answer;
        driver.Exchange.V5ListsCrossByDefault = _listsCrossByDefault;
        var placed = _orders.Select(order => order.PlaceOn(driver.Account)).ToList();
        foreach (var path in _paths)
        {
            driver.Exchange.OnAnswer(path, (request, _, answer) => Change(request, answer));
        }

        var report = await driver.KillAsync(_scope);

        Outcome = report.Outcome;
        return Judge(report, placed, [.. driver.Account.RestingOrders.Select(order => order.OrderId)]) is { } wrong
            ? $"{wrong}: {report.Outcome}, {report.Accounts[0].Detail}{new KillCase([_account], _orders, _scope, new ExchangeSwitches { V5ListsCrossByDefault = _listsCrossByDefault })}\n{string.Join('\n', _mutated)}"
            : null;
    }

    private static BookedOrder Draw(Random random, int assetMode)
    {
        var offset = random.Next(3) switch { 0 => "open", 1 => "close", _ => "both" };
        return new BookedOrder(
            0, random.Next(3) == 0 ? "ETH-USDT" : Asked, Types[random.Next(Types.Length)], random.Next(2) == 0 ? "buy" : "sell", offset,
            offset == "both" ? random.Next(2) == 0 : offset == "close", assetMode == 1 || random.Next(2) == 0 ? "cross" : "isolated");
    }

    private string? Judge(CancelReport report, List<SimulatedOrder> placed, HashSet<string> resting)
    {
        if (report.Outcome == HtxCancel.Scope.Outcome.Clear && placed.Find(order => resting.Contains(order.OrderId) && ScopeOracle.Asks(_scope, _account, order)) is { } left)
        {
            return $"clear, and order {left.OrderId} rests";
        }

        // What an answer named as an order in scope was to be cancelled.
        if (placed.Find(order => !resting.Contains(order.OrderId) && !ScopeOracle.Asks(_scope, _account, order) && !_named.ContainsKey(order.OrderId)) is { } gone)
        {
            return $"order {gone.OrderId} is not in scope, and gone";
        }

        return report.ElapsedMs > (Deadline + TimeSpan.FromSeconds(1)).TotalMilliseconds ? $"it took {report.ElapsedMs} ms" : null;
    }

    private SimulatedResponse? Change(SimulatedRequest request, SimulatedResponse answer)
    {
        var business = $"{request.Path} {request.Body} {string.Join('&', request.Query.Split('&').Where(part => part.StartsWith("from=", StringComparison.Ordinal)
            || part.StartsWith("type=", StringComparison.Ordinal) || part.StartsWith("contract_code=", StringComparison.Ordinal) || part.StartsWith("margin_mode=", StringComparison.Ordinal)))}";
        var random = new Random(business.Aggregate(_seed, (hash, character) => unchecked((hash * 31) + character)) ^ (_isStubborn ? 0 : _asked.AddOrUpdate(business, 1, (_, count) => count + 1)));
        if (random.Next(ShareOf) >= _share)
        {
            return null;
        }

        var truth = new FuzzedAnswer(answer.StatusCode, answer.Body.ToArray());
        var mutated = AnswerMutator.Mutate(random, truth);
        var question = QuestionOf(request);
        if (IsLie(request, question, truth, mutated))
        {
            return null;
        }

        if (question is not null)
        {
            mutated = _mend?.Invoke(question, mutated) ?? mutated;
            foreach (var row in AnswerOracle.PageOf(question, mutated)?.Rows.Where(row => row is { Id: not null, InScope: true }) ?? [])
            {
                _named[row.Id!] = true;
            }
        }

        _mutated.Enqueue($"  {business}\n    {mutated}");
        return answer with { StatusCode = mutated.Status, Body = mutated.Body };
    }

    /// <summary>
    /// Whether a mutation made a good answer that says something else: no parser can know that of a list without its
    /// order, of another mode, or of a code that says the account has moved, or that the list knows no such margin mode.
    /// </summary>
    private static bool IsLie(SimulatedRequest request, ListQuestion? question, FuzzedAnswer truth, FuzzedAnswer mutated)
    {
        if (AnswerOracle.SaysMoved(mutated) && !AnswerOracle.SaysMoved(truth))
        {
            return true;
        }

        if (question is { Generation: ApiGeneration.V5 } && new[] { 1030, 1067 }.Any(code => AnswerOracle.HasCode(mutated, code)))
        {
            return true;
        }

        if (request.Path == KillDriver.AssetMode)
        {
            return AnswerOracle.ModeOf(mutated) is { } mode && mode != AnswerOracle.ModeOf(truth);
        }

        if (question is null || AnswerOracle.PageOf(question, mutated) is not { } page || page.Rows.Any(row => row.Id is null || row.InScope is null))
        {
            return false;
        }

        if (AnswerOracle.PageOf(question, truth) is not { } told)
        {
            return true;
        }

        // On v1 a row that is missing shows, as long as the total still counts it.
        var (rows, trueRows) = (page.Rows.Distinct().ToList(), told.Rows);
        return question.Generation == ApiGeneration.V1
            ? rows.Except(trueRows).Any() || page.Total < told.Total
            : !rows.SequenceEqual(trueRows);
    }

    // Null for what is no list.
    private ListQuestion? QuestionOf(SimulatedRequest request)
    {
        if (!Paths.Lists.Contains(request.Path))
        {
            return null;
        }

        if (request.Method == "POST")
        {
            var body = JsonElement.Parse(request.Body);
            var mode = request.Path.Contains("cross", StringComparison.Ordinal) ? MarginMode.Cross : MarginMode.Isolated;
            var code = body.TryGetProperty("contract_code", out var named) ? named.GetString() : null;
            return new ListQuestion(ApiGeneration.V1, new V5ListKind(OrderType.Plain, null, mode), _scope, code, body.GetProperty("page_size").GetInt32());
        }

        var query = HttpUtility.ParseQueryString(request.Query);
        MarginMode? asked = query["margin_mode"] switch { "isolated" => MarginMode.Isolated, "cross" => MarginMode.Cross, _ => null };
        return new ListQuestion(ApiGeneration.V5, new V5ListKind(OrderType.Plain, query["type"], asked), _scope, query["contract_code"], int.Parse(query["limit"]!, System.Globalization.CultureInfo.InvariantCulture));
    }
}
