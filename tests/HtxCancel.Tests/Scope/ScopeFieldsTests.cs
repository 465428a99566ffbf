namespace HtxCancel.Tests.Scope;

public sealed class ScopeFieldsTests
{
    private const string WrongCode =
        "must be the code of a USDT-margined contract, letters and digits, then -USDT: such as BTC-USDT, or BTC-USDT-260327 for a delivery contract";
    private const string WrongOrderTypes = "must be of plain, trigger, tpsl and trailing, or all; leave it out for plain";
    private const string DeliveryInIsolated =
        "cannot be a delivery contract in isolated margin: delivery contracts know cross margin only; say margin cross or all";

    private readonly FieldErrors _errors = new();

    [Theory]
    [InlineData(null, "main", "main")]
    [InlineData(" main ", "main", "main")]
    [InlineData("MAIN", "main", "main")]
    [InlineData("main", "main,desk,off!", "main")]
    [InlineData("main,desk", "main,desk,off!", "main,desk")]
    [InlineData("*", "main,desk,off!", "desk,main,off")]
    [InlineData(" * ", "main", "main")]
    public void Accounts_are_named_as_the_settings_spell_them(string? names, string configured, string expected)
    {
        Assert.Equal(expected.Split(','), Accounts(names, configured));
        Assert.True(_errors.IsEmpty);
    }

    [Theory]
    [InlineData(null, "", "cannot be resolved: no account is configured; set Accounts:<name>:SecretName")]
    [InlineData("main", "", "cannot be resolved: no account is configured; set Accounts:<name>:SecretName")]
    [InlineData(null, "main,desk,off!", "is required, since there are several accounts: desk, main, off (switched off); * stands for all of them")]
    [InlineData("*,main", "main", "cannot have * beside names: it stands alone, for every account")]
    [InlineData("*,*", "main", "cannot have * beside names: it stands alone, for every account")]
    [InlineData("other", "main,desk,off!", "must name accounts of the settings: there are desk, main, off (switched off)")]
    [InlineData("main,other", "main", "must name accounts of the settings: there are main")]
    [InlineData("", "main", "must name accounts of the settings: there are main")]
    [InlineData("main,off", "main,off!", "'off' is switched off: no such secret")]
    [InlineData(null, "off!", "'off' is switched off: no such secret")]
    [InlineData("main,desk,Main", "main,desk", "names an account twice")]
    public void Wrong_accounts_are_told_in_one_sentence(string? names, string configured, string expected)
    {
        Accounts(names, configured);

        AssertOnly(expected);
    }

    [Fact]
    public void No_account_at_all_names_none()
    {
        ScopeFields.Accounts([], Configured("main"), _errors, "field");

        AssertOnly("must name accounts of the settings: there are main");
    }

    [Theory]
    [InlineData("btc-usdt", null, "BTC-USDT")]
    [InlineData(" Btc-Usdt ,ETH-USDT,BTC-USDT", null, "BTC-USDT,ETH-USDT")]
    [InlineData(" * ", null, "*")]
    [InlineData("BTC-USDT", MarginScope.Isolated, "BTC-USDT")]
    [InlineData("btc-usdt-260327", MarginScope.Cross, "BTC-USDT-260327")]
    [InlineData("BTC-USDT,BTC-USDT-260327", MarginScope.All, "BTC-USDT,BTC-USDT-260327")]
    public void Contract_codes_are_trimmed_upper_case_and_each_once(string codes, MarginScope? margin, string expected)
    {
        Assert.Equal(expected.Split(','), Codes(codes.Split(','), margin));
        Assert.True(_errors.IsEmpty);
    }

    [Theory]
    [InlineData("BTC-USD", null, WrongCode)]
    [InlineData("", null, WrongCode)]
    [InlineData("BTC-USD,BTC-USDT", null, "number 1 " + WrongCode)]
    [InlineData("BTC-USDT,BTC-USDT-26032,x", MarginScope.All, "number 2 " + WrongCode)]
    [InlineData("*,BTC-USDT", null, "cannot have * beside codes: it stands alone, for every contract")]
    [InlineData("*,*", null, "cannot have * beside codes: it stands alone, for every contract")]
    [InlineData("BTC-USDT-260327", null, DeliveryInIsolated)]
    [InlineData("BTC-USDT,BTC-USDT-260327", MarginScope.Isolated, DeliveryInIsolated)]
    public void Wrong_contract_codes_are_told_in_one_sentence(string codes, MarginScope? margin, string expected)
    {
        Codes(codes.Split(','), margin);

        AssertOnly(expected);
    }

    [Fact]
    public void No_contract_code_at_all_is_not_every_contract()
    {
        Assert.Empty(Codes([], null));
        AssertOnly("is required: at least one code, such as BTC-USDT, or * for every contract");
    }

    [Fact]
    public void As_many_as_500_contract_codes_may_be_named()
    {
        Assert.Equal(500, Codes([.. Enumerable.Range(0, 500).Select(number => $"C{number}-USDT")], null).Count);
        Assert.True(_errors.IsEmpty);

        Codes([.. Enumerable.Range(0, 501).Select(number => $"C{number}-USDT")], null);
        AssertOnly("must be at most 500 codes: there are 501");
    }

    [Fact]
    public void A_filter_is_one_of_its_words_or_left_out()
    {
        Assert.Null(ScopeFields.Direction(null, _errors, "field"));
        Assert.Equal(Direction.Buy, ScopeFields.Direction("buy", _errors, "field"));
        Assert.Equal(Direction.Sell, ScopeFields.Direction("sell", _errors, "field"));
        Assert.Null(ScopeFields.Offset(null, _errors, "field"));
        Assert.Equal(Offset.Open, ScopeFields.Offset("open", _errors, "field"));
        Assert.Equal(Offset.Close, ScopeFields.Offset("close", _errors, "field"));
        Assert.Null(ScopeFields.MarginMode(null, _errors, "field"));
        Assert.Equal(MarginScope.Isolated, ScopeFields.MarginMode("isolated", _errors, "field"));
        Assert.Equal(MarginScope.Cross, ScopeFields.MarginMode("cross", _errors, "field"));
        Assert.Equal(MarginScope.All, ScopeFields.MarginMode("all", _errors, "field"));
        Assert.True(_errors.IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("both")]
    [InlineData("Buy")]
    public void Any_other_word_says_which_there_are(string text)
    {
        Assert.Null(ScopeFields.Direction(text, _errors, "direction"));
        Assert.Null(ScopeFields.Offset(text, _errors, "offset"));
        Assert.Null(ScopeFields.MarginMode(text, _errors, "margin_mode"));

        Assert.Equal(
            [
                ("direction", "must be buy or sell; leave it out for both"),
                ("margin_mode", "must be isolated, cross or all; leave it out for isolated"),
                ("offset", "must be open or close; leave it out for both"),
            ],
            _errors.ByField.Select(field => (field.Key, Assert.Single(field.Value))));
    }

    [Theory]
    [InlineData(null, "Plain")]
    [InlineData("plain", "Plain")]
    [InlineData(" trailing ,plain,tpsl,trigger,plain", "Plain,Trigger,Tpsl,Trailing")]
    [InlineData("tpsl", "Tpsl")]
    [InlineData(" all,all ", "Plain,Trigger,Tpsl,Trailing")]
    public void Order_types_are_each_once_and_in_one_order(string? texts, string expected)
    {
        Assert.Equal(expected.Split(','), ScopeFields.OrderTypes(texts?.Split(','), _errors, "field").Select(type => type.ToString()));
        Assert.True(_errors.IsEmpty);
    }

    [Theory]
    [InlineData("all,plain", "cannot have all beside other types: it stands alone, for every type")]
    [InlineData("plain,limit", WrongOrderTypes)]
    [InlineData("Trigger", WrongOrderTypes)]
    [InlineData("", WrongOrderTypes)]
    public void Wrong_order_types_are_told_in_one_sentence(string texts, string expected)
    {
        ScopeFields.OrderTypes(texts.Split(','), _errors, "field");

        AssertOnly(expected);
    }

    [Fact]
    public void No_order_type_at_all_is_not_the_default()
    {
        Assert.Empty(ScopeFields.OrderTypes([], _errors, "field"));
        AssertOnly(WrongOrderTypes);
    }

    // "name!" is switched off.
    private static Dictionary<string, AccountSettings> Configured(string names) => names
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(name => new AccountSettings(name.TrimEnd('!'), "htx", name.EndsWith('!') ? "no such secret" : null))
        .ToDictionary(account => account.Name, StringComparer.OrdinalIgnoreCase);

    private IReadOnlyList<string> Accounts(string? names, string configured) => ScopeFields.Accounts(names?.Split(','), Configured(configured), _errors, "field");

    private IReadOnlyList<string> Codes(string[] codes, MarginScope? margin) => ScopeFields.ContractCodes(codes, margin, _errors, "field", marginField: "margin");

    private void AssertOnly(string message)
    {
        var (field, messages) = Assert.Single(_errors.ByField);
        Assert.Equal(("field", message), (field, Assert.Single(messages)));
    }
}
