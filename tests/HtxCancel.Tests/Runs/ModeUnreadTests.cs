using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Runs;

/// <summary>
/// A generation that is out is evidence of nothing, and neither are the empty lists of the other one: `clear` needs the
/// account's mode as HTX told it in this run.
/// </summary>
public sealed class ModeUnreadTests
{
    private static readonly Dictionary<string, Fault> Outages = new()
    {
        ["404"] = Fault.NotFound,
        ["HTML 404"] = Fault.Page(404),
        ["6023"] = Fault.Code(6023),
        ["6002"] = Fault.Code(6002),
        ["1066"] = Fault.Code(1066),
        ["4002"] = Fault.Code(4002),
        ["403 page"] = Fault.Page(403),
        ["500"] = Fault.Page(500),
        ["hang"] = Fault.Hang,
    };

    public static TheoryData<string, string, double?> Cases()
    {
        var cases = new TheoryData<string, string, double?>();
        foreach (var outage in Outages.Keys)
        {
            foreach (var code in new[] { "BTC-USDT", "*" })
            {
                foreach (var seconds in new double?[] { 1.3, 1.5, 4, null })
                {
                    cases.Add(outage, code, seconds);
                }
            }
        }

        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public Task A_v5_that_is_out_is_not_clear_on_an_account_that_lives_there(string outage, string code, double? seconds) =>
        IsNotClearAsync(outage, code, seconds, v1Answer: 1051, isKnown: false);

    [Theory, MemberData(nameof(Cases))]
    public Task A_v5_that_is_out_is_not_clear_on_an_account_known_to_live_there_a_second_ago(string outage, string code, double? seconds) =>
        IsNotClearAsync(outage, code, seconds, v1Answer: 1051, isKnown: true);

    [Theory]
    [InlineData(1051)]
    [InlineData(6002)]
    [InlineData(6023)]
    [InlineData(1066)]
    [InlineData(4002)]
    public async Task A_v1_that_says_moved_and_an_empty_v5_are_not_clear_while_the_mode_cannot_be_read(int v1Answer)
    {
        using var driver = new KillDriver { Settings = { HttpDeadline = TimeSpan.FromSeconds(6) } };
        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        Fault.Page(404).Befall(driver.Exchange, Paths.Mode);
        Fault.Code(v1Answer).Befall(driver.Exchange, [KillDriver.CancelAll]);
        driver.Exchange.OnRequest(KillDriver.OpenOrders, (_, _) => driver.Exchange.V1Error(v1Answer, "not here"));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Unknown, report.Outcome);
        Assert.Single(driver.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_v1_that_is_moved_and_a_v5_that_is_empty_are_clear_once_the_mode_says_v5()
    {
        using var driver = new KillDriver { Account = { AssetMode = 2, V1Answer = 6002 } };
        Fault.Page(500).Befall(driver.Exchange, Paths.Mode, Fault.For(driver.Exchange, TimeSpan.FromSeconds(4)));

        var report = await driver.KillAsync();

        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.InRange(report.ElapsedMs, 4000, 8000);
    }

    [Theory]
    [InlineData("BTC-USDT")]
    [InlineData("*")]
    public async Task Lists_of_v5_from_before_HTX_moved_the_account_there_prove_nothing(string code)
    {
        // v5 shows empty lists beside v1 until the mode is told: v1. The account moves before v1's proof is confirmed.
        using var driver = new KillDriver();
        driver.Exchange.OnRequest(KillDriver.V5Opens, (_, _) =>
            driver.Account.AssetMode == 0 ? SimulatedResponse.Json("""{"code":200,"message":"Success","data":[],"ts":1}""") : null);
        driver.Exchange.OnAnswer(KillDriver.AssetMode, (_, attempt, answer) => attempt == 1 ? answer with { Delay = TimeSpan.FromSeconds(1.9) } : null);
        var before = 0;
        driver.Exchange.OnRequest(KillDriver.AssetMode, (_, attempt) =>
        {
            if (attempt == 2)
            {
                driver.Account.AssetMode = 2;
                driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
                before = driver.CallsTo(KillDriver.V5Opens);
            }

            return null;
        });

        var report = await driver.KillAsync(KillDriver.Scope(code));

        Assert.True(before > 1);
        Assert.Equal(Outcome.Clear, report.Outcome);
        Assert.Empty(driver.Exchange.RestingOrders);
        Assert.Single(report.Accounts[0].Contracts.SelectMany(contract => contract.Reappeared));
    }

    private static async Task IsNotClearAsync(string outage, string code, double? seconds, int v1Answer, bool isKnown)
    {
        using var driver = new KillDriver { Account = { AssetMode = 2, V1Answer = v1Answer } };
        if (isKnown)
        {
            await driver.KillAsync(KillDriver.Scope(code));
        }

        driver.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var begun = driver.Time.GetUtcNow();
        Outages[outage].Befall(
            driver.Exchange,
            [.. Paths.All.Where(path => path.StartsWith("/v5/", StringComparison.Ordinal))],
            _ => seconds is null || driver.Time.GetUtcNow() - begun < TimeSpan.FromSeconds(seconds.Value));

        var report = await driver.KillAsync(KillDriver.Scope(code));

        Assert.Equal(seconds is null ? Outcome.Unknown : Outcome.Clear, report.Outcome);
        Assert.Equal(seconds is null ? 1 : 0, driver.Exchange.RestingOrders.Count);
    }
}
