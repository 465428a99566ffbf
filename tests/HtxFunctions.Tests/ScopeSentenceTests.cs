namespace HtxFunctions.Tests;

/// <summary>A scope in words: a row for each way to narrow one.</summary>
public sealed class ScopeSentenceTests
{
    private static readonly CancelScope Plain = new(["main"], ["*"], null, null);

    public static TheoryData<CancelScope, string> Scopes() => new()
    {
        { Plain, "plain orders in isolated margin on every contract of account main" },
        { Plain with { MarginModeAsked = MarginScope.Cross }, "plain orders in cross margin on every contract of account main" },
        { Plain with { MarginModeAsked = MarginScope.All }, "plain orders in isolated and cross margin on every contract of account main" },
        { Plain with { OrderTypes = [OrderType.Trailing, OrderType.Tpsl, OrderType.Trigger] }, "trigger, take-profit and stop-loss and trailing orders in isolated margin on every contract of account main" },
        { Plain with { Direction = Direction.Buy }, "plain orders in isolated margin on every contract of account main, buy side only" },
        { Plain with { Offset = Offset.Close }, "plain orders in isolated margin on every contract of account main, closing orders only" },
        { Plain with { Direction = Direction.Sell, Offset = Offset.Open }, "plain orders in isolated margin on every contract of account main, sell side only, opening orders only" },
        { Plain with { Accounts = ["a", "b"], ContractCodes = ["BTC-USDT", "ETH-USDT"] }, "plain orders in isolated margin on BTC-USDT, ETH-USDT of accounts a, b" },
        { Plain with { ContractCodes = [.. Enumerable.Range(1, 7).Select(number => $"C{number}")] }, "plain orders in isolated margin on C1, C2, C3, C4, C5 and 2 more contracts of account main" },
    };

    [Theory, MemberData(nameof(Scopes))]
    public void A_scope_is_one_sentence(CancelScope scope, string sentence) => Assert.Equal(sentence, ScopeSentence.Of(scope));
}
