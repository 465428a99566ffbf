using HtxFunctions.Requests;
using HtxFunctions.Tests.Drivers;

namespace HtxFunctions.Tests;

public sealed class CancelRequestReaderTests(RequestDriver driver) : IClassFixture<RequestDriver>
{
    private static readonly string[] One = ["main"];
    private static readonly string[] Three = ["main", "desk", "off"];

    [Theory]
    [InlineData("""{"contract_code":" btc-usdt "}""", "")]
    [InlineData("""{"contract_codes":["btc-usdt"]}""", "")]
    [InlineData("""{"contract_codes":["BTC-USDT"," btc-usdt"]}""", "")]
    [InlineData("""{"contract_codes":"BTC-USDT"}""", "")]
    [InlineData("""{"contract_code":"BTC-USDT","margin_mode":"isolated","order_types":["plain","plain"],"account":"MAIN"}""", "")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":["main"],"order_types":"plain"}""", "")]
    [InlineData(null, "?contract_code=BTC-USDT")]
    [InlineData(null, "?contract_codes=btc-usdt,%20BTC-USDT&accounts=main&order_types=plain&margin_mode=isolated")]
    [InlineData("""{"contract_codes":["BTC-USDT"],"accounts":["main"],"order_types":["plain"]}""", "?contract_codes=btc-usdt&accounts=Main&order_types=plain")]
    public async Task What_is_left_out_and_what_says_the_same_come_to_one_scope(string? body, string query) => Assert.Equal(
        """{"accounts":["main"],"contract_codes":["BTC-USDT"],"direction":null,"offset":null,"margin_mode":"isolated","order_types":["plain"]}""",
        RequestDriver.Echo(await ScopeAsync(body, query, One)));

    [Theory]
    [InlineData("""{"contract_code":"*","account":"main"}""", "", "main", "*", "isolated", "plain")]
    [InlineData("""{"contract_codes":["*"],"account":"main"}""", "", "main", "*", "isolated", "plain")]
    [InlineData(null, "?contract_codes=%20*&account=main", "main", "*", "isolated", "plain")]
    [InlineData("""{"contract_codes":"eth-usdt, BTC-USDT","accounts":["Desk"," main"]}""", "", "desk,main", "ETH-USDT,BTC-USDT", "isolated", "plain")]
    [InlineData(null, "?contract_codes=eth-usdt,BTC-USDT&accounts=desk,main", "desk,main", "ETH-USDT,BTC-USDT", "isolated", "plain")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":"*"}""", "", "desk,main,off", "BTC-USDT", "isolated", "plain")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":["*"]}""", "", "desk,main,off", "BTC-USDT", "isolated", "plain")]
    [InlineData("""{"contract_code":"BTC-USDT","account":"*"}""", "", "desk,main,off", "BTC-USDT", "isolated", "plain")]
    [InlineData("""{"contract_code":"BTC-USDT","account":"main","margin_mode":"cross"}""", "", "main", "BTC-USDT", "cross", "plain")]
    [InlineData("""{"contract_code":"btc-usdt-260327","account":"main","margin_mode":"cross"}""", "", "main", "BTC-USDT-260327", "cross", "plain")]
    [InlineData(null, "?contract_codes=BTC-USDT,BTC-USDT-260327&account=main&margin_mode=all", "main", "BTC-USDT,BTC-USDT-260327", "all", "plain")]
    [InlineData("""{"contract_code":"BTC-USDT","account":"main","order_types":["trigger"]}""", "", "main", "BTC-USDT", "isolated", "trigger")]
    [InlineData("""{"contract_code":"BTC-USDT","account":"main","order_types":"tpsl, trigger,tpsl"}""", "", "main", "BTC-USDT", "isolated", "trigger,tpsl")]
    [InlineData("""{"contract_code":"BTC-USDT","account":"main","order_types":["all"]}""", "", "main", "BTC-USDT", "isolated", "plain,trigger,tpsl,trailing")]
    [InlineData(null, "?contract_code=BTC-USDT&account=main&order_types=trailing,plain", "main", "BTC-USDT", "isolated", "plain,trailing")]
    public async Task A_scope_is_exactly_what_was_written(string? body, string query, string accounts, string codes, string margin, string types) => Assert.Equal(
        $$"""{"accounts":{{Json(accounts)}},"contract_codes":{{Json(codes)}},"direction":null,"offset":null,"margin_mode":"{{margin}}","order_types":{{Json(types)}}}""",
        RequestDriver.Echo(await ScopeAsync(body, query, Three)));

    [Theory]
    [InlineData("", null)]
    [InlineData("&margin_mode=isolated", MarginScope.Isolated)]
    [InlineData("&margin_mode=all", MarginScope.All)]
    public async Task Whether_a_margin_mode_was_said_is_kept(string said, MarginScope? asked) =>
        Assert.Equal(asked, (await ScopeAsync(null, "?contract_code=BTC-USDT" + said, One)).MarginModeAsked);

    [Theory]
    [InlineData("{}", "contract_code", "is required, or contract_codes: such as BTC-USDT, or * for every contract")]
    [InlineData("""{"contract_code":"BTC-USDT","contract_codes":["BTC-USDT"]}""", "contract_codes", "cannot stand beside contract_code")]
    [InlineData("""{"contract_code":"BTC-USDT","contract_codes":[]}""", "contract_codes", "cannot stand beside contract_code")]
    [InlineData("""{"contract_codes":[]}""", "contract_codes", "is required: at least one code")]
    [InlineData("""{"contract_codes":""}""", "contract_codes", "must be the code")]
    [InlineData("""{"contract_codes":"BTC-USDT,"}""", "contract_codes", "number 2 must be the code")]
    [InlineData("""{"contract_codes":[""]}""", "contract_codes", "must be the code")]
    [InlineData("""{"contract_codes":["BTC-USDT",""]}""", "contract_codes", "number 2 must be the code")]
    [InlineData("""{"contract_codes":["BTC-USDT,ETH-USDT"]}""", "contract_codes", "must be the code")]
    [InlineData("""{"contract_codes":["BTC-USDT",null]}""", "contract_codes", "must be an array of strings")]
    [InlineData("""{"contract_codes":["BTC-USDT",5]}""", "contract_codes", "must be an array of strings")]
    [InlineData("""{"contract_codes":[["BTC-USDT"]]}""", "contract_codes", "must be an array of strings")]
    [InlineData("""{"contract_codes":null}""", "contract_codes", "must be an array of strings")]
    [InlineData("""{"contract_codes":{"0":"BTC-USDT"}}""", "contract_codes", "must be an array of strings")]
    [InlineData("""{"contract_codes":["*","BTC-USDT"]}""", "contract_codes", "cannot have * beside codes")]
    [InlineData("""{"contract_codes":"BTC-USDT,*"}""", "contract_codes", "cannot have * beside codes")]
    [InlineData("""{"contract_codes":["BTC-*"]}""", "contract_codes", "must be the code")]
    [InlineData("""{"contract_code":"**"}""", "contract_code", "must be the code")]
    [InlineData("""{"contract_code":"all"}""", "contract_code", "must be the code")]
    [InlineData("""{"contract_code":"BTC-USDT-260327"}""", "contract_code", "delivery contracts know cross margin only; say margin_mode cross or all")]
    [InlineData("""{"contract_code":"BTC-USDT-260327","margin_mode":"isolated"}""", "contract_code", "say margin_mode cross or all")]
    [InlineData("""{"contract_codes":["BTC-USDT","BTC-USDT-260327"]}""", "contract_codes", "say margin_mode cross or all")]
    [InlineData("""{"contract_code":"BTC-USDT-26032","margin_mode":"all"}""", "contract_code", "must be the code")]
    [InlineData("""{"contract_code":"BTC-USDT-2603270","margin_mode":"all"}""", "contract_code", "must be the code")]
    [InlineData("""{"contract_code":"BTC-USDT-FUTURES","margin_mode":"all"}""", "contract_code", "must be the code")]
    [InlineData("""{"contract_code":"BTC-260327","margin_mode":"all"}""", "contract_code", "must be the code")]
    [InlineData("""{"contract_code":"BTC-USDT","margin_mode":"fixed"}""", "margin_mode", "must be isolated, cross or all")]
    [InlineData("""{"contract_code":"BTC-USDT","margin_mode":"Cross"}""", "margin_mode", "must be isolated, cross or all")]
    [InlineData("""{"contract_code":"BTC-USDT","margin_mode":""}""", "margin_mode", "must be isolated, cross or all")]
    [InlineData("""{"contract_code":"BTC-USDT","margin_mode":null}""", "margin_mode", "must be a string")]
    [InlineData("""{"contract_code":"BTC-USDT","margin_mode":["cross"]}""", "margin_mode", "must be a string")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":["limit"]}""", "order_types", "must be of plain, trigger, tpsl and trailing, or all")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":["plain","Trigger"]}""", "order_types", "must be of plain")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":"*"}""", "order_types", "must be of plain")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":""}""", "order_types", "must be of plain")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":[]}""", "order_types", "must be of plain")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":["plain",""]}""", "order_types", "must be of plain")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":null}""", "order_types", "must be an array of strings")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":[null]}""", "order_types", "must be an array of strings")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":[1]}""", "order_types", "must be an array of strings")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":["all","plain"]}""", "order_types", "cannot have all beside other types")]
    [InlineData("""{"contract_code":"BTC-USDT","account":"main","accounts":["main"]}""", "accounts", "cannot stand beside account")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":[]}""", "accounts", "must name accounts of the settings: there are main")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":""}""", "accounts", "must name accounts")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":["main",""]}""", "accounts", "must name accounts")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":["main","other"]}""", "accounts", "must name accounts")]
    [InlineData("""{"contract_code":"BTC-USDT","account":""}""", "account", "must name accounts")]
    [InlineData("""{"contract_code":"BTC-USDT","account":["main"]}""", "account", "must be a string")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":null}""", "accounts", "must be an array of strings")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":["main",null]}""", "accounts", "must be an array of strings")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":[7]}""", "accounts", "must be an array of strings")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":["main","MAIN"]}""", "accounts", "names an account twice")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":"*,main"}""", "accounts", "cannot have * beside names")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":["*","*"]}""", "accounts", "cannot have * beside names")]
    [InlineData("""{"target":"bots","contract_codes":["BTC-USDT"]}""", "contract_codes", "cannot stand beside target")]
    [InlineData("""{"target":"bots","accounts":["main"]}""", "accounts", "cannot stand beside target")]
    [InlineData("""{"target":"bots","margin_mode":"all"}""", "margin_mode", "cannot stand beside target")]
    [InlineData("""{"target":"bots","order_types":["all"]}""", "order_types", "cannot stand beside target")]
    public async Task A_wrong_body_names_its_one_wrong_field(string body, string field, string message) =>
        AssertWrong(field, message, await driver.ReadAsync(body, "", One));

    [Theory]
    [InlineData("?contract_code=BTC-USDT&contract_codes=ETH-USDT", "contract_codes", "cannot stand beside contract_code")]
    [InlineData("?contract_codes=", "contract_codes", "must be the code")]
    [InlineData("?contract_codes=BTC-USDT,,ETH-USDT", "contract_codes", "number 2 must be the code")]
    [InlineData("?contract_codes=BTC-USDT&contract_codes=ETH-USDT", "contract_codes", "stands twice in the query")]
    [InlineData("?contract_code=BTC-USDT,ETH-USDT", "contract_code", "must be the code")]
    [InlineData("?contract_codes=*,BTC-USDT", "contract_codes", "cannot have * beside codes")]
    [InlineData("?contract_code=BTC-USDT&margin_mode=", "margin_mode", "must be isolated, cross or all")]
    [InlineData("?contract_code=BTC-USDT&margin_mode=isolated,cross", "margin_mode", "must be isolated, cross or all")]
    [InlineData("?contract_code=BTC-USDT&order_types=", "order_types", "must be of plain")]
    [InlineData("?contract_code=BTC-USDT&order_types=all,trigger", "order_types", "cannot have all beside other types")]
    [InlineData("?contract_code=BTC-USDT&account=main&accounts=main", "accounts", "cannot stand beside account")]
    [InlineData("?contract_code=BTC-USDT&accounts=", "accounts", "must name accounts")]
    [InlineData("?contract_code=BTC-USDT&accounts=main,main", "accounts", "names an account twice")]
    public async Task A_wrong_query_names_its_one_wrong_field(string query, string field, string message) =>
        AssertWrong(field, message, await driver.ReadAsync(null, query, One));

    [Theory]
    [InlineData("""{"contract_codes":["BTC-USDT"]}""", "?contract_codes=ETH-USDT", "contract_codes")]
    [InlineData("""{"contract_codes":["BTC-USDT"]}""", "?contract_codes=BTC-USDT,ETH-USDT", "contract_codes")]
    [InlineData("""{"contract_codes":["BTC-USDT"]}""", "?contract_codes=*", "contract_codes")]
    [InlineData("""{"contract_code":"BTC-USDT","margin_mode":"cross"}""", "?margin_mode=all", "margin_mode")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":["plain"]}""", "?order_types=all", "order_types")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":["plain"]}""", "?order_types=Plain", "order_types")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":["main"]}""", "?accounts=*", "accounts")]
    public async Task A_list_with_one_value_in_the_body_and_another_in_the_query_is_wrong(string body, string query, string field) =>
        AssertWrong(field, "has one value in the body and another in the query", await driver.ReadAsync(body, query, One));

    [Theory]
    [InlineData("""{"contract_code":"BTC-USDT"}""", "account", "there are several accounts: desk, main, off (switched off); * stands for all of them")]
    [InlineData("""{"contract_code":"BTC-USDT","account":"off"}""", "account", "'off' is switched off")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":["main","off"]}""", "accounts", "'off' is switched off")]
    public async Task Of_several_accounts_those_that_are_on_must_be_named(string body, string field, string message) =>
        AssertWrong(field, message, await driver.ReadAsync(body, "", Three));

    [Theory]
    [InlineData("")]
    [InlineData(""","account":"*" """)]
    [InlineData(""","accounts":["*"]""")]
    public async Task Without_an_account_in_the_settings_nothing_can_be_asked(string accounts) =>
        AssertWrong(accounts.Contains("accounts", StringComparison.Ordinal) ? "accounts" : "account", "no account is configured", await driver.ReadAsync("{\"contract_code\":\"BTC-USDT\"" + accounts + "}", ""));

    [Fact]
    public async Task An_account_that_is_switched_off_is_not_reached_by_leaving_it_out() =>
        AssertWrong("account", "'off' is switched off", await driver.ReadAsync("""{"contract_code":"BTC-USDT"}""", "", "off"));

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public async Task At_most_500_codes_can_be_named(int codes, bool allowed)
    {
        var named = Enumerable.Range(0, codes).Select(code => $"C{code}-USDT").ToArray();

        var request = await driver.ReadAsync($$"""{"contract_codes":"{{string.Join(',', named)}}"}""", "", One);

        if (allowed)
        {
            Assert.Equal(named, Assert.IsType<CancelRequest.Valid>(request).Command.Scope.ContractCodes);
        }
        else
        {
            AssertWrong("contract_codes", "must be at most 500 codes: there are 501", request);
        }
    }

    [Fact]
    public async Task The_same_code_501_times_is_too_many() =>
        AssertWrong("contract_codes", "must be at most 500 codes", await driver.ReadAsync(null, "?contract_codes=" + string.Join(',', Enumerable.Repeat("BTC-USDT", 501)), One));

    private async Task<CancelScope> ScopeAsync(string? body, string query, string[] accounts) =>
        Assert.IsType<CancelRequest.Valid>(await driver.ReadAsync(body, query, accounts)).Command.Scope;

    private static void AssertWrong(string field, string message, CancelRequest request)
    {
        var error = Assert.Single(Assert.IsType<CancelRequest.Invalid>(request).Problem.Errors);
        Assert.Equal(field, error.Key);
        Assert.Contains(message, Assert.Single(error.Value), StringComparison.Ordinal);
    }

    private static string Json(string list) => "[" + string.Join(',', list.Split(',').Select(entry => $"\"{entry}\"")) + "]";
}
