using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Kill;

public sealed class KillTaskTests
{
    private const string V1 = nameof(ApiGeneration.V1);
    private const string V5 = nameof(ApiGeneration.V5);
    private const string AtOnce = nameof(CancelFirst.AtOnce);
    private const string Listed = nameof(CancelFirst.Listed);
    private const string OnlyListed = nameof(CancelFirst.OnlyListed);

    [Theory]
    [InlineData(V1, 1, MarginScope.Isolated, AtOnce)]
    [InlineData(V1, 8, MarginScope.Isolated, AtOnce)]
    [InlineData(V1, 9, MarginScope.Isolated, Listed)]
    [InlineData(V5, 1, MarginScope.All, AtOnce)]
    [InlineData(V5, 8, MarginScope.All, AtOnce)]
    [InlineData(V5, 9, MarginScope.All, Listed)]
    [InlineData(V5, 1, MarginScope.Isolated, OnlyListed)]
    [InlineData(V5, 1, MarginScope.Cross, OnlyListed)]
    [InlineData(V5, 9, MarginScope.Isolated, OnlyListed)]
    public void Named_contracts_are_cancelled_at_once_where_one_call_takes_exactly_the_scope(string api, int contracts, MarginScope margin, string first) =>
        Assert.Equal(first, Task(Scope(contracts, margin)).FirstOf(Api(api), "C0-USDT").ToString());

    [Theory]
    [InlineData(V1, MarginScope.All, CancelScope.EveryContract, OnlyListed)]
    [InlineData(V5, MarginScope.All, CancelScope.EveryContract, Listed)]
    [InlineData(V5, MarginScope.Isolated, CancelScope.EveryContract, OnlyListed)]
    [InlineData(V1, MarginScope.All, "C0-USDT", OnlyListed)]
    [InlineData(V5, MarginScope.All, "C0-USDT", OnlyListed)]
    public void Every_contract_is_listed_first(string api, MarginScope margin, string code, string first) =>
        Assert.Equal(first, Task(KillDriver.Scope("*") with { MarginModeAsked = margin }).FirstOf(Api(api), code).ToString());

    [Theory]
    [InlineData(V1)]
    [InlineData(V5)]
    public void Nothing_is_cancelled_unseen_with_an_offset_or_in_a_dry_run(string api)
    {
        var scope = Scope(1, MarginScope.All);

        Assert.Equal(CancelFirst.OnlyListed, Task(scope with { Offset = Offset.Open }).FirstOf(Api(api), "C0-USDT"));
        Assert.Equal(CancelFirst.OnlyListed, Task(scope, dryRun: true).FirstOf(Api(api), "C0-USDT"));
        Assert.Equal(CancelFirst.OnlyListed, Task(scope with { OrderTypes = [OrderType.Trigger] }).FirstOf(Api(api), "C0-USDT"));
    }

    [Theory]
    [InlineData(V1, MarginScope.Isolated, null, null, true)]
    [InlineData(V1, MarginScope.Isolated, Direction.Buy, null, true)]
    [InlineData(V1, MarginScope.Isolated, null, Offset.Open, true)]
    [InlineData(V1, MarginScope.Isolated, Direction.Buy, Offset.Open, false)]
    [InlineData(V5, MarginScope.All, null, null, true)]
    [InlineData(V5, MarginScope.All, Direction.Buy, null, true)]
    [InlineData(V5, MarginScope.All, null, Offset.Open, false)]
    [InlineData(V5, MarginScope.Isolated, null, null, false)]
    [InlineData(V5, MarginScope.Cross, null, null, false)]
    public void One_call_takes_a_whole_contract_where_it_takes_nothing_beside_the_scope(string api, MarginScope margin, Direction? direction, Offset? offset, bool whole)
    {
        var scope = Scope(1, margin) with { Direction = direction, Offset = offset };

        Assert.Equal(whole, Task(scope).TakesWholeContracts(Api(api)));
        Assert.False(Task(scope with { OrderTypes = [OrderType.Trigger] }).TakesWholeContracts(Api(api)));
    }

    [Theory]
    [InlineData(V5, MarginScope.All, "*", null, true)]
    [InlineData(V5, MarginScope.All, "*", Offset.Open, false)]
    [InlineData(V5, MarginScope.Isolated, "*", null, false)]
    [InlineData(V5, MarginScope.Cross, "*", null, false)]
    [InlineData(V5, MarginScope.All, "BTC-USDT", null, false)]
    [InlineData(V1, MarginScope.All, "*", null, false)]
    public void One_call_takes_everything_on_v5_only_and_only_where_everything_was_asked_for(string api, MarginScope margin, string code, Offset? offset, bool everything) =>
        Assert.Equal(everything, Task(KillDriver.Scope(code) with { MarginModeAsked = margin, Offset = offset }).TakesEverything(Api(api)));

    [Theory]
    [InlineData(V5, MarginScope.All, "BTC-USDT", "")]
    [InlineData(V5, MarginScope.Isolated, "BTC-USDT", "")]
    [InlineData(V1, MarginScope.Isolated, "BTC-USDT", "Isolated")]
    [InlineData(V1, MarginScope.Cross, "BTC-USDT", "Cross")]
    [InlineData(V1, MarginScope.All, "BTC-USDT", "Isolated Cross")]
    [InlineData(V1, MarginScope.All, null, "Isolated Cross")]
    [InlineData(V1, MarginScope.All, "BTC-USDT-260327", "Cross")]
    public void V1_has_a_call_for_each_margin_mode_that_the_contract_knows(string api, MarginScope margin, string? code, string calls) =>
        Assert.Equal(calls, string.Join(' ', Task(Scope(1, margin)).CallsOf(Api(api), code)));

    [Fact]
    public void Conditional_orders_are_reached_on_v5_only()
    {
        Assert.Equal([ApiGeneration.V1, ApiGeneration.V5], Task(Scope(1, MarginScope.All)).Apis);
        Assert.Equal([ApiGeneration.V5], Task(Scope(1, MarginScope.All) with { OrderTypes = [OrderType.Trigger] }).Apis);
    }

    private static ApiGeneration Api(string name) => Enum.Parse<ApiGeneration>(name);

    private static CancelScope Scope(int contracts, MarginScope margin) =>
        KillDriver.Scope([.. Enumerable.Range(0, contracts).Select(number => $"C{number}-USDT")]) with { MarginModeAsked = margin };

    private static KillTask Task(CancelScope scope, bool dryRun = false) =>
        new(scope, dryRun, TimeSpan.Zero, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), 2, TimeSpan.FromSeconds(1), null);
}
