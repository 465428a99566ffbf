using System.Globalization;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Runs;

/// <summary>How often a request is sent, where to, and which answer counts.</summary>
public sealed class RaceAndRetryTests
{
    private const string First = "api.hbdm.com";
    private const string Second = "api.hbdm.vn";

    [Theory]
    [InlineData(380, 1)]
    [InlineData(450, 2)]
    public async Task A_cancel_that_takes_longer_than_400_ms_is_sent_to_the_other_host_too(int milliseconds, int cancels)
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnAnswer(KillDriver.CancelAll, (request, _, answer) => request.Host == First ? answer with { Delay = TimeSpan.FromMilliseconds(milliseconds) } : null);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Equal(new[] { First, Second }.Take(cancels), driver.Exchange.Calls.Where(call => call.Path == KillDriver.CancelAll).Select(call => call.Request.Host));
        Assert.Single(report.Contract().Cancelled!);
    }

    [Fact]
    public async Task The_first_good_answer_of_a_race_counts_and_the_late_one_is_merged_into_the_report()
    {
        using var driver = new KillDriver { Exchange = { MaximumCancelledPerCall = 2 } };
        var orders = Enumerable.Range(0, 4).Select(order => driver.Account.Place("BTC-USDT", "buy", "open", 60000m + order, 1).OrderId).ToList();
        driver.Exchange.OnAnswer(KillDriver.CancelAll, (request, _, answer) => request.Host == First ? answer with { Delay = TimeSpan.FromMilliseconds(900) } : null);

        var report = await driver.KillAsync();

        // Two were cancelled by the slow call, two by the other: one round, and every id is known.
        Assert.Equal((Outcome.Clear, 1), (report.Outcome, report.Contract().Rounds));
        Assert.Equal(orders, report.Contract().Cancelled!.Order());
        Assert.InRange(report.ElapsedMs, 1400, 1700);
    }

    [Fact]
    public async Task A_race_is_not_lost_to_a_bad_answer()
    {
        using var driver = new KillDriver();
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnAnswer(KillDriver.CancelAll, (request, attempt, answer) => request.Host == Second
            ? driver.Exchange.V1Error(1003, "fault")
            : answer with { Delay = TimeSpan.FromMilliseconds(attempt == 1 ? 700 : 0) });

        var report = await driver.KillAsync();

        Assert.Equal((Outcome.Clear, 1), (report.Outcome, report.Contract().Rounds));
        Assert.Single(report.Contract().Cancelled!);
    }

    [Theory]
    [InlineData(1900, 0)]
    [InlineData(2100, 1)]
    public async Task A_list_that_takes_longer_than_2_s_is_read_at_the_other_host_too(int milliseconds, int raced)
    {
        using var driver = new KillDriver();
        driver.Exchange.OnAnswer(KillDriver.OpenOrders, (_, attempt, answer) => answer with { Delay = TimeSpan.FromMilliseconds(attempt == 1 ? milliseconds : 0) });

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);

        Assert.Equal(raced, driver.Exchange.Calls.Count(call => call.Request.Host == Second && call.Body.Contains("BTC-USDT", StringComparison.Ordinal) && call.Time - driver.Exchange.Calls[0].Time < TimeSpan.FromMilliseconds(2090)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task One_host_that_hangs_on_reads_costs_a_kill_at_most_2_and_a_half_seconds_and_the_next_one_nothing(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };
        var usual = await KillAsync();
        foreach (var path in Paths.Lists.Concat(Paths.Mode))
        {
            driver.Exchange.OnRequest(path, (request, _) => request.Host == First ? SimulatedResponse.Hang : null);
        }

        var first = await KillAsync();
        var next = await KillAsync();

        Assert.Equal((Outcome.Clear, Outcome.Clear, Outcome.Clear), (usual.Outcome, first.Outcome, next.Outcome));
        Assert.InRange(first.ElapsedMs, usual.ElapsedMs, usual.ElapsedMs + 2500);
        Assert.InRange(next.ElapsedMs, 1000, usual.ElapsedMs + 50);

        Task<CancelReport> KillAsync()
        {
            driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
            return driver.KillAsync();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_cancel_that_is_under_way_when_the_proof_is_complete_is_counted_and_said(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        DateTimeOffset? sentAt = null;
        foreach (var path in Paths.Cancels)
        {
            driver.Exchange.OnRequest(path, (request, _) =>
            {
                sentAt ??= driver.Time.GetUtcNow();
                return request.Host == First ? SimulatedResponse.Hang : null;
            });
        }

        var report = await driver.KillAsync();

        var until = (sentAt!.Value + TimeSpan.FromMinutes(5)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        Assert.Equal((Outcome.Clear, 1), (report.Outcome, report.Calls.Unanswered));
        Assert.Equal($"a cancel was not answered by the end: it may still take effect until {until} UTC, when its signature ends", report.Accounts[0].Detail);
    }

    [Fact]
    public async Task A_race_waits_for_the_rate_limit()
    {
        using var driver = new KillDriver();
        var codes = driver.PlaceOnContracts(72);
        driver.Exchange.OnAnswer(KillDriver.CancelAll, (_, _, answer) => answer with { Delay = TimeSpan.FromMilliseconds(600) });

        await driver.KillAsync(KillDriver.Scope(codes));

        Assert.DoesNotContain(driver.Exchange.Calls, call => call.ErrorCode == 1032);
    }

    [Theory]
    [InlineData(KillDriver.CancelAll)]
    [InlineData(KillDriver.OpenOrders)]
    [InlineData(KillDriver.AssetMode)]
    public async Task A_host_that_failed_is_tried_second_by_the_next_run(string path)
    {
        using var driver = new KillDriver();
        Fault.Reset.At(First).Befall(driver.Exchange, Paths.All);
        await driver.KillAsync();
        var before = driver.Exchange.Calls.Count;

        await driver.KillAsync();

        Assert.All(driver.Exchange.Calls.Skip(before).Where(call => call.Path == path), call => Assert.Equal(Second, call.Request.Host));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_path_that_only_the_third_host_knows_is_found_there(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode }, BaseUrls = ["https://api.hbdm.com", "https://api.hbdm.vn", "https://third.example"] };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        foreach (var path in new[] { KillDriver.AssetMode, KillDriver.CancelAll, KillDriver.OpenOrders, KillDriver.V5Opens, KillDriver.V5CancelBatch })
        {
            driver.Exchange.OnRequest(path, (request, _) => request.Host == "third.example" ? null : SimulatedResponse.Html(404));
        }

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task Where_there_is_one_host_it_is_asked_again_for_a_path_that_it_did_not_know()
    {
        using var driver = new KillDriver { BaseUrls = ["https://api.hbdm.com"] };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, attempt) => attempt == 1 ? SimulatedResponse.Html(404) : null);

        Assert.Equal(Outcome.Clear, (await driver.KillAsync()).Outcome);
    }

    [Fact]
    public async Task Retries_of_a_fault_on_forty_contracts_stay_within_the_rate_limit()
    {
        using var driver = new KillDriver { Settings = { HttpDeadline = TimeSpan.FromSeconds(7) } };
        var codes = driver.PlaceOnContracts(40);
        Fault.Page(503).Befall(driver.Exchange, Paths.Cancels);

        await driver.KillAsync(KillDriver.Scope(codes));

        AssertWithinLimit(driver.Exchange.Calls.Where(call => Paths.Cancels.Contains(call.Path)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task An_exchange_that_is_busy_is_not_hammered(int assetMode)
    {
        using var driver = new KillDriver { Account = { AssetMode = assetMode }, Settings = { HttpDeadline = TimeSpan.FromSeconds(9) } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        Fault.Code(1004).Befall(driver.Exchange, Paths.Cancels);

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Remaining, report.Outcome);
        var cancels = driver.Exchange.Calls.Where(call => Paths.Cancels.Contains(call.Path)).Select(call => call.Time).ToList();
        Assert.InRange(cancels.Count, 4, 5);
        Assert.All(cancels.Zip(cancels.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(2)));
    }

    // No 73 of them within 3 s.
    private static void AssertWithinLimit(IEnumerable<SimulatedCall> calls)
    {
        var times = calls.Select(call => call.Time).ToList();
        Assert.True(times.Count > 72);
        Assert.All(times.Zip(times.Skip(72)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(3)));
    }
}
