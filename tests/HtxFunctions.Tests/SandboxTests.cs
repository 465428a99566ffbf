using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HtxCancel.Tests.Drivers;
using HtxFunctions.Tests.Drivers;
using HtxFunctions.Tests.Hosting;
using HtxFunctions.Tests.OpenKills;
using HtxFunctions.Tests.Published;
using HtxSimulator;

namespace HtxFunctions.Tests;

/// <summary>The sandbox as a user starts it: a process of its own, its exit code and its last line.</summary>
public sealed class SandboxTests
{
    [Fact]
    public async Task Once_cancels_12_orders_ends_0_and_its_last_line_is_the_report()
    {
        var (exitCode, lines, _) = await SandboxProcess.RunAsync("--once", "--port", "0");

        using var report = JsonDocument.Parse(lines[^1]);
        Assert.Equal(0, exitCode);
        Assert.Equal("clear", report.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(12, report.RootElement.GetProperty("totals").GetProperty("cancelled").GetInt32());
        Assert.Equal(0, report.RootElement.GetProperty("totals").GetProperty("still_open").GetInt32());
        Assert.Contains(lines, line => line.Contains("12 orders placed, 12 reported cancelled, 0 resting", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("single", "clear", 12)]
    [InlineData("everything", "clear", 600)]
    [InlineData("refused", "refused", 600)]
    [InlineData("isolated-only", "clear", 129)]
    [InlineData("moved", "clear", 12)]
    public async Task A_scenario_that_went_as_it_should_ends_0_with_the_report_as_the_last_line(string scenario, string outcome, int cancelled)
    {
        var (exitCode, lines, _) = await SandboxProcess.RunAsync("--scenario", scenario, "--once", "--port", "0");

        using var report = JsonDocument.Parse(lines[^1]);
        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.Equal(outcome, report.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(cancelled, report.RootElement.GetProperty("totals").GetProperty("cancelled").GetInt32());
        Assert.Equal(0, report.RootElement.GetProperty("totals").GetProperty("still_open").GetInt32());
        Assert.Contains(lines, line => line.StartsWith($"Checked order by order: {cancelled} in scope gone", StringComparison.Ordinal) && line.EndsWith("accounts as expected: it held.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_resolved_a_targetless_and_a_fired_alert_one_kills()
    {
        var (exitCode, lines, log) = await SandboxProcess.RunAsync("--scenario", "alert", "--once", "--verbose", "--port", "0");

        using var report = JsonDocument.Parse(lines[^1]);
        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.Equal(("alert", "clear"), (report.RootElement.GetProperty("trigger").GetString(), report.RootElement.GetProperty("outcome").GetString()));
        Assert.Equal(12, report.RootElement.GetProperty("totals").GetProperty("cancelled").GetInt32());
        Assert.Equal("bot heartbeat missing", report.RootElement.GetProperty("alert").GetProperty("rule").GetString());
        Assert.Equal(2, lines.Count(line => line is "  ignored: not_fired" or "  ignored: no_target"));
        Assert.Single(log.Split('\n'), line => line.Contains("CancelRunStarted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_schedule_that_comes_due_kills_and_the_last_line_is_its_record()
    {
        var (exitCode, lines, _) = await SandboxProcess.RunAsync("--scenario", "schedule", "--once", "--port", "0");

        using var record = JsonDocument.Parse(lines[^1]);
        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.Equal(("timer", "clear"), (record.RootElement.GetProperty("trigger").GetString(), record.RootElement.GetProperty("outcome").GetString()));
        Assert.Equal(12, record.RootElement.GetProperty("totals").GetProperty("cancelled").GetInt32());
        Assert.Contains(lines, line => line.Contains("12 orders placed, 12 reported cancelled, 0 resting", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_readiness_scenario_is_red_for_each_fault_with_its_sentence_and_green_before_and_after()
    {
        var (exitCode, lines, _) = await SandboxProcess.RunAsync("--scenario", "readiness", "--once", "--port", "0");

        using var report = JsonDocument.Parse(lines[^1]);
        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.True(report.RootElement.GetProperty("ready").GetBoolean());
        Assert.Equal(4, lines.Count(line => line.StartsWith("  200, ready", StringComparison.Ordinal)));
        Assert.Equal(6, lines.Count(line => line.StartsWith("  503, not ready", StringComparison.Ordinal)));
        Assert.All(
            ["HTX refuses the keys of secret 'htx-main'", "This machine's clock is 600 s behind", "HTX's USDT-M futures are in maintenance", "Key Vault", "Target sandbox has no effect",
                "may not trade, so it cannot cancel", "Warning: main: The key of secret 'htx-main' may withdraw", "Warning: main: The key of secret 'htx-main' expires in 9 days", "Warning: main: HTX did not say what the key"],
            sentence => Assert.Contains(lines, line => line.Contains(sentence, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_a_bot_places_under_a_hold_is_cancelled_by_the_ticks_and_stays_after_the_release()
    {
        var (exitCode, lines, _) = await SandboxProcess.RunAsync("--scenario", "hold", "--once", "--port", "0");

        using var report = JsonDocument.Parse(lines[^1]);
        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.Equal(("clear", true), (report.RootElement.GetProperty("outcome").GetString(), report.RootElement.GetProperty("goes_on").GetBoolean()));
        Assert.Contains("All 10 are gone: the ticks cancelled them.", lines);
        Assert.Contains(lines, line => line.EndsWith("a tick has passed; 2 resting, 0 cancels sent", StringComparison.Ordinal));
    }

    [FactOnLinuxWithAzurite]
    public async Task A_kill_whose_process_was_killed_is_finished_by_the_next_one_and_the_last_line_is_its_record()
    {
        var (exitCode, lines, errors) = await SandboxProcess.RunAsync("--scenario", "crash", "--published", await PublishedApp.FolderAsync(), "--once", "--port", "0");

        using var record = JsonDocument.Parse(lines[^1]);
        Assert.True(exitCode == 0, string.Join('\n', lines) + errors);
        Assert.Equal("clear", record.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(4, record.RootElement.GetProperty("totals").GetProperty("cancelled").GetInt32());
        Assert.Contains("0 orders rest, and the kill is open no more.", lines);
    }

    [FactOnUnix]
    public async Task A_crash_without_node_ends_2_with_one_sentence_that_says_what_is_missing()
    {
        using var sandbox = SandboxProcess.StartOnEmptyPath("--scenario", "crash", "--once");
        var errors = sandbox.StandardError.ReadToEndAsync();
        await sandbox.StandardOutput.ReadToEndAsync();
        await sandbox.WaitForExitAsync();

        Assert.Equal((2, "Azurite needs Node.js: node is not on the PATH."), (sandbox.ExitCode, (await errors).Trim()));
    }

    [Fact]
    public async Task An_unknown_scenario_is_told_the_names()
    {
        var (exitCode, _, errors) = await SandboxProcess.RunAsync("--scenario", "nosuch", "--once");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("--scenario is not one of single, everything, refused, isolated-only, moved, alert, schedule, readiness, hold, crash.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slow")]
    [InlineData("reset")]
    [InlineData("maintain")]
    [InlineData("lost-answer")]
    [InlineData("one-host-down")]
    public async Task A_kill_recovers_from_a_fault_and_says_how_many_calls_met_it(string fault)
    {
        var (exitCode, lines, _) = await SandboxProcess.RunAsync("--fault", fault, "--once", "--port", "0");

        using var report = JsonDocument.Parse(lines[^1]);
        Assert.True(exitCode == 0, string.Join('\n', lines));
        Assert.Equal("clear", report.RootElement.GetProperty("outcome").GetString());
        Assert.Contains(lines, line => line.EndsWith("accounts as expected: it held.", StringComparison.Ordinal));
        Assert.Contains(lines, line => Regex.IsMatch(line, $"^Fault {fault}: [1-9][0-9]* calls? met it; the run recovered\\.$"));
    }

    [Fact]
    public async Task An_unknown_fault_is_told_the_names()
    {
        var (exitCode, _, errors) = await SandboxProcess.RunAsync("--fault", "nosuch", "--once");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("--fault is not one of slow, reset, maintain, lost-answer, one-host-down.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0, "clear")]
    [InlineData(false, 1, "unknown")]
    public async Task Another_exchange_is_cancelled_at_and_is_clear_only_where_it_says_which_api_counts(bool hasV5, int expected, string outcome)
    {
        var exchange = new SimulatedExchange(TimeProvider.System) { HasV5 = hasV5 };
        var account = exchange.AddAccount("1", Canary.AccessKey, Canary.SecretKey);
        account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        account.Place("ETH-USDT", "sell", "close", 3000m, 1);
        account.Place("XRP-USDT", "buy", "open", 2m, 1);
        await using var server = await SimulatorServer.StartAsync(exchange);

        var (exitCode, lines, errors) = await SandboxProcess.RunAsync(
            "--once", "--port", "0", "--exchange", server.Url.ToString(), "--access-key", Canary.AccessKey, "--secret-key", Canary.SecretKey,
            "--contract", "BTC-USDT", "--contract", "eth-usdt");

        using var report = JsonDocument.Parse(lines[^1]);
        Assert.Equal((expected, outcome), (exitCode, report.RootElement.GetProperty("outcome").GetString()));
        Assert.Equal("XRP-USDT", Assert.Single(exchange.RestingOrders).ContractCode);
        Assert.Empty(exchange.UnknownRequests);
        Assert.Null(Canary.Find(string.Join('\n', lines) + errors, exchange));
    }

    [Fact]
    public async Task An_exchange_that_refuses_the_key_ends_1_with_the_report_as_the_last_line()
    {
        var exchange = new SimulatedExchange(TimeProvider.System);
        exchange.AddAccount("1", Canary.AccessKey, Canary.SecretKey).Place("BTC-USDT", "buy", "open", 60000m, 1);
        await using var server = await SimulatorServer.StartAsync(exchange);

        var (exitCode, lines, errors) = await SandboxProcess.RunAsync(
            "--once", "--port", "0", "--exchange", server.Url.ToString(), "--access-key", Canary.AccessKey, "--secret-key", "canary-secret-wrong",
            "--contract", "BTC-USDT");

        using var report = JsonDocument.Parse(lines[^1]);
        Assert.Equal((1, "refused"), (exitCode, report.RootElement.GetProperty("outcome").GetString()));
        Assert.Single(exchange.RestingOrders);
        Assert.Null(Canary.Find(string.Join('\n', lines) + errors, exchange));
    }

    [Fact]
    public async Task A_soak_of_8_kills_is_clear_8_times_and_tells_what_each_quarter_left()
    {
        var (exitCode, lines, errors) = await SandboxProcess.RunAsync("--soak", "8", "--port", "0");

        // A row starts with kills, calls, clear and other.
        var rows = lines.Select(line => Regex.Match(line, "^ +([0-9]+) +([0-9]+) +([0-9]+) +([0-9]+) +[0-9]+[.][0-9]{2} ")).Where(row => row.Success)
            .Select(row => row.Groups.Values.Skip(1).Select(cell => int.Parse(cell.Value, CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.True(exitCode == 0, string.Join('\n', lines) + errors);
        Assert.Equal([2, 4, 6, 8], rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Equal((row[0], 0), (row[2], row[3])));

        // A cancel, two looks and the mode at least.
        Assert.All(rows, row => Assert.InRange(row[1], 4 * row[0], 40 * row[0]));
        Assert.Contains("Outcomes: 8 clear; 0 orders rest.", lines);
        Assert.Equal(4, lines.Count(line => line.Contains(": yes", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains("12 accounts side by side", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("1000001")]
    [InlineData("-8")]
    [InlineData("8.5")]
    [InlineData("many")]
    public async Task A_soak_of_a_number_that_is_not_allowed_is_told_which_are(string kills)
    {
        var (exitCode, _, errors) = await SandboxProcess.RunAsync("--soak", kills);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("--soak is not a number of kills from 4 to 1000000.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nosuch")]
    [InlineData("--exchange", "http://127.0.0.1:9")]
    [InlineData("--port", "many")]
    [InlineData("--soak", "8", "--once")]
    [InlineData("--soak", "8", "--fault", "slow")]
    [InlineData("--soak", "8", "--published", "folder")]
    [InlineData("--scenario", "nosuch")]
    [InlineData("--scenario", "moved", "--exchange", "http://127.0.0.1:9", "--access-key", "K", "--secret-key", "S", "--contract", "BTC-USDT")]
    [InlineData("--fault", "slow", "--exchange", "http://127.0.0.1:9", "--access-key", "K", "--secret-key", "S", "--contract", "BTC-USDT")]
    public async Task A_wrong_command_line_ends_2_with_its_own_sentence_and_the_way_to_the_help(params string[] arguments)
    {
        var (exitCode, _, errors) = await SandboxProcess.RunAsync(arguments);

        Assert.Equal(2, exitCode);
        var lines = errors.Trim().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith(arguments[0] == "--exchange" ? "--exchange" : arguments[0], lines[0], StringComparison.Ordinal);
        Assert.Equal("--help shows how to call the sandbox.", lines[1].Trim());
    }
}
