using HtxCancel.Readiness;
using HtxCancel.Tests.Drivers;
using HtxSimulator;

namespace HtxCancel.Tests.Readiness;

/// <summary>What HTX says a key may do, and what readiness makes of it. https://www.htx.com/en-us/opend/newApiPages/?id=7ec505e5-7773-11ed-9966-0242ac110003</summary>
public sealed class KeyHealthTests
{
    private const string AccountUrl = "https://api.huobi.pro";
    private const string Uid = "/v2/user/uid";
    private const string Key = "/v2/user/api-key";

    [Fact]
    public async Task A_key_that_may_read_and_trade_is_ready_without_a_warning()
    {
        using var driver = Driver();

        var report = await driver.CheckAsync();

        Assert.Equal((true, 0), (report.Ready, report.Warnings.Count));
        Assert.Equal(new KeyReadiness(true, false, 1, -1, "10001"), report.Accounts[0].Key);
    }

    [Theory]
    [InlineData("trade", false, "Main: the key of secret 'htx-main' may not trade, so it cannot cancel: give it the permission to trade at HTX.")]
    [InlineData("withdraw", true, "Main: the key of secret 'htx-main' may withdraw: take that permission away at HTX, this switch never needs it.")]
    [InlineData("0 days", false, "Main: the key of secret 'htx-main' has expired: make a new one at HTX and put it into the secret.")]
    [InlineData("1 day", true, "Main: the key of secret 'htx-main' expires in 1 day: make a new one at HTX and put it into the secret.")]
    [InlineData("14 days", true, "Main: the key of secret 'htx-main' expires in 14 days: make a new one at HTX and put it into the secret.")]
    [InlineData("15 days", true, null)]
    [InlineData("unbound", true, "Main: the key of secret 'htx-main' expires in 9 days: make a new one at HTX and put it into the secret; one that is bound to addresses lasts.")]
    public async Task What_is_wrong_with_a_key_has_its_sentence(string what, bool isReady, string? sentence)
    {
        using var driver = Driver();
        var key = driver.Account.Keys[0];
        key.CanTrade = what != "trade";
        key.CanWithdraw = what == "withdraw";
        key.IpAddresses = what == "unbound" ? "" : key.IpAddresses;
        key.ValidDays = what switch { "0 days" => 0, "1 day" => 1, "14 days" => 14, "15 days" => 15, "unbound" => 9, _ => -1 };

        var report = await driver.CheckAsync();

        Assert.Equal(isReady, report.Ready);
        Assert.Equal(sentence is null ? [] : [sentence], report.Problems.Concat(report.Warnings).Select(text => char.ToUpperInvariant(text[0]) + text[1..].Replace(": The", ": the", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Uid)]
    [InlineData(Key)]
    public async Task A_silent_address_is_a_warning_and_not_red(string path)
    {
        using var driver = Driver();
        driver.Exchange.OnRequest(path, (_, _) => SimulatedResponse.Json("no JSON"));

        var report = await driver.CheckAsync();

        Assert.True(report.Ready);
        Assert.StartsWith("main: The key of", Assert.Single(report.Warnings).Replace("HTX did not say what the key of", "The key of", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Null(report.Accounts[0].Key?.MayTrade);
    }

    [Fact]
    public async Task A_hanging_address_keeps_no_check_from_its_end_within_5_seconds()
    {
        using var driver = Driver();
        driver.Exchange.OnRequest(Uid, (_, _) => SimulatedResponse.Hang);

        var report = await driver.CheckAsync();

        Assert.True(report.Ready);
        Assert.Contains("did not say what the key", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hanging_address_behind_a_slow_vault_is_a_warning_and_not_red()
    {
        using var driver = Driver();
        driver.Exchange.OnRequest(Uid, (_, _) => SimulatedResponse.Hang);
        driver.Keys.OnRefresh = async cancellationToken =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2), driver.Time, cancellationToken);
            return ReadinessDriver.Found();
        };

        var report = await driver.CheckAsync();

        Assert.True(report.Ready);
        Assert.True(report.Accounts[0].SignedRead);
        Assert.Contains("did not say what the key", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_asked_about_once_an_hour_and_a_new_one_at_once()
    {
        using var driver = Driver();
        for (var check = 0; check < 3; check++)
            await driver.CheckAsync();

        Assert.Equal(1, driver.Exchange.Calls.Count(call => call.Path == Uid));

        var second = driver.Exchange.AddKey("10001", "canary-access-new", "canary-secret-new");
        driver.Keys.Answers("htx-main", new ApiKeyResult.Found(new ApiKeyPair(second.AccessKey, second.SecretKey)));
        await driver.CheckAsync();
        Assert.Equal(2, driver.Exchange.Calls.Count(call => call.Path == Uid));

        await driver.PassAsync(TimeSpan.FromMinutes(28));
        await driver.PassAsync(TimeSpan.FromMinutes(28));
        await driver.CheckAsync();
        Assert.Equal(3, driver.Exchange.Calls.Count(call => call.Path == Uid));
    }

    [Fact]
    public async Task The_trading_hosts_are_asked_no_more_than_before()
    {
        using var without = new ReadinessDriver();
        using var with = Driver();

        await without.CheckAsync();
        await with.CheckAsync();

        Assert.Equal(Paths(without), Paths(with).Where(path => path is not (Uid or Key)));
        Assert.All(with.Exchange.Calls.Where(call => call.Path is Uid or Key), call => Assert.Equal("api.huobi.pro", call.Request.Host));

        static IEnumerable<string> Paths(ReadinessDriver driver) => driver.Exchange.Calls.Select(call => call.Path).Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("10001", null, true)]
    [InlineData("10001", "10001", false)]
    public async Task Two_accounts_of_one_user_are_named_unless_the_settings_say_so(string? one, string? other, bool isNamed)
    {
        using var driver = Driver();
        driver.Exchange.AddKey("10001", "canary-access-two", "canary-secret-two");
        driver.Keys.Answers("htx-two", new ApiKeyResult.Found(new ApiKeyPair("canary-access-two", "canary-secret-two")));
        driver.With("Accounts:two:SecretName", "htx-two");
        if (one is not null)
            driver.With("Accounts:main:Uid", one);

        if (other is not null)
            driver.With("Accounts:two:Uid", other);

        var report = await driver.CheckAsync();

        Assert.True(report.Ready);
        Assert.Equal(
            isNamed ? ["Accounts main and two hold keys of one HTX user (10001): if that is meant, set Uid of each to it, so that they share its rate limit; else correct the secret."] : [],
            report.Warnings);
    }

    [Fact]
    public async Task A_key_of_another_user_than_the_settings_say_is_a_warning()
    {
        using var driver = Driver().With("Accounts:main:Uid", "99");

        var report = await driver.CheckAsync();

        Assert.EndsWith("is of the HTX user 10001, and Accounts:main:Uid says 99: correct one of them.", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    private static ReadinessDriver Driver() => new() { AccountUrl = AccountUrl };
}
