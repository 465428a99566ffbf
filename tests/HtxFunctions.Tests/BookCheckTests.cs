using HtxSimulator;
using Sandbox.Scenarios;
using Sandbox.Terminal;

namespace HtxFunctions.Tests;

/// <summary>What a scenario's check of the simulated book takes for a contradiction.</summary>
public sealed class BookCheckTests
{
    private const string Clear = """{"account":"main","outcome":"clear","detail":null,"contracts":[{"outcome":"clear","detail":null,"cancelled":["ID"]}],"out_of_scope":{"isolated":{"plain":0,"tpsl":null},"cross":{"plain":1,"tpsl":null}}}""";

    private readonly SimulatedExchange _exchange = new(TimeProvider.System);
    private readonly SimulatedAccount _account;
    private readonly SimulatedOrder _inScope;
    private readonly SimulatedOrder _spared;

    public BookCheckTests()
    {
        _account = _exchange.AddAccount("1", "access", "secret");
        _inScope = _account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        _spared = _account.Place("BTC-USDT", "buy", "open", 60000m, 1, "cross");
    }

    [Fact]
    public void A_kill_as_it_should_be_contradicts_nothing() => Assert.Empty(Contradictions([_spared], Clear));

    [Fact]
    public void An_order_in_scope_that_rests_is_one() =>
        Assert.Equal($"Orders in scope rest (1): {_inScope.OrderId}.", Assert.Single(Contradictions([_inScope, _spared], Clear)));

    [Fact]
    public void A_spared_order_that_was_changed_is_one() =>
        Assert.Equal($"Orders outside the scope are gone or changed (1): {_spared.OrderId}.", Assert.Single(Contradictions([_spared with { Volume = 2 }], Clear)));

    [Fact]
    public void An_order_that_nobody_placed_is_one() =>
        Assert.Contains(Contradictions([_spared, _account.Place("ETH-USDT", "buy", "open", 3000m, 1)], Clear), text => text.StartsWith("Orders rest that were not placed (1)", StringComparison.Ordinal));

    [Theory]
    [InlineData("\"ID\"", "\"1\"", "What is reported as cancelled on main is not what was in scope.")]
    [InlineData("\"plain\":1", "\"plain\":2", "The report counts 2 cross plain orders outside the scope on main; 1 rest.")]
    [InlineData("\"main\",\"outcome\":\"clear\"", "\"main\",\"outcome\":\"unknown\"", "main was to end clear, with every contract.")]
    [InlineData("[{\"outcome\":\"clear\"", "[{\"outcome\":\"remaining\"", "main was to end clear, with every contract.")]
    public void A_report_that_says_otherwise_is_one(string part, string instead, string contradiction) =>
        Assert.Contains(contradiction, Contradictions([_spared], Clear.Replace(part, instead, StringComparison.Ordinal)));

    [Theory]
    [InlineData("clear", 503, 1, "The run was to be answered clear with HTTP 200.")]
    [InlineData("unknown", 200, 1, "The run was to be answered clear with HTTP 200.")]
    [InlineData("clear", 200, 2, "The report counts 2 cancelled orders.")]
    public void A_run_that_ends_otherwise_is_one(string outcome, int status, int cancelled, string contradiction) =>
        Assert.Equal(contradiction, Assert.Single(Contradictions([_spared], Clear, outcome, status, cancelled)));

    [Theory]
    [InlineData("refused", "this account lives on v1; gone", 0)]
    [InlineData("refused", "another reason", 1)]
    [InlineData("clear", "this account lives on v1; gone", 1)]
    public void A_refusal_that_is_to_come_must_come_in_its_words(string outcome, string detail, int contradictions)
    {
        var account = Clear.Replace("\"outcome\":\"clear\",\"detail\":null", $"\"outcome\":\"{outcome}\",\"detail\":\"{detail}\"", StringComparison.Ordinal);

        Assert.Equal(contradictions, Contradictions([_spared], account, "refused", 502, refusal: "lives on v1").Count);
    }

    [Theory]
    [InlineData("[]", 0, 0)]
    [InlineData("[\"ID\"]", 1, 0)]
    [InlineData("[\"ID\",\"ID\"]", 2, 2)]
    [InlineData("[\"1\"]", 1, 1)]
    public void Where_answers_may_be_lost_fewer_may_be_told_but_no_others(string told, int cancelled, int contradictions)
    {
        var account = Clear.Replace("[\"ID\"]", told, StringComparison.Ordinal);

        Assert.Equal(contradictions, Contradictions([_spared], account, cancelled: cancelled, answersMayBeLost: true).Count);
    }

    [Fact]
    public void No_answer_is_one() => Assert.NotEmpty(Check([_spared], refusal: null).Contradictions(FunctionAnswer.None("no answer")));

    private IReadOnlyList<string> Contradictions(
        IReadOnlyList<SimulatedOrder> after, string account, string outcome = "clear", int status = 200, int cancelled = 1, string? refusal = null,
        bool answersMayBeLost = false)
    {
        var report = $$"""{"run_id":"1","outcome":"{{outcome}}","accounts":[{{account.Replace("ID", _inScope.OrderId, StringComparison.Ordinal)}}],"totals":{"cancelled":{{cancelled}} } }""";
        return Check(after, refusal, answersMayBeLost).Contradictions(FunctionAnswer.Read(status, report));
    }

    private BookCheck Check(IReadOnlyList<SimulatedOrder> after, string? refusal, bool answersMayBeLost = false)
    {
        var scenario = new Scenario
        {
            Name = "test",
            Summary = "",
            ContractCodes = ["BTC-USDT"],
            Place = _ => { },
            IsInScope = order => order.MarginMode == "isolated",
            Refusals = refusal is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["main"] = refusal },
        };
        return new BookCheck(scenario, new Dictionary<string, SimulatedAccount> { ["main"] = _account }, [_inScope, _spared], after, answersMayBeLost);
    }
}
