using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Htx;
using HtxCancel.Kill;
using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Kill;

/// <summary>What became of each order, as the report tells it: every id stands in exactly one of its lists.</summary>
public sealed class LedgerTests
{
    private readonly KillState _state = new(new KillTask(
        KillDriver.Scope("BTC-USDT", "ETH-USDT"), false, TimeSpan.Zero, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), 2, TimeSpan.FromSeconds(1), null));

    private int _looks;

    [Fact]
    public void Acknowledged_and_absent_from_a_later_look_is_cancelled()
    {
        Acknowledge("1");
        Look();

        Assert.Equal("cancelled 1", Told());
    }

    [Fact]
    public void Acknowledged_and_never_looked_at_is_unverified()
    {
        Acknowledge("1");

        Assert.Equal("unverified 1", Told());
    }

    [Fact]
    public void Acknowledged_after_the_last_look_is_unverified()
    {
        Look();
        Acknowledge("1");

        Assert.Equal("unverified 1", Told());
    }

    [Theory]
    [InlineData(1, "cancelled 1")]
    [InlineData(2, "unverified 1")]
    public void An_acknowledgement_that_came_late_counts_from_when_it_was_asked_for(int after, string told)
    {
        Look("1");
        Look();
        Acknowledge("1", after: after);

        Assert.Equal(told, Told());
    }

    [Fact]
    public void An_order_that_a_late_acknowledgement_names_first_needs_one_more_look()
    {
        Look();
        Acknowledge("1", after: 0);
        Assert.Equal("unverified 1", Told());

        Look();
        Assert.Equal("cancelled 1", Told());
    }

    [Fact]
    public void Acknowledged_and_listed_is_still_open()
    {
        Acknowledge("1");
        Look("1");

        Assert.Equal("open 1", Told());
    }

    [Fact]
    public void Acknowledged_and_listed_and_then_absent_is_cancelled()
    {
        Acknowledge("1");
        Look("1");
        Look();

        Assert.Equal("cancelled 1", Told());
    }

    [Fact]
    public void Listed_and_then_gone_without_a_word_is_already_gone()
    {
        Look("1");
        Look();

        Assert.Equal("gone 1", Told());
    }

    [Fact]
    public void An_order_that_an_older_look_shows_which_ends_later_does_not_rest_again()
    {
        var older = ++_looks;
        Look();
        See("1", older);

        Assert.Equal("open 1", Told());

        Absent(_looks);
        Assert.Equal("gone 1", Told());
    }

    [Fact]
    public void An_older_look_that_shows_an_order_does_not_take_back_what_a_newer_one_showed()
    {
        var older = ++_looks;
        Look("1");
        _state.Ledger.Seen(Looks.Order("1") with { Price = "1" }, ApiGeneration.V1, older, TimeSpan.Zero, looksBefore: false);

        Assert.Equal("60000", Assert.Single(Contract().StillOpen!).Price);
    }

    [Fact]
    public void An_older_look_that_does_not_show_an_order_does_not_say_that_it_is_gone()
    {
        var older = ++_looks;
        Look("1");
        Absent(older);

        Assert.Equal("open 1", Told());
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(1056)]
    [InlineData(6023)]
    [InlineData(1332)]
    [InlineData(9999)]
    public void An_order_that_htx_would_not_cancel_is_failed_whatever_the_reason(int code)
    {
        Fail("1", code);

        Assert.Equal(new FailedOrder("1", code, "no", null, null, null, null, null), Assert.Single(Contract().Failed));
        Assert.Equal("failed 1", Told());
    }

    [Fact]
    public void A_failed_order_that_is_listed_is_told_once_with_what_the_list_shows()
    {
        Fail("1", 1440);
        Look("1");

        Assert.Equal(new FailedOrder("1", 1440, "no", OrderType.Plain, Direction.Buy, Offset.Open, "60000", "2"), Assert.Single(Contract().Failed));
        Assert.Equal("failed 1", Told());
    }

    [Fact]
    public void A_failed_order_that_a_later_look_does_not_show_is_already_gone()
    {
        Fail("1", 1440);
        Look();

        Assert.Equal("gone 1", Told());
    }

    [Theory]
    [InlineData(1061, "gone 1")]
    [InlineData(1071, "gone 1")]
    [InlineData(1017, "gone 1")]
    [InlineData(1051, "gone 1")]
    [InlineData(1063, "filled 1")]
    public void Htxs_word_that_an_order_is_gone_needs_no_look(int code, string told)
    {
        Fail("1", code);
        Assert.Equal(told, Told());

        Look();
        Assert.Equal(told, Told());
    }

    [Theory]
    [InlineData(1051)]
    [InlineData(1061)]
    [InlineData(1062)]
    [InlineData(1063)]
    public void A_better_word_of_htx_takes_a_failure_back(int code)
    {
        Fail("1", 1440);
        Fail("1", code);
        Look("1");

        Assert.Equal("open 1", Told());
    }

    [Fact]
    public void An_order_that_was_acknowledged_before_htx_called_it_gone_needs_a_look()
    {
        Acknowledge("1");
        Fail("1", 1061);

        Assert.Equal("unverified 1", Told());
    }

    [Fact]
    public void An_order_that_is_being_cancelled_is_cancelled_when_it_is_gone()
    {
        Fail("1", 1062);
        Look();

        Assert.Equal("cancelled 1", Told());
    }

    [Fact]
    public void In_errors_and_in_successes_is_one_order_that_is_accepted()
    {
        _state.Ledger.Acknowledged(new CancelAcknowledgement(["1"], [new OrderError("1", Looks.Error(1440))]), "BTC-USDT", ApiGeneration.V1, TimeSpan.Zero, _looks);
        Look();

        Assert.Equal("cancelled 1", Told());
    }

    [Fact]
    public void Listed_for_the_first_time_after_a_whole_look_and_then_gone_has_reappeared()
    {
        Look("1");
        See("2", ++_looks, looksBefore: true);
        Acknowledge("2");
        Look();

        Assert.Equal("gone 1, reappeared 2", Told());
        Assert.Equal(new ReappearedOrder("2", "api"), Assert.Single(Contract().Reappeared));
    }

    [Fact]
    public void An_order_that_was_known_from_the_first_look_has_not_come_later()
    {
        Look("1");
        See("1", ++_looks, looksBefore: true);
        Look();

        Assert.Equal("gone 1", Told());
    }

    [Fact]
    public void An_order_that_was_named_without_its_contract_moves_to_the_contract_with_what_is_known_of_it()
    {
        Acknowledge("1", CancelScope.EveryContract);
        Assert.Equal("", Told());

        Look("1");
        Look();

        Assert.Equal("cancelled 1", Told());
        Assert.Empty(_state.Ledger.Of(CancelScope.EveryContract));
    }

    [Fact]
    public void An_order_that_has_a_contract_stays_with_it_when_it_is_named_without_one()
    {
        Look("1");
        Acknowledge("1", CancelScope.EveryContract);
        Look();

        Assert.Equal("cancelled 1", Told());
        Assert.Empty(_state.Ledger.Of(CancelScope.EveryContract));
    }

    [Fact]
    public void A_conditional_order_is_not_the_plain_one_of_the_same_number()
    {
        _state.Ledger.Acknowledged(new CancelAcknowledgement(["1"], [], AreConditional: true), "BTC-USDT", ApiGeneration.V5, TimeSpan.Zero, _looks);
        Look("1");

        Assert.Equal("cancelled 1, open 1", Told());
    }

    [Fact]
    public void A_look_at_one_contract_says_nothing_of_another()
    {
        Acknowledge("1");
        Absent(++_looks, "ETH-USDT");

        Assert.Equal("unverified 1", Told());
    }

    [Fact]
    public void A_look_through_one_api_says_nothing_of_what_the_other_named()
    {
        Acknowledge("1");
        _state.Ledger.Absent("BTC-USDT", new HashSet<OrderKey>(), order => order.Api == ApiGeneration.V5, ++_looks);

        Assert.Equal("unverified 1", Told());
    }

    private ContractReport Contract() => KillReport.Of(_state, "main", DateTimeOffset.UnixEpoch, null).Contracts[0];

    // In which lists of the report each id stands, in the report's order.
    private string Told()
    {
        var told = Contract();
        (string List, IEnumerable<string> Ids)[] lists =
        [
            ("cancelled", told.Cancelled ?? []),
            ("gone", told.AlreadyGone),
            ("filled", told.Filled),
            ("unverified", told.Unverified),
            ("reappeared", told.Reappeared.Select(order => order.OrderId)),
            ("failed", told.Failed.Select(order => order.OrderId)),
            ("open", (told.StillOpen ?? []).Select(order => order.OrderId)),
        ];
        return string.Join(", ", lists.SelectMany(list => list.Ids, (list, id) => $"{list.List} {id}"));
    }

    private void Acknowledge(string id, string code = "BTC-USDT", int? after = null) =>
        _state.Ledger.Acknowledged(new CancelAcknowledgement([id], []), code, ApiGeneration.V1, TimeSpan.Zero, after ?? _looks);

    private void Fail(string id, int code) =>
        _state.Ledger.Acknowledged(new CancelAcknowledgement([], [new OrderError(id, Looks.Error(code))]), "BTC-USDT", ApiGeneration.V1, TimeSpan.Zero, _looks);

    // A whole look at BTC-USDT.
    private void Look(params string[] ids)
    {
        var look = ++_looks;
        foreach (var id in ids)
        {
            See(id, look);
        }

        Absent(look, shown: ids);
    }

    private void See(string id, int look, bool looksBefore = false) => _state.Ledger.Seen(Looks.Order(id), ApiGeneration.V1, look, TimeSpan.Zero, looksBefore);

    private void Absent(int look, string code = "BTC-USDT", params string[] shown) =>
        _state.Ledger.Absent(code, shown.Select(id => new OrderKey(id, IsConditional: false)).ToHashSet(), _ => true, look);
}
