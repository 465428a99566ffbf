using System.Text.Json;
using HtxCancel.Readiness;
using HtxCancel.Tests.Drivers;
using HtxSimulator;
using Microsoft.Extensions.Logging;

namespace HtxCancel.Tests.Readiness;

public sealed class DrillServiceTests
{
    private const string Prefix = "DrillFinished ";

    [Fact]
    public async Task A_drill_counts_what_a_kill_of_each_target_would_cancel_and_cancels_nothing()
    {
        using var driver = new ReadinessDriver();
        driver.With("Targets:other:ContractCodes", "XRP-USDT");
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);

        var record = await driver.DrillAsync();

        Assert.True(record.Ready, string.Join('\n', record.Problems));
        Assert.Equal(
            [("bots", Outcome.DryRun, 2), ("other", Outcome.DryRun, 0)],
            record.Targets.Select(target => (target.Target, target.Outcome!.Value, target.WouldCancel!.Value)));
        Assert.Equal(2, driver.Exchange.RestingOrders.Count);
        Assert.Equal(LogLevel.Information, Assert.Single(driver.Log.Lines, line => line.Id.Id == 1300).Level);
    }

    [Fact]
    public async Task Its_line_is_its_name_and_one_object()
    {
        using var driver = new ReadinessDriver();
        driver.Keys.Answer = ReadinessDriver.Found() with { ExpiresAt = driver.Time.GetUtcNow().AddDays(30.5) };

        await driver.DrillAsync();

        var line = Assert.Single(driver.Log.Lines, line => line.Id.Id == 1300).Message;
        Assert.StartsWith(Prefix, line, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(line[Prefix.Length..]);
        Assert.Equal(["ready", "problems", "accounts", "targets", "started_at", "elapsed_ms"], Names(json.RootElement));
        Assert.Equal("""{"account":"main","ready":true,"secret_expires_at":"2026-02-01T15:04:05.000Z","secret_days_left":30}""", json.RootElement.GetProperty("accounts")[0].GetRawText());
        Assert.Equal(["target", "outcome", "would_cancel", "timings_ms", "elapsed_ms"], Names(json.RootElement.GetProperty("targets")[0]));
        Assert.Equal("dry_run", json.RootElement.GetProperty("targets")[0].GetProperty("outcome").GetString());
        var timings = json.RootElement.GetProperty("targets")[0].GetProperty("timings_ms");
        Assert.Equal((JsonValueKind.Number, JsonValueKind.Number), (timings.GetProperty("keys").ValueKind, timings.GetProperty("first_request").ValueKind));
        Assert.DoesNotContain(driver.Log.Lines, other => other.Id.Id == 1301);
    }

    [Fact]
    public async Task An_account_that_is_not_ready_makes_it_an_error_with_every_reason()
    {
        using var driver = new ReadinessDriver();
        driver.Keys.Answer = new ApiKeyResult.Refused("secret 'htx-main' is missing");
        driver.With("Targets:wrong:ContractCodes", "BTC-USDT").With("Targets:wrong:Direction", "up");

        var record = await driver.DrillAsync();

        Assert.Equal(LogLevel.Error, Assert.Single(driver.Log.Lines, line => line.Id.Id == 1300).Level);
        Assert.Contains(record.Problems, problem => problem.StartsWith("Target wrong is switched off in the settings", StringComparison.Ordinal));
        Assert.Contains("main: Secret 'htx-main' is missing.", record.Problems);
        Assert.Contains("The dry run of target bots ended refused on main: secret 'htx-main' is missing.", record.Problems);
        Assert.Equal([("bots", Outcome.Refused), ("wrong", null)], record.Targets.Select(target => (target.Target, target.Outcome)));
    }

    [Fact]
    public async Task A_dry_run_that_fails_makes_it_an_error_although_the_check_was_green()
    {
        using var driver = new ReadinessDriver { Settings = { TimerDeadline = TimeSpan.FromSeconds(3) } };

        // The check's own read is the first one.
        driver.Exchange.OnRequest(ReadinessDriver.OpenOrders, (_, attempt) => attempt == 1 ? null : SimulatedResponse.Html(502));

        var record = await driver.DrillAsync();

        Assert.False(record.Ready);
        Assert.True(record.Accounts[0].Ready);
        Assert.StartsWith("The dry run of target bots ended unknown on main: ", Assert.Single(record.Problems), StringComparison.Ordinal);
        Assert.Null(record.Targets[0].WouldCancel);
    }

    [Fact]
    public async Task A_drill_in_maintenance_ends_by_the_timer_deadline()
    {
        using var driver = new ReadinessDriver();
        driver.Exchange.InMaintenance = true;

        var record = await driver.DrillAsync();

        Assert.Equal(Outcome.Blocked, record.Targets[0].Outcome);
        Assert.InRange(record.ElapsedMs, 59_000, 66_000);
    }

    [Theory]
    [InlineData(13.5, 1)]
    [InlineData(14.5, 0)]
    public async Task A_secret_about_to_expire_is_a_warning_of_its_own(double days, int warnings)
    {
        using var driver = new ReadinessDriver();
        driver.Keys.Answer = ReadinessDriver.Found() with { ExpiresAt = driver.Time.GetUtcNow().AddDays(days) };

        await driver.DrillAsync();

        var lines = driver.Log.Lines.Where(line => line.Id.Id == 1301).ToList();
        Assert.Equal(warnings, lines.Count);
        Assert.All(lines, line => Assert.Equal(
            (LogLevel.Warning, """SecretExpiring {"account":"main","secret_expires_at":"2026-01-15T15:04:05.000Z","days_left":13}"""), (line.Level, line.Message)));
    }

    [Fact]
    public async Task Drill_and_checks_together_use_at_most_a_quarter_of_the_reads_of_a_window()
    {
        using var driver = new ReadinessDriver();
        foreach (var target in Enumerable.Range(0, 6))
        {
            driver.With($"Targets:t{target}:ContractCodes", string.Join(',', driver.Exchange.Contracts.Skip(target)));
        }

        Assert.True((await driver.DrillAsync()).Ready);

        var times = driver.Signed.Select(call => call.Time).ToList();
        Assert.InRange(times.Count, 20, 100);
        Assert.All(times, from => Assert.InRange(times.Count(time => time >= from && time < from.AddSeconds(3)), 1, 18));
    }

    [Fact]
    public void A_record_of_many_problems_stays_below_16_KiB()
    {
        var record = new DrillRecord(false, [.. Enumerable.Range(0, 500).Select(number => $"{number} {new string('x', 200)}")], [], [], DateTimeOffset.UnixEpoch, 1);

        var line = record.ToLine();

        Assert.InRange(line.Length, 4 * 1024, 16 * 1024);
        using var json = JsonDocument.Parse(line);
        Assert.Equal("And 438 more.", json.RootElement.GetProperty("problems").EnumerateArray().Last().GetString());
    }

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(member => member.Name);
}
