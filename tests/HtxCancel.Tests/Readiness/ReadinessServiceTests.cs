using System.Text;
using System.Text.Json;
using HtxCancel.Readiness;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Readiness;

public sealed class ReadinessServiceTests
{
    [Theory]
    [InlineData(0, "v1")]
    [InlineData(2, "v5")]
    public async Task An_account_that_a_kill_would_work_on_is_ready(int assetMode, string api)
    {
        using var driver = new ReadinessDriver { Account = { AssetMode = assetMode } };

        var report = await driver.CheckAsync();

        Assert.True(report.Ready, string.Join('\n', report.Problems));
        Assert.Empty(report.Warnings);
        var account = Assert.Single(report.Accounts);
        Assert.Equal((true, api, true), (account.Ready, account.Api, account.SignedRead));
        Assert.NotNull(account.ClockOffsetMs);
        Assert.Equal((true, true), (account.Secret.Readable, account.Secret.WellFormed));
        Assert.Equal(new TargetOnAccount("bots", true, true, null), Assert.Single(account.Targets));
        Assert.Equal([new ContractReadiness("BTC-USDT", Cancellable.Yes), new ContractReadiness("ETH-USDT", Cancellable.Yes)], account.Contracts);
        Assert.Equal(new RateBudgetLeft(72, 70), account.RateBudgetLeft);
        Assert.Equal(["api.hbdm.com", "api.hbdm.vn"], report.Hosts.Select(host => host.Host));
        Assert.All(report.Hosts, host => Assert.NotNull(host.RoundTripMs));
        Assert.True(Assert.Single(report.Targets).Ready);
    }

    [Fact]
    public async Task The_report_speaks_snake_case_and_UTC()
    {
        using var driver = new ReadinessDriver();

        using var json = JsonDocument.Parse((await driver.CheckAsync()).ToJson());

        Assert.Equal(
            ["ready", "problems", "warnings", "checked_at", "elapsed_ms", "hosts", "accounts", "targets", "open_kills"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Matches("^2026-01-02T03:04:0[0-9][.][0-9]{3}Z$", json.RootElement.GetProperty("checked_at").GetString());
        var account = json.RootElement.GetProperty("accounts")[0];
        Assert.Equal(
            ["account", "ready", "problems", "warnings", "secret", "clock_offset_ms", "api", "signed_read", "targets", "contracts", "rate_budget_left", "key"],
            account.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["readable", "well_formed", "cached_age_s", "expires_at", "days_left"], account.GetProperty("secret").EnumerateObject().Select(member => member.Name));
        Assert.Equal("yes", account.GetProperty("contracts")[0].GetProperty("can_cancel").GetString());
    }

    [Fact]
    public async Task A_check_sends_a_handful_of_reads_and_nothing_that_trades()
    {
        using var driver = new ReadinessDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        await driver.CheckAsync();

        Assert.Equal([ReadinessDriver.AssetMode, ReadinessDriver.OpenOrders], driver.Signed.Select(call => call.Path));
        Assert.Equal(
            [ReadinessDriver.Clock, ReadinessDriver.Heartbeat, ReadinessDriver.States],
            driver.Exchange.Calls.Where(call => call.AccessKey is null).Select(call => call.Path).Distinct().Order());
        Assert.Single(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task Keys_that_HTX_does_not_know_are_red()
    {
        using var driver = new ReadinessDriver();
        driver.Keys.Answer = new ApiKeyResult.Found(new ApiKeyPair("canary-access-other", "canary-secret-other"));

        var report = await driver.CheckAsync();

        AssertRed(report, "HTX refuses the keys of secret 'htx-main' (HTX 403: Incorrect Access key): put the right pair into the secret");
        Assert.False(report.Accounts[0].SignedRead);
        Assert.Null(report.Accounts[0].Api);
    }

    [Fact]
    public async Task A_key_that_may_not_read_is_red()
    {
        using var driver = new ReadinessDriver();
        driver.Account.Keys[0].CanRead = false;

        AssertRed(await driver.CheckAsync(), "HTX refuses a read with the keys of secret 'htx-main' (HTX 1205: No access permission.): give the key the permissions to read and to trade");
    }

    [Fact]
    public async Task A_secret_that_the_vault_refuses_is_red_in_its_words()
    {
        using var driver = new ReadinessDriver();
        driver.Keys.Answer = new ApiKeyResult.Refused("secret 'htx-main' is missing");

        var report = await driver.CheckAsync();

        AssertRed(report, "Secret 'htx-main' is missing.");
        Assert.Equal((false, null), (report.Accounts[0].Secret.Readable, report.Accounts[0].Secret.WellFormed));
        Assert.Empty(driver.Signed);
    }

    [Fact]
    public async Task A_malformed_secret_is_readable_and_red()
    {
        using var driver = new ReadinessDriver();
        driver.Keys.Answer = new ApiKeyResult.Refused("no pair") { IsMalformed = true };

        var report = await driver.CheckAsync();

        AssertRed(report, "No pair.");
        Assert.Equal((true, false), (report.Accounts[0].Secret.Readable, report.Accounts[0].Secret.WellFormed));
    }

    [Fact]
    public async Task A_silent_vault_is_red_and_the_keys_in_memory_are_checked_all_the_same()
    {
        using var driver = new ReadinessDriver();
        driver.Keys.Answer = new ApiKeyResult.Silent("the vault is silent");
        driver.Keys.InMemory = ReadinessDriver.Found() with { FetchedAt = driver.Time.GetUtcNow().AddHours(-2) };

        var report = await driver.CheckAsync();

        AssertRed(report, "The vault is silent: a kill now would use the keys in memory, and one after a restart none");
        Assert.False(report.Accounts[0].Secret.Readable);
        Assert.InRange(report.Accounts[0].Secret.CachedAgeS!.Value, 7200, 7210);
        Assert.True(report.Accounts[0].SignedRead);
    }

    [Fact]
    public async Task A_silent_vault_without_keys_in_memory_is_red()
    {
        using var driver = new ReadinessDriver();
        driver.Keys.Answer = new ApiKeyResult.Silent("the vault is silent");

        AssertRed(await driver.CheckAsync(), "The vault is silent: a kill now would have no keys");
    }

    [Theory]
    [InlineData(14.001, 14, false)]
    [InlineData(13.999, 13, true)]
    [InlineData(1.5, 1, true)]
    [InlineData(0.001, 0, true)]
    [InlineData(-0.5, -1, true)]
    public async Task A_secret_is_warned_of_from_14_days_before_it_expires(double days, int left, bool isWarnedOf)
    {
        using var driver = new ReadinessDriver();
        var expiry = driver.Time.GetUtcNow().AddDays(days);
        driver.Keys.Answer = ReadinessDriver.Found() with { ExpiresAt = expiry };

        var report = await driver.CheckAsync();

        Assert.True(report.Ready);
        Assert.Equal((expiry, left), (report.Accounts[0].Secret.ExpiresAt, report.Accounts[0].Secret.DaysLeft));
        Assert.Equal(isWarnedOf ? 1 : 0, report.Warnings.Count);
        Assert.All(report.Warnings, warning => Assert.StartsWith($"main: Secret 'htx-main' {(days > 0 ? "expires" : "expired")} on 2026-01-", warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(10, "behind")]
    [InlineData(-10, "ahead of")]
    public async Task A_clock_10_minutes_off_is_red_although_a_kill_would_repair_it(int minutes, string word)
    {
        using var driver = new ReadinessDriver { Exchange = { ClockOffset = TimeSpan.FromMinutes(minutes) } };

        var report = await driver.CheckAsync();

        AssertRed(report, "This machine's clock is ", ofAccount: false);
        Assert.Matches($"clock is (59|60)[0-9] s {word} HTX's: HTX refuses what is signed more than 5 minutes off", report.Problems[0]);
        Assert.InRange(report.Accounts[0].ClockOffsetMs!.Value, (minutes * 60_000L) - 5000, (minutes * 60_000L) + 5000);
        Assert.True(report.Accounts[0].SignedRead);
    }

    [Fact]
    public async Task A_clock_2_minutes_off_is_a_warning()
    {
        using var driver = new ReadinessDriver { Exchange = { ClockOffset = TimeSpan.FromMinutes(2) } };

        var report = await driver.CheckAsync();

        Assert.True(report.Ready);
        Assert.Matches("1[12][0-9] s behind", Assert.Single(report.Warnings));
    }

    [Fact]
    public async Task An_exchange_in_maintenance_is_red_with_the_time_of_its_end()
    {
        using var driver = new ReadinessDriver();
        driver.Exchange.InMaintenance = true;
        driver.Exchange.RecoveryTime = new DateTimeOffset(2026, 1, 2, 4, 30, 0, TimeSpan.Zero);

        var report = await driver.CheckAsync();

        Assert.False(report.Ready);
        Assert.StartsWith("HTX's USDT-M futures are in maintenance, by its own word until 2026-01-02 04:30 UTC: until then nothing can be cancelled", report.Problems[0], StringComparison.Ordinal);
        Assert.All(report.Accounts[0].Contracts, contract => Assert.Equal(Cancellable.No, contract.CanCancel));
        Assert.False(report.Targets[0].Ready);
    }

    [Fact]
    public async Task Maintenance_is_red_without_a_heartbeat_too()
    {
        using var driver = new ReadinessDriver();
        driver.Exchange.InMaintenance = true;
        driver.Exchange.OnRequest(ReadinessDriver.Heartbeat, (_, _) => SimulatedResponse.Html(404));

        Assert.StartsWith("HTX is in maintenance", (await driver.CheckAsync()).Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_that_HTX_does_not_cancel_now_is_red()
    {
        using var driver = new ReadinessDriver();
        driver.Exchange.ContractsWithoutCancel.Add("ETH-USDT");
        driver.With("Targets:other:ContractCodes", "BTC-USDT");

        var report = await driver.CheckAsync();

        AssertRed(report, "HTX cancels no orders of ETH-USDT now");
        Assert.Equal([Cancellable.Yes, Cancellable.No], report.Accounts[0].Contracts.Select(contract => contract.CanCancel));
        Assert.Equal([("bots", false), ("other", true)], report.Targets.Select(target => (target.Target, target.Ready)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_every_contract_some_that_are_closed_are_a_warning_and_all_are_red(bool all)
    {
        using var driver = new ReadinessDriver();
        driver.With("Targets:bots:ContractCodes", "*");
        driver.Exchange.ContractsWithoutCancel.UnionWith(all ? driver.Exchange.Contracts : ["ETH-USDT"]);

        var report = await driver.CheckAsync();

        Assert.Equal(!all, report.Ready);
        Assert.Contains(all ? "no orders of any contract now" : "no orders of ETH-USDT now", Assert.Single(all ? report.Problems : report.Warnings), StringComparison.Ordinal);
        Assert.Equal(new ContractReadiness("*", all ? Cancellable.No : Cancellable.Yes), Assert.Single(report.Accounts[0].Contracts));
    }

    [Theory]
    [InlineData(ReadinessDriver.States, 404, "{}")]
    [InlineData(ReadinessDriver.States, 200, "<html>")]
    [InlineData(ReadinessDriver.States, 200, """{"status":"ok","data":[]}""")]
    [InlineData(ReadinessDriver.States, 200, """{"status":"ok","data":[null,{"contract_code":"BTC-USDT","cancel":{}}]}""")]
    [InlineData(ReadinessDriver.States, 200, """{"status":"error","err_code":1030,"err_msg":"x"}""")]
    [InlineData(ReadinessDriver.States, 200, """{"status":"error","err_code":1056,"err_msg":"x"}""")]
    [InlineData(ReadinessDriver.Heartbeat, 404, "{}")]
    [InlineData(ReadinessDriver.Heartbeat, 200, """{"status":"ok","data":{"heartbeat":0}}""")]
    public async Task What_HTX_does_not_tell_of_its_state_is_unknown_and_not_red(string path, int status, string body)
    {
        using var driver = new ReadinessDriver();
        driver.Exchange.OnRequest(path, (_, _) => SimulatedResponse.Json(body, status));

        var report = await driver.CheckAsync();

        Assert.True(report.Ready, string.Join('\n', report.Problems));
        var expected = path == ReadinessDriver.States ? Cancellable.Unknown : Cancellable.Yes;
        Assert.All(report.Accounts[0].Contracts, contract => Assert.Equal(expected, contract.CanCancel));
    }

    [Fact]
    public async Task A_contract_that_HTX_does_not_list_is_unknown_and_warned_of()
    {
        using var driver = new ReadinessDriver();
        driver.With("Targets:bots:ContractCodes", "BTCC-USDT,BTC-USDT");

        var report = await driver.CheckAsync();

        Assert.True(report.Ready);
        Assert.Equal([Cancellable.Yes, Cancellable.Unknown], report.Accounts[0].Contracts.Select(contract => contract.CanCancel));
        Assert.Contains("does not have BTCC-USDT", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_host_is_a_warning_while_another_answers()
    {
        using var driver = new ReadinessDriver();
        driver.Exchange.OnRequest(ReadinessDriver.Clock, (request, _) => request.Host == "api.hbdm.com" ? SimulatedResponse.Reset : null);

        var report = await driver.CheckAsync();

        Assert.True(report.Ready);
        Assert.StartsWith("Host api.hbdm.com does not say what time it is", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.Equal([true, false], report.Hosts.Select(host => host.RoundTripMs is null));
        Assert.NotNull(report.Accounts[0].ClockOffsetMs);
    }

    [Fact]
    public async Task No_host_that_answers_is_red()
    {
        using var driver = new ReadinessDriver();
        foreach (var path in EveryPath)
        {
            driver.Exchange.OnRequest(path, (_, _) => SimulatedResponse.Reset);
        }

        var report = await driver.CheckAsync();

        Assert.StartsWith("No host of Htx:BaseUrls says what time it is (api.hbdm.com gave no whole answer", report.Problems[0], StringComparison.Ordinal);
        Assert.Contains(report.Problems, problem => problem.StartsWith("main: HTX did not say which API the account lives on", StringComparison.Ordinal));
        Assert.All(report.Accounts[0].Contracts, contract => Assert.Equal(Cancellable.Unknown, contract.CanCancel));
        Assert.Null(Assert.Single(report.Accounts[0].Targets).HasEffect);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("isolated")]
    public async Task A_target_in_isolated_margin_on_an_account_without_it_is_red(string? marginMode)
    {
        using var driver = new ReadinessDriver { Account = { AssetMode = 1 } };
        driver.With("Targets:bots:MarginMode", marginMode).With("Targets:both:ContractCodes", "BTC-USDT").With("Targets:both:MarginMode", "all");

        var report = await driver.CheckAsync();

        AssertRed(report, "Target bots has no effect on this account: it reaches isolated margin only, and the account has none (asset mode 1); set Targets:bots:MarginMode to cross or all.");
        Assert.Equal([("both", true), ("bots", false)], report.Accounts[0].Targets.Select(target => (target.Target, target.HasEffect!.Value)));
        Assert.Equal([("both", true), ("bots", false)], report.Targets.Select(target => (target.Target, target.Ready)));
    }

    [Fact]
    public async Task Conditional_orders_on_an_account_on_v1_are_red()
    {
        using var driver = new ReadinessDriver();
        driver.With("Targets:bots:OrderTypes", "all");

        var report = await driver.CheckAsync();

        AssertRed(report, "Target bots has no effect on trigger, tpsl, trailing orders of this account");
        Assert.Equal("v1", report.Accounts[0].Api);
    }

    [Fact]
    public async Task What_is_switched_off_is_red_with_its_fault_and_the_rest_is_checked()
    {
        using var driver = new ReadinessDriver();
        driver.With("Accounts:off:SecretName", "not a name").With("Targets:wrong:ContractCodes", "BTC-USDT").With("Targets:wrong:Account", "main").With("Targets:wrong:Direction", "up")
            .With("CancelTargets", "bots,nosuch");

        var report = await driver.CheckAsync();

        Assert.False(report.Ready);
        Assert.Contains(report.Problems, problem => problem.StartsWith("off: The account is switched off in the settings: Accounts:off:SecretName must name a Key Vault secret", StringComparison.Ordinal));
        Assert.Contains(report.Problems, problem => problem.StartsWith("Target wrong is switched off in the settings: Targets:wrong:Direction must be buy or sell", StringComparison.Ordinal));
        Assert.Contains("CancelTargets names 'nosuch', which Targets does not have: the schedule cannot cancel it.", report.Problems);
        Assert.Equal([("main", true), ("off", false)], report.Accounts.Select(account => (account.Account, account.Ready)));
        Assert.Equal([("bots", true), ("wrong", false)], report.Targets.Select(target => (target.Target, target.Ready)));
    }

    [Fact]
    public async Task An_app_without_accounts_is_red()
    {
        using var driver = new ReadinessDriver();
        driver.With("Accounts:main:SecretName", null).With("Targets:bots:Account", null).With("Targets:bots:ContractCodes", null);

        Assert.StartsWith("No account is configured", Assert.Single((await driver.CheckAsync()).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_v1_does_not_serve_although_HTX_says_that_it_lives_there_is_red()
    {
        using var driver = new ReadinessDriver();
        driver.Exchange.OnRequest(ReadinessDriver.OpenOrders, (_, _) => driver.Exchange.V1Error(6023, "unavailable"));

        AssertRed(await driver.CheckAsync(), "HTX's v1 API does not serve this account (HTX 6023: unavailable), though HTX says that the account lives there (asset mode 0): a kill would end unknown");
    }

    [Theory]
    [InlineData(404, "HTX 404: the host does not know this path")]
    [InlineData(6023, "HTX 6023: no")]
    [InlineData(503, "HTTP 503 with a page of HTML, from the edge and not from the exchange")]
    public async Task An_asset_mode_that_cannot_be_read_is_red_and_says_what_follows(int answer, string why)
    {
        using var driver = new ReadinessDriver();
        driver.Exchange.OnRequest(ReadinessDriver.AssetMode, (_, _) => answer == 6023 ? driver.Exchange.V5Error(6023, "no") : SimulatedResponse.Html(answer));

        var report = await driver.CheckAsync();

        AssertRed(report, $"HTX did not say which API the account lives on ({why}): a kill would cancel through both and end unknown, never clear; "
            + "check again, and if it stays so, look at Htx:BaseUrls and at HTX.");
        Assert.Null(report.Accounts[0].Api);
        Assert.Null(Assert.Single(report.Accounts[0].Targets).HasEffect);
    }

    [Fact]
    public async Task One_account_that_is_red_does_not_make_another_red()
    {
        using var driver = new ReadinessDriver();
        driver.AddAccount("grid", assetMode: 2);
        driver.With("Targets:bots:Account", null).With("Targets:bots:Accounts", "main,grid");
        driver.Account.Keys[0].Exists = false;

        var report = await driver.CheckAsync();

        Assert.False(report.Ready);
        Assert.Equal([("grid", true, "v5"), ("main", false, null)], report.Accounts.Select(account => (account.Account, account.Ready, account.Api)));
        Assert.Equal((false, "Not ready on main."), (report.Targets[0].Ready, report.Targets[0].Problem));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Whoever_hangs_it_answers_within_5_seconds(bool vault, bool exchange)
    {
        using var driver = new ReadinessDriver();
        driver.Keys.OnRefresh = vault ? SilentAsync : null;
        driver.Keys.InMemory = ReadinessDriver.Found();
        foreach (var path in exchange ? EveryPath : [])
        {
            driver.Exchange.OnRequest(path, (_, _) => SimulatedResponse.Hang);
        }

        // The driver checks the time of every check.
        Assert.False((await driver.CheckAsync()).Ready);
    }

    [Fact]
    public async Task A_vault_that_hears_of_no_end_does_not_hold_it_up()
    {
        using var driver = new ReadinessDriver();
        driver.Keys.OnRefresh = _ => new TaskCompletionSource<ApiKeyResult>().Task;

        AssertRed(await driver.CheckAsync(), "The check did not end in time: check again.");
    }

    [Fact]
    public async Task A_fault_that_nobody_expected_is_red_and_logged()
    {
        using var driver = new ReadinessDriver();
        driver.Keys.OnRefresh = _ => Task.FromException<ApiKeyResult>(new NotSupportedException("words that an answer need not have"));

        AssertRed(await driver.CheckAsync(), "An unexpected fault ended the check (NotSupportedException): check again; the log has more.");
        Assert.Single(driver.Log.Lines, line => line.Id.Id == 1303);
    }

    [Fact]
    public async Task An_exchange_that_is_slow_but_answers_in_time_is_ready()
    {
        using var driver = new ReadinessDriver();
        foreach (var path in EveryPath)
        {
            driver.Exchange.OnAnswer(path, (_, _, answer) => answer with { Delay = TimeSpan.FromSeconds(1.5) });
        }

        var report = await driver.CheckAsync();

        Assert.True(report.Ready, string.Join('\n', report.Problems));
        Assert.All(report.Hosts, host => Assert.InRange(host.RoundTripMs!.Value, 1500, 5000));
    }

    [Fact]
    public async Task Checks_at_the_same_time_are_one()
    {
        using var driver = new ReadinessDriver();

        // None ends before the last one comes.
        driver.Exchange.RoundTrip = TimeSpan.FromMilliseconds(10);

        var reports = await driver.CheckAllAsync(50);

        Assert.All(reports, report => Assert.Same(reports[0], report));
        Assert.Equal(2, driver.Signed.Count);
    }

    [Fact]
    public async Task Checks_without_end_use_at_most_a_quarter_of_the_reads_of_a_window()
    {
        using var driver = new ReadinessDriver();

        for (var check = 0; check < 30; check++)
        {
            Assert.True((await driver.CheckAsync()).Ready);
        }

        var times = driver.Signed.Select(call => call.Time).ToList();
        Assert.Equal(60, times.Count);
        Assert.All(times, from => Assert.InRange(times.Count(time => time >= from && time < from.AddSeconds(3)), 1, 18));
    }

    [Fact]
    public async Task A_bot_that_uses_up_the_reads_is_warned_of()
    {
        using var driver = new ReadinessDriver();
        driver.Account.BurnRead(65);

        var report = await driver.CheckAsync();

        Assert.True(report.Ready);
        Assert.Equal(5, report.Accounts[0].RateBudgetLeft.Read);
        Assert.Contains("HTX takes only 5 more reads of this account now", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_quotes_the_signed_address_does_not_bring_it_into_the_report()
    {
        using var driver = new ReadinessDriver();
        driver.Exchange.OnRequest(ReadinessDriver.OpenOrders, (request, _) => SimulatedResponse.Json(JsonSerializer.Serialize(new
        {
            status = "error",
            err_code = 1205,
            err_msg = $"no: {request.Query} {Canary.SecretKey}",
        })));

        // The driver's own end looks for them.
        Assert.Contains("1205", Encoding.UTF8.GetString((await driver.CheckAsync()).ToJson()), StringComparison.Ordinal);
    }

    private static async Task<ApiKeyResult> SilentAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new ApiKeyResult.Silent("the vault is silent");
    }

    private static string[] EveryPath =>
    [
        ReadinessDriver.AssetMode, ReadinessDriver.OpenOrders, ReadinessDriver.V5Opens, ReadinessDriver.Clock, ReadinessDriver.Heartbeat, ReadinessDriver.States,
    ];

    private static void AssertRed(ReadinessReport report, string sentence, bool ofAccount = true)
    {
        Assert.False(report.Ready);
        Assert.StartsWith((ofAccount ? "main: " : "") + sentence, Assert.Single(report.Problems), StringComparison.Ordinal);
        var account = Assert.Single(report.Accounts);
        Assert.False(account.Ready);
        Assert.Single(account.Problems);
        Assert.False(report.Targets.Single(target => target.Target == "bots").Ready);
    }
}
