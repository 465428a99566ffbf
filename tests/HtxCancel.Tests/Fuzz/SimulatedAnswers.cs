using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HtxCancel.Tests.Drivers;
using HtxSimulator;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Fuzz;

/// <summary>What the stand-in exchange answers to every call that the service makes, before anything is mutated.</summary>
internal sealed class SimulatedAnswers
{
    private static readonly string[] AlgoTypes = ["trigger", "tp", "sl", "tpsl", "trailing_stop"];

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly SimulatedExchange _exchange;
    private readonly SimulatedAccount _account;
    private readonly Dictionary<(ApiGeneration Generation, string? Type, MarginMode? Mode), List<SimulatedRow>> _rows = [];
    private readonly Dictionary<AnswerKind, List<string>> _others = Enum.GetValues<AnswerKind>().ToDictionary(kind => kind, _ => new List<string>());

    private SimulatedAnswers()
    {
        _exchange = new SimulatedExchange(_time) { CancelLag = TimeSpan.Zero };
        _account = _exchange.AddAccount("10001", Canary.AccessKey, Canary.SecretKey);
    }

    /// <summary>Asks the exchange for everything once.</summary>
    public static async Task<SimulatedAnswers> AskAsync()
    {
        var answers = new SimulatedAnswers();
        answers.Place();
        using var calls = new SignedCalls(answers._exchange, answers._time);
        await answers.AskV1Async(calls);
        await answers.AskV5Async(calls);
        await answers.AskPublicAsync(calls);
        return answers;
    }

    /// <summary>The rows of a list that HTX would show to <paramref name="question"/>.</summary>
    public SimulatedRow[] RowsFor(ListQuestion question) =>
        [.. _rows[(question.Generation, question.Kind.Type, question.Kind.MarginMode)].Where(row => question.ContractCode is null || row.ContractCode == question.ContractCode)];

    /// <summary>The pages of a list that shows <paramref name="rows"/>, in that order.</summary>
    public static List<FuzzedAnswer> PagesOf(ListQuestion question, IReadOnlyList<SimulatedRow> rows)
    {
        var pages = new List<FuzzedAnswer>();
        foreach (var shown in question.Generation == ApiGeneration.V1 ? PagesOfV1(rows, question.PageSize) : PagesOfV5(rows, question.PageSize))
        {
            var page = new JsonArray([.. shown.Select(row => JsonObject.Create(row.Json))]);
            var body = question.Generation == ApiGeneration.V1
                ? new JsonObject
                {
                    ["status"] = "ok",
                    ["data"] = new JsonObject
                    {
                        ["orders"] = page,
                        ["total_page"] = (rows.Count + question.PageSize - 1) / question.PageSize,
                        ["current_page"] = pages.Count + 1,
                        ["total_size"] = rows.Count,
                    },
                    ["ts"] = 1_767_323_045_000,
                }
                : new JsonObject { ["code"] = 200, ["message"] = "Success", ["data"] = page, ["ts"] = 1_767_323_045_000 };
            pages.Add(new FuzzedAnswer(200, Encoding.UTF8.GetBytes(body.ToJsonString())));
        }

        return pages;
    }

    // After a full page another one is asked for, which may be empty.
    private static IEnumerable<IEnumerable<SimulatedRow>> PagesOfV1(IReadOnlyList<SimulatedRow> rows, int size) =>
        Enumerable.Range(0, (rows.Count / size) + 1).Select(page => rows.Skip(page * size).Take(size));

    // Each page is asked for from the last row but one that was shown, where there is one, until no new row comes.
    private static IEnumerable<IEnumerable<SimulatedRow>> PagesOfV5(IReadOnlyList<SimulatedRow> rows, int size)
    {
        yield return rows.Take(size);
        for (var (shown, before) = (Math.Min(size, rows.Count), 0); shown > before;)
        {
            var from = shown > 1 ? shown - 1 : shown;
            yield return rows.Skip(from).Take(size);
            (shown, before) = (Math.Min(from + size, rows.Count), shown);
        }
    }

    /// <summary>One of the answers of another kind than lists.</summary>
    public FuzzedAnswer Any(Random random, AnswerKind kind) => new(200, Encoding.UTF8.GetBytes(_others[kind][random.Next(_others[kind].Count)]));

    private void Place()
    {
        foreach (var code in new[] { "BTC-USDT", "ETH-USDT" })
        {
            foreach (var direction in new[] { "buy", "sell" })
            {
                foreach (var margin in new[] { "isolated", "cross" })
                {
                    foreach (var (offset, reduceOnly) in new[] { ("open", false), ("close", true), ("both", false), ("both", true) })
                    {
                        _account.Place(code, direction, offset, 60_000.5m, 3, margin, reduceOnly);
                    }

                    foreach (var type in AlgoTypes)
                    {
                        _account.PlaceAlgo(code, type, direction, type == "trigger" ? "open" : "close", 59_000m, 2, margin, reduceOnly: type != "trigger");
                    }
                }
            }
        }
    }

    private async Task AskV1Async(SignedCalls calls)
    {
        foreach (var (mode, path) in new[] { (MarginMode.Isolated, "swap"), (MarginMode.Cross, "swap_cross") })
        {
            var list = await calls.PostAsync($"/linear-swap-api/v1/{path}_openorders", """{"page_size":50}""");
            _rows.Add((ApiGeneration.V1, null, mode), Rows(list.GetProperty("data").GetProperty("orders")));
        }

        var ids = string.Join(',', _account.RestingOrders.Where(order => order is { OrderType: "plain", MarginMode: "isolated" }).Take(3).Select(order => order.OrderId));
        _account.RefuseCancel(ids.Split(',')[0], 1440);
        _others[AnswerKind.V1Cancel] =
        [
            (await calls.PostAsync("/linear-swap-api/v1/swap_cancel", $$"""{"contract_code":"BTC-USDT","order_id":"{{ids}},1"}""")).GetRawText(),
            (await calls.PostAsync(KillDriver.CancelAll, """{"contract_code":"ETH-USDT"}""")).GetRawText(),
            (await calls.PostAsync(KillDriver.CancelAll, """{"contract_code":"ETH-USDT"}""")).GetRawText(),
            _exchange.V1Error(1056, "Settlement.").Text,
            """{"status":"maintain"}""",
        ];
    }

    private async Task AskV5Async(SignedCalls calls)
    {
        _others[AnswerKind.AssetMode].Add((await calls.GetAsync(KillDriver.AssetMode)).GetRawText());
        _account.AssetMode = 2;
        _others[AnswerKind.AssetMode].Add((await calls.GetAsync(KillDriver.AssetMode)).GetRawText());
        _others[AnswerKind.AssetMode].Add("""{"code":"200","msg":"ok","data":{"assets_mode":1},"ts":"1767323045000"}""");
        _others[AnswerKind.AssetMode].Add(_exchange.V5Error(1003, "Busy.").Text);
        foreach (var (mode, word) in new[] { (MarginMode.Isolated, "isolated"), (MarginMode.Cross, "cross") })
        {
            var list = await calls.GetAsync(KillDriver.V5Opens, ("limit", "100"), ("margin_mode", word));
            _rows.Add((ApiGeneration.V5, null, mode), Rows(list.GetProperty("data")));
        }

        foreach (var type in AlgoTypes)
        {
            var list = await calls.GetAsync(KillDriver.AlgoOpens, ("limit", "100"), ("type", type));
            _rows.Add((ApiGeneration.V5, type, null), Rows(list.GetProperty("data")));
        }

        var (plain, algo) = (Resting("plain"), Resting("trigger"));
        _account.RefuseCancel(plain[1], 1440);
        _others[AnswerKind.V5AlgoCancel].Add((await calls.PostAsync(KillDriver.AlgoCancel, $$"""[{"contract_code":"BTC-USDT","algo_id":"{{algo[0]}}"},{"contract_code":"BTC-USDT","algo_id":"1"}]""")).GetRawText());
        _others[AnswerKind.V5Cancel].Add((await calls.PostAsync(KillDriver.V5CancelBatch, $$"""{"contract_code":"BTC-USDT","order_id":["{{plain[0]}}","{{plain[1]}}","1"]}""")).GetRawText());
        _exchange.V5CodesAsText = true;
        _others[AnswerKind.V5AlgoCancel].Add((await calls.PostAsync(KillDriver.AlgoCancel, $$"""[{"contract_code":"BTC-USDT","algo_id":"{{algo[1]}}"}]""")).GetRawText());
        _others[AnswerKind.V5Cancel].Add((await calls.PostAsync(KillDriver.V5CancelAll, """{"contract_code":"BTC-USDT"}""")).GetRawText());
        _others[AnswerKind.V5Cancel].Add((await calls.PostAsync(KillDriver.V5CancelAll, """{"contract_code":"ETH-USDT","side":"buy"}""")).GetRawText());
        _others[AnswerKind.V5Cancel].Add(_exchange.V5Error(1051, "No orders.").Text);

        string[] Resting(string type) =>
            [.. _account.RestingOrders.Where(order => order.OrderType == type && order.ContractCode == "BTC-USDT").Select(order => order.OrderId)];
    }

    private async Task AskPublicAsync(SignedCalls calls)
    {
        foreach (var inMaintenance in new[] { false, true })
        {
            _exchange.InMaintenance = inMaintenance;
            _exchange.RecoveryTime = _time.GetUtcNow().AddHours(1);
            _others[AnswerKind.Heartbeat].Add((await calls.GetAsync("/heartbeat/")).GetRawText());
            _others[AnswerKind.ContractStates].Add((await calls.GetAsync("/linear-swap-api/v1/swap_api_state")).GetRawText());
            _others[AnswerKind.ContractList].Add((await calls.GetAsync("/linear-swap-api/v1/swap_contract_info")).GetRawText());
            _others[AnswerKind.Timestamp].Add((await calls.GetAsync("/api/v1/timestamp")).GetRawText());
            _exchange.ContractsWithoutCancel.Add("ETH-USDT");
        }

        _exchange.InMaintenance = false;
        _others[AnswerKind.ContractList].Add((await calls.GetAsync("/linear-swap-api/v1/swap_contract_info")).GetRawText());
        _others[AnswerKind.ContractStates].Add((await calls.GetAsync("/linear-swap-api/v1/swap_api_state")).GetRawText());
    }

    private static List<SimulatedRow> Rows(JsonElement array) =>
        [.. array.EnumerateArray().Select(row => new SimulatedRow(row.GetProperty("contract_code").GetString()!, row))];
}
