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
    [InlineData("ContractCodes", "BTC-USDT,BTC-USD", "ContractCodes number 2 must be the code")]
    [InlineData("ContractCodes", "*,BTC-USDT", "ContractCodes cannot have * beside codes")]
    [InlineData("ContractCodes:0", "*", "ContractCodes cannot have * beside codes")]
    [InlineData("ContractCodes", " , ", "ContractCodes is required")]
    [InlineData("ContractCodes", "BTC-USDT,BTC-USDT-260327", "ContractCodes cannot be a delivery contract in isolated margin: delivery contracts know cross margin only; say MarginMode cross or all")]
    [InlineData("Account", "other", "Account must name accounts of the settings: there are main, off (switched off)")]
    [InlineData("Account", "main,off", "Account must name accounts")]
    [InlineData("Account", "off", "'off' is switched off")]
    [InlineData("Accounts", "main", "Accounts cannot stand beside Account")]
    [InlineData("MarginMode", "both", "MarginMode must be isolated, cross or all")]
    [InlineData("OrderTypes", "plain,limit", "OrderTypes must be of plain, trigger, tpsl and trailing, or all")]
    [InlineData("OrderTypes", "all,plain", "OrderTypes cannot have all beside other types")]
    [InlineData("OrderType", "all", "Targets:bad:OrderType is not a setting")]
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
    public void A_target_says_what_a_call_can_say()
    {
        var settings = Read(
            ("Accounts:main:SecretName", "htx-main"),
            ("Accounts:desk:SecretName", "htx-desk"),
            ("Accounts:off:SecretName", ""),
            ("Targets:one:Accounts", "Desk, main"),
            ("Targets:one:ContractCodes", "*"),
            ("Targets:one:MarginMode", "cross"),
            ("Targets:one:OrderTypes", "all"),
            ("Targets:two:Accounts:0", "*"),
            ("Targets:two:ContractCodes:0", "btc-usdt-260327"),
            ("Targets:two:MarginMode", "all"),
            ("Targets:two:OrderTypes:0", "trigger"),
            ("Targets:two:OrderTypes:1", "plain"),
            ("Targets:three:Account", "*"),
            ("Targets:three:ContractCodes", "BTC-USDT"));

        var one = settings.Targets["one"].Scope!;
        Assert.Equal(["desk", "main"], one.Accounts);
        Assert.True(one.HasEveryContract);
        Assert.Equal(MarginScope.Cross, one.MarginModeAsked);
        Assert.Equal([OrderType.Plain, OrderType.Trigger, OrderType.Tpsl, OrderType.Trailing], one.OrderTypes);
        var two = settings.Targets["two"].Scope!;
        Assert.Equal(["desk", "main", "off"], two.Accounts);
        Assert.Equal(["BTC-USDT-260327"], two.ContractCodes);
        Assert.Equal(MarginScope.All, two.MarginModeAsked);
        Assert.Equal([OrderType.Plain, OrderType.Trigger], two.OrderTypes);
        var three = settings.Targets["three"].Scope!;
        Assert.Equal(["desk", "main", "off"], three.Accounts);
        Assert.Null(three.MarginModeAsked);
        Assert.Equal([OrderType.Plain], three.OrderTypes);
    }

    [Theory]
    [InlineData("main,other", "Accounts must name accounts of the settings: there are desk, main, off (switched off)")]
    [InlineData("main,off", "'off' is switched off")]
    [InlineData("main,MAIN", "Accounts names an account twice")]
    [InlineData("*,main", "Accounts cannot have * beside names")]
    [InlineData(" , ", "Accounts must name accounts")]
    public void Wrong_accounts_switch_a_target_off(string accounts, string reason) => Assert.Contains(
        reason,
        Read(
            ("Accounts:main:SecretName", "htx-main"), ("Accounts:desk:SecretName", "htx-desk"), ("Accounts:off:SecretName", ""),
            ("Targets:t:ContractCodes", "BTC-USDT"), ("Targets:t:Accounts", accounts)).Targets["t"].Fault,
        StringComparison.Ordinal);

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
    [InlineData("Accounts:main:Uid", "")]
    [InlineData("Accounts:main:Uid", "10001a")]
    [InlineData("Accounts:main:Uid", "123456789012345678901")]
    [InlineData("Accounts:main:Uid:0", "10001")]
    public void A_wrong_account_is_switched_off(string setting, string value) =>
        Assert.NotNull(Assert.Single(Read(("Accounts:main:SecretName", "htx-main"), (setting, value)).Accounts.Values, account => account.Fault is not null).Fault);

    [Theory]
    [InlineData(null)]
    [InlineData(" 10001 ")]
    [InlineData("12345678901234567890")]
    public void An_account_may_say_whose_uid_it_is(string? uid)
    {
        var account = Assert.Single(Read([("Accounts:main:SecretName", "htx-main"), .. uid is null ? Array.Empty<(string, string?)>() : [("Accounts:main:Uid", uid)]]).Accounts.Values);

        Assert.Equal((null, uid?.Trim()), (account.Fault, account.Uid));
    }

    [Theory]
    [InlineData("Direction", "")]
    [InlineData("Direction", "  ")]
    [InlineData("Offset", "")]
    [InlineData("Direction:0", "sell")]
    [InlineData("Offset:0", "open")]
    [InlineData("Account:0", "main")]
    [InlineData("Account", "")]
    [InlineData("Accounts", "")]
    [InlineData("Accounts:0", "")]
    [InlineData("MarginMode", "")]
    [InlineData("MarginMode", " ")]
    [InlineData("MarginMode:0", "cross")]
    [InlineData("OrderTypes", "")]
    [InlineData("OrderTypes", ",")]
    [InlineData("OrderTypes:0", "")]
    [InlineData("OrderTypes:MarginMode", "all")]
    [InlineData("ContractCodes:0:Direction", "buy")]
    [InlineData("Account", null)]
    [InlineData("Accounts", null)]
    [InlineData("Direction", null)]
    [InlineData("Offset", null)]
    [InlineData("MarginMode", null)]
    [InlineData("OrderTypes", null)]
    [InlineData("OrderTypes:0", null)]
    public void A_filter_that_is_empty_or_a_list_becomes_neither_all_nor_the_default(string setting, string? value) =>
        Assert.NotNull(Read(("Accounts:main:SecretName", "htx-main"), ("Targets:t:ContractCodes", "BTC-USDT"), ($"Targets:t:{setting}", value)).Targets["t"].Fault);

    [Fact]
    public void Nothing_is_configured_by_default()
    {
        var settings = Read();

        Assert.Empty(settings.Accounts);
        Assert.Empty(settings.Targets);
        Assert.Empty(settings.CancelTargets);
    }

    private static AccountsAndTargets Read(params (string Key, string? Value)[] settings) =>
        AccountsAndTargets.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(setting => setting.Key, (key, values) => KeyValuePair.Create(key, values.Last().Value))).Build());
}
