using HtxCancel.Cancellation;
using HtxCancel.Settings;
using Microsoft.Extensions.Configuration;

namespace HtxCancel.Tests.Settings;

public sealed class AccountsAndTargetsTests
{
    [Fact]
    public void A_target_is_read_from_one_string_or_from_a_list()
    {
        var settings = Read(
            ("Accounts:main:SecretName", "htx-main"),
            ("Targets:one:ContractCodes", " btc-usdt, ETH-USDT ,"),
            ("Targets:two:Account", "MAIN"),
            ("Targets:two:ContractCodes:0", "btc-usdt"),
            ("Targets:two:ContractCodes:1", "BTC-USDT"),
            ("Targets:two:Direction", "buy"),
            ("Targets:two:Offset", "close"),
            ("CancelTargets", "one, two,ONE"));

        Assert.Equal(["BTC-USDT", "ETH-USDT"], settings.Targets["ONE"].Scope!.ContractCodes);
        var two = settings.Targets["two"].Scope!;
        Assert.Equal(("main", "BTC-USDT", Direction.Buy, Offset.Close), (Assert.Single(two.Accounts), Assert.Single(two.ContractCodes), two.Direction!.Value, two.Offset!.Value));
        Assert.Equal(["one", "two"], settings.CancelTargets);
    }

    [Theory]
    [InlineData("Direction", "long", "Direction must be buy or sell")]
    [InlineData("Offset", "both", "Offset must be open or close")]
    [InlineData("ContractCodes", "BTC-USDT,BTC-USD", "ContractCodes must be the code")]
    [InlineData("ContractCodes", "*", "ContractCodes must be the code")]
    [InlineData("ContractCodes", " , ", "ContractCodes is required")]
    [InlineData("Account", "other", "Account is not an account of the settings: there are main, off (switched off)")]
    [InlineData("Account", "off", "'off' is switched off")]
    [InlineData("Directoin", "buy", "Targets:bad:Directoin is not a setting")]
    public void A_wrong_target_is_switched_off_with_the_reason_and_the_rest_goes_on(string setting, string value, string reason)
    {
        var settings = Read(
            ("Accounts:main:SecretName", "htx-main"),
            ("Accounts:off:SecretName", "not a secret name"),
            ("Targets:good:Account", "main"),
            ("Targets:good:ContractCodes", "BTC-USDT"),
            ("Targets:bad:Account", "main"),
            ("Targets:bad:ContractCodes", "BTC-USDT"),
            ($"Targets:bad:{setting}", value));

        Assert.Contains(reason, settings.Targets["bad"].Fault, StringComparison.Ordinal);
        Assert.Null(settings.Targets["bad"].Scope);
        Assert.NotNull(settings.Targets["good"].Scope);
    }

    [Fact]
    public void A_target_without_account_needs_there_to_be_one()
    {
        var two = Read(("Accounts:a:SecretName", "a"), ("Accounts:b:SecretName", "b"), ("Targets:t:ContractCodes", "BTC-USDT"));
        var none = Read(("Targets:t:ContractCodes", "BTC-USDT"));

        Assert.Contains("there are several accounts: a, b", two.Targets["t"].Fault, StringComparison.Ordinal);
        Assert.Contains("no account is configured", none.Targets["t"].Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Accounts:main:SecretName", "")]
    [InlineData("Accounts:main:SecretName", "htx/main")]
    [InlineData("Accounts:ma in:SecretName", "htx-main")]
    [InlineData("Accounts:main:SecretNam", "htx-main")]
    public void A_wrong_account_is_switched_off(string setting, string value) =>
        Assert.NotNull(Assert.Single(Read((setting, value)).Accounts.Values).Fault);

    [Theory]
    [InlineData("Direction", "")]
    [InlineData("Direction", "  ")]
    [InlineData("Offset", "")]
    [InlineData("Direction:0", "sell")]
    [InlineData("Offset:0", "open")]
    [InlineData("Account:0", "main")]
    public void A_filter_that_is_empty_or_a_list_does_not_become_all(string setting, string value) =>
        Assert.NotNull(Read(("Accounts:main:SecretName", "htx-main"), ("Targets:t:ContractCodes", "BTC-USDT"), ($"Targets:t:{setting}", value)).Targets["t"].Fault);

    [Fact]
    public void Nothing_is_configured_by_default()
    {
        var settings = Read();

        Assert.Empty(settings.Accounts);
        Assert.Empty(settings.Targets);
        Assert.Empty(settings.CancelTargets);
    }

    private static AccountsAndTargets Read(params (string Key, string Value)[] settings) =>
        AccountsAndTargets.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(setting => setting.Key, (key, values) => KeyValuePair.Create(key, (string?)values.Last().Value))).Build());
}
