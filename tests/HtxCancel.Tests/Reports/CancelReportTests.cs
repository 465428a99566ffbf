using System.Text;
using System.Text.Json;

namespace HtxCancel.Tests.Reports;

public sealed class CancelReportTests
{
    [Fact]
    public void The_report_is_one_line_of_json_with_htxs_names()
    {
        var contract = new ContractReport(
            "BTC-USDT", Outcome.Clear, null, 1, ["768883002062282752"], [], [], [], [new ReappearedOrder("9", "api")],
            [new FailedOrder("7", 1440, "failed", OrderType.Plain, Direction.Buy, Offset.Open, "60000.1", "1")],
            [new OpenOrder("8", OrderType.Plain, MarginMode.Isolated, Direction.Buy, Offset.Open, "60000.1", "1", "api")],
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
        AccountReport[] accounts = [new("main", ["v1"], Outcome.Clear, null, [contract], new OutOfScope(new OrderCounts(2), null))];
        var report = new CancelReport(
            "r1", Trigger.Http, Outcome.Clear, false, new CancelScope(["main"], ["BTC-USDT"], null, null), accounts,
            ReportTotals.Of(accounts), new ReportCalls(1, 3, 0), new ReportTimings(3, 4, 12, 20, 1025), new DateTimeOffset(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)), 1026);

        var expected = """
            {"run_id":"r1","trigger":"http","outcome":"clear","dry_run":false,
            "scope":{"accounts":["main"],"contract_codes":["BTC-USDT"],"direction":null,"offset":null,"margin_mode":"isolated","order_types":["plain"]},
            "accounts":[{"account":"main","apis":["v1"],"outcome":"clear","detail":null,"contracts":[{"contract_code":"BTC-USDT","outcome":"clear","detail":null,"rounds":1,
            "cancelled":["768883002062282752"],"already_gone":[],"filled":[],"unverified":[],"reappeared":[{"order_id":"9","order_source":"api"}],
            "failed":[{"order_id":"7","err_code":1440,"err_msg":"failed","order_type":"plain","direction":"buy","offset":"open","price":"60000.1","volume":"1"}],
            "still_open":[{"order_id":"8","order_type":"plain","margin_mode":"isolated","direction":"buy","offset":"open","price":"60000.1","volume":"1","order_source":"api"}],
            "last_look_at":"2026-01-02T03:04:05.678Z"}],"out_of_scope":{"isolated":{"plain":2,"trigger":null,"tpsl":null,"trailing":null},"cross":null}}],
            "totals":{"cancelled":1,"already_gone":0,"filled":0,"unverified":0,"failed":1,"reappeared":1,"still_open":1},"calls":{"trade":1,"read":3,"unanswered":0},
            "timings_ms":{"keys":3,"first_request":4,"last_acknowledgement":12,"first_empty_look":20,"verified":1025},"started_at":"2026-01-02T03:04:05.000Z","elapsed_ms":1026,"asked_by":[],"durable":null,"goes_on":false}
            """.ReplaceLineEndings("");
        Assert.Equal(expected, Encoding.UTF8.GetString(report.ToJson()));
    }

    [Fact]
    public void A_contract_that_was_not_looked_at_makes_the_totals_null_and_not_0()
    {
        var unseen = new ContractReport("BTC-USDT", Outcome.Unknown, "x", 0, null, [], [], [], [], [], null, null);
        var seen = unseen with { Cancelled = ["1"], StillOpen = [] };

        var totals = ReportTotals.Of([new AccountReport("main", [], Outcome.Unknown, null, [seen, unseen], new OutOfScope(null, null))]);

        Assert.Null(totals.Cancelled);
        Assert.Null(totals.StillOpen);
        Assert.Equal(JsonValueKind.Null, JsonSerializer.SerializeToElement(totals.StillOpen).ValueKind);
    }

    [Fact]
    public void Totals_add_up_the_contracts_of_every_account()
    {
        string[] ids = ["1", "2", "3", "4", "5", "6", "7"];
        var failed = new FailedOrder("1", 1440, "failed", null, null, null, null, null);
        var open = new OpenOrder("1", OrderType.Plain, null, null, null, null, null, null);
        var contract = new ContractReport(
            "BTC-USDT", Outcome.Unknown, "x", 1, ids[..1], ids[..2], ids[..3], ids[..4],
            [.. Enumerable.Repeat(new ReappearedOrder("1", null), 5)], [.. Enumerable.Repeat(failed, 6)], [.. Enumerable.Repeat(open, 7)], null);
        var account = new AccountReport("main", [], Outcome.Unknown, null, [contract, contract], OutOfScope.Unknown);

        Assert.Equal(new ReportTotals(3, 6, 9, 12, 18, 15, 21), ReportTotals.Of([account, account with { Contracts = [contract] }]));
        Assert.Equal(new ReportTotals(0, 0, 0, 0, 0, 0, 0), ReportTotals.Of([]));
    }
}
