using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Warming;

public sealed class WarmUpTests
{
    private const int Told = 1103;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(0, "SingleAsset")]
    [InlineData(1, "MultiAssets")]
    [InlineData(2, "SingleAssetV5")]
    public async Task The_first_round_fetches_keys_reads_the_mode_once_and_opens_two_connections_a_host(int assetMode, string mode)
    {
        using var driver = new ReadinessDriver { Account = { AssetMode = assetMode } };

        await driver.StartWarmUpAsync();
        await driver.PassAsync(Moment);

        Assert.Equal(mode, driver.Memory.Mode.ToString());
        Assert.Equal(1, driver.Keys.Refreshed);
        Assert.Equal([ReadinessDriver.AssetMode], driver.Signed.Select(call => call.Path));
        Assert.Equal(
            [("api.hbdm.com", 2), ("api.hbdm.vn", 2)],
            driver.Exchange.Calls.Where(call => call.Path == ReadinessDriver.Clock).CountBy(call => call.Request.Host).Select(host => (host.Key, host.Value)).Order());
        Assert.Empty(driver.Log.Lines);
    }

    [Fact]
    public async Task Every_minute_it_asks_each_host_for_its_time_and_nothing_else()
    {
        using var driver = new ReadinessDriver();

        await driver.StartWarmUpAsync();
        await driver.PassAsync(3 * Minute + Moment);

        Assert.Equal(4 * 4, driver.Exchange.Calls.Count(call => call.Path == ReadinessDriver.Clock));
        Assert.Single(driver.Signed);
    }

    [Fact]
    public async Task Keys_are_fetched_anew_when_they_are_older_than_five_minutes_and_not_before()
    {
        using var driver = new ReadinessDriver();
        driver.Keys.InMemory = ReadinessDriver.Found() with { FetchedAt = driver.Time.GetUtcNow() };

        await driver.StartWarmUpAsync();
        await driver.PassAsync(5 * Minute - Moment);
        Assert.Equal(0, driver.Keys.Refreshed);

        await driver.PassAsync(Minute + 2 * Moment);
        Assert.Equal(1, driver.Keys.Refreshed);
    }

    [Fact]
    public async Task A_switched_off_account_is_left_alone()
    {
        using var driver = new ReadinessDriver().With("Accounts:off:SecretName", "a/b");

        await driver.StartWarmUpAsync();
        await driver.PassAsync(Moment);

        Assert.Equal(1, driver.Keys.Refreshed);
    }

    [Fact]
    public async Task A_mode_that_no_host_told_is_asked_for_again_a_minute_later()
    {
        using var driver = new ReadinessDriver();
        driver.Exchange.OnRequest(ReadinessDriver.AssetMode, (_, attempt) => attempt <= 2 ? SimulatedResponse.Reset : null);

        await driver.StartWarmUpAsync();
        await driver.PassAsync(Moment);
        Assert.Null(driver.Memory.Mode);

        await driver.PassAsync(Minute);
        Assert.Equal(AssetMode.SingleAsset, driver.Memory.Mode);
    }

    [Fact]
    public async Task A_mode_that_one_host_does_not_know_is_read_at_the_other()
    {
        using var driver = new ReadinessDriver();
        driver.Exchange.OnRequest(ReadinessDriver.AssetMode, (request, _) => request.Host == "api.hbdm.com" ? driver.Exchange.V5Error(6023, "no") : null);

        await driver.StartWarmUpAsync();
        await driver.PassAsync(Moment);

        Assert.Equal(AssetMode.SingleAsset, driver.Memory.Mode);
    }

    [Fact]
    public async Task What_fails_is_one_warning_of_the_next_run_and_of_that_one_only()
    {
        using var driver = new ReadinessDriver { AllowCancels = true };
        driver.Exchange.OnRequest(ReadinessDriver.Clock, (request, _) => request.Host == "api.hbdm.vn" ? SimulatedResponse.Reset : null);
        driver.Keys.OnRefresh = _ => Task.FromResult<ApiKeyResult>(new ApiKeyResult.Silent("no token"));
        await driver.StartWarmUpAsync();
        await driver.PassAsync(2 * Minute + Moment);

        await driver.KillAsync();
        await driver.KillAsync();

        var line = Assert.Single(driver.Log.Lines, line => line.Id.Id == Told);
        Assert.Equal(
            "Not all could be made ready before the first call: host api.hbdm.vn does not say what time it is (api.hbdm.vn gave no whole answer (ConnectionError)); account main: no token.",
            line.Message);
    }

    [Fact]
    public async Task Readiness_shows_what_failed_until_it_is_over()
    {
        using var driver = new ReadinessDriver();
        var fails = true;
        driver.Exchange.OnRequest(ReadinessDriver.Clock, (request, _) => fails && request.Host == "api.hbdm.vn" ? SimulatedResponse.Reset : null);
        await driver.StartWarmUpAsync();
        await driver.PassAsync(Moment);

        Assert.Contains("Not all could be made ready before the first call: host api.hbdm.vn", string.Join('\n', (await driver.CheckAsync()).Warnings), StringComparison.Ordinal);

        fails = false;
        await driver.PassAsync(Minute);
        Assert.Empty((await driver.CheckAsync()).Warnings);
    }

    [Fact]
    public async Task A_kill_does_not_wait_for_a_round_that_hangs()
    {
        using var driver = new ReadinessDriver { AllowCancels = true };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(ReadinessDriver.Clock, (_, _) => SimulatedResponse.Hang);
        driver.Exchange.OnRequest(ReadinessDriver.AssetMode, (_, attempt) => attempt == 1 ? SimulatedResponse.Hang : null);
        driver.Keys.OnRefresh = async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return new ApiKeyResult.Silent("ended");
        };
        await driver.StartWarmUpAsync();

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.InRange(report.TimingsMs.FirstRequest!.Value, 0, 10);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task Its_one_read_waits_while_kills_use_the_whole_rate_limit()
    {
        using var driver = new ReadinessDriver();
        var taken = Enumerable.Range(0, RateBudget.Limit).Count(_ => driver.Memory.BudgetWith(null).Whole.TryTakeNow(RatePool.Read));

        await driver.StartWarmUpAsync();
        await driver.PassAsync(5 * Moment);
        Assert.Empty(driver.Signed);

        Enumerable.Range(0, taken).ToList().ForEach(_ => driver.Memory.BudgetWith(null).Whole.Answered(RatePool.Read));
        await driver.PassAsync(5 * Moment);
        Assert.Single(driver.Signed);
    }

    [Fact]
    public async Task The_mode_that_it_read_only_chooses_what_a_run_sends_first()
    {
        using var driver = new ReadinessDriver { AllowCancels = true };
        await driver.StartWarmUpAsync();
        await driver.PassAsync(Moment);
        driver.Account.AssetMode = 2;
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Contains("v5", Assert.Single(report.Accounts).Apis);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task The_mode_that_it_read_is_never_taken_for_one_that_the_run_read()
    {
        using var driver = new ReadinessDriver { AllowCancels = true };
        await driver.StartWarmUpAsync();
        await driver.PassAsync(Moment);
        Assert.Equal(AssetMode.SingleAsset, driver.Memory.Mode);
        driver.Exchange.OnRequest(ReadinessDriver.AssetMode, (_, _) => SimulatedResponse.Reset);
        driver.Exchange.OnRequest(ReadinessDriver.V5Opens, (_, _) => SimulatedResponse.Reset);

        Assert.Equal(Outcome.Unknown, (await driver.KillAsync()).Outcome);
    }

    [Fact]
    public async Task It_ends_with_the_app_and_tells_nothing_of_what_it_left_undone()
    {
        using var driver = new ReadinessDriver();
        driver.Exchange.OnRequest(ReadinessDriver.Clock, (_, _) => SimulatedResponse.Hang);
        await driver.StartWarmUpAsync();

        await driver.StopWarmUpAsync();

        Assert.DoesNotContain(
            (await driver.CheckAsync()).Warnings, warning => warning.Contains("made ready", StringComparison.Ordinal));
    }
}
