using System.Text.Json;
using HtxCancel.Alerts;
using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Logging;

namespace HtxCancel.Tests.Reports;

public sealed class RunRecordTests
{
    [Fact]
    public async Task A_run_leaves_a_start_a_record_and_its_order_ids()
    {
        using var driver = new KillDriver();
        var order = driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync();

        Assert.Equal([1000, 1001, 1002, 1007], driver.Log.Lines.Select(line => line.Id.Id));
        using var record = JsonDocument.Parse(After("CancelRunFinished ", driver.Log.Lines[1].Message));
        Assert.Equal(report.RunId, record.RootElement.GetProperty("run_id").GetString());
        Assert.Equal("clear", record.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(1, record.RootElement.GetProperty("totals").GetProperty("cancelled").GetInt32());
        Assert.Equal("BTC-USDT", record.RootElement.GetProperty("scope").GetProperty("contract_codes")[0].GetString());
        using var orders = JsonDocument.Parse(After("CancelRunOrders ", driver.Log.Lines[2].Message));
        Assert.Equal("cancelled", orders.RootElement.GetProperty("fate").GetString());
        Assert.Equal(order.OrderId, orders.RootElement.GetProperty("order_ids")[0].GetString());
    }

    [Fact]
    public async Task The_record_of_a_run_by_alert_names_the_alert_and_the_time_from_firing_to_proof()
    {
        using var driver = new KillDriver();
        var alert = new AlertDetails("id", "bot heartbeat missing", "Sev1", driver.Time.GetUtcNow().AddSeconds(-90), "Fired");

        var report = await driver.KillAsync(new CancelCommand(KillDriver.Scope(), Trigger.Alert) { Alert = alert });

        var expected = $$$"""{"alert_id":"id","rule":"bot heartbeat missing","severity":"Sev1","fired_at":"2026-01-02T03:02:35.000Z","fired_to_verified_ms":{{{90_000 + report.TimingsMs.Verified}}}}""";
        using var start = JsonDocument.Parse(After("CancelRunStarted ", driver.Log.Lines[0].Message));
        using var record = JsonDocument.Parse(After("CancelRunFinished ", driver.Log.Lines[1].Message));
        Assert.Equal("alert", record.RootElement.GetProperty("trigger").GetString());
        Assert.Equal(expected, record.RootElement.GetProperty("alert").GetRawText());
        Assert.Equal("bot heartbeat missing", start.RootElement.GetProperty("alert").GetProperty("rule").GetString());
        using var answer = JsonDocument.Parse(report.ToJson());
        Assert.Equal(expected, answer.RootElement.GetProperty("alert").GetRawText());
    }

    [Fact]
    public async Task What_an_alert_does_not_say_is_null_in_the_record()
    {
        using var driver = new KillDriver();

        await driver.KillAsync(new CancelCommand(KillDriver.Scope(), Trigger.Alert) { Alert = AlertDetails.None });

        using var record = JsonDocument.Parse(After("CancelRunFinished ", driver.Log.Lines[1].Message));
        Assert.All(record.RootElement.GetProperty("alert").EnumerateObject(), field => Assert.Equal(JsonValueKind.Null, field.Value.ValueKind));
    }

    [Theory]
    [InlineData(Outcome.Clear, LogLevel.Information)]
    [InlineData(Outcome.DryRun, LogLevel.Information)]
    [InlineData(Outcome.Refused, LogLevel.Critical)]
    [InlineData(Outcome.Blocked, LogLevel.Error)]
    [InlineData(Outcome.Remaining, LogLevel.Error)]
    [InlineData(Outcome.Unknown, LogLevel.Error)]
    public void The_level_follows_the_outcome(Outcome outcome, LogLevel level)
    {
        using var log = new CapturedLog();

        RunRecord.LogEnd(log, Report(contracts: 1, outcome, idsEach: 0));

        Assert.Equal(level, Assert.Single(log.Lines).Level);
    }

    [Fact]
    public void A_record_never_exceeds_16_KiB_and_counts_what_it_leaves_out()
    {
        var text = RunRecord.Summary(Report(contracts: 500, Outcome.Remaining, idsEach: 0));

        Assert.True(text.Length <= 16 * 1024);
        using var record = JsonDocument.Parse(text);
        Assert.Equal(500, record.RootElement.GetProperty("not_clear_count").GetInt32());
        Assert.InRange(record.RootElement.GetProperty("not_clear").GetArrayLength(), 1, 499);
    }

    [Fact]
    public void Order_ids_follow_in_records_of_at_most_500()
    {
        using var log = new CapturedLog();

        RunRecord.LogEnd(log, Report(contracts: 1, Outcome.Clear, idsEach: 1001));

        var sizes = log.Lines.Skip(1).Select(line =>
        {
            using var record = JsonDocument.Parse(After("CancelRunOrders ", line.Message));
            return record.RootElement.GetProperty("order_ids").GetArrayLength();
        });
        Assert.Equal([500, 500, 1], sizes);
    }

    [Fact]
    public void A_disabled_level_costs_nothing_and_logs_nothing()
    {
        using var log = new CapturedLog();
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.None).AddProvider(log));

        RunRecord.LogEnd(factory.CreateLogger("x"), Report(contracts: 1, Outcome.Clear, idsEach: 3));

        Assert.Empty(log.Lines);
    }

    private static string After(string prefix, string message)
    {
        Assert.StartsWith(prefix, message, StringComparison.Ordinal);
        return message[prefix.Length..];
    }

    private static CancelReport Report(int contracts, Outcome outcome, int idsEach)
    {
        var codes = Enumerable.Range(0, contracts).Select(number => $"CONTRACT{number}-USDT").ToList();
        var accounts = new[]
        {
            new AccountReport("main", ["v1"], outcome, null, [.. codes.Select(code => new ContractReport(
                code, outcome, new string('x', 100), 1, [.. Enumerable.Range(0, idsEach).Select(id => $"{id}")], [], [], [], [], [], [], null))], new OutOfScope(null, null)),
        };
        return new CancelReport(
            "run", Trigger.Http, outcome, false, new CancelScope(["main"], codes, null, null), accounts,
            ReportTotals.Of(accounts), new ReportCalls(1, 1, 0), new ReportTimings(1, 1, 1, 1, 1), DateTimeOffset.UnixEpoch, 1);
    }
}
