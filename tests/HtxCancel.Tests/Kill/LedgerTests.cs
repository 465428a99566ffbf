using System.Globalization;
using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Kill;

/// <summary>What became of each order, as the report tells it: every id stands in exactly one of its lists.</summary>
public sealed class LedgerTests
{
    private readonly KillState _state = new(new KillTask(
        KillDriver.Scope("BTC-USDT", "ETH-USDT"), false, TimeSpan.Zero, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), 2, TimeSpan.FromSeconds(1), null));

    private int _looks;

    // ack 1: a cancel of order 1 was accepted (~: asked for before the last look; *: without a contract); fail 1 1440: it was answered with
    // that code; look 1 2: a whole look showed these (new: after one that had not shown them; eth: at the other contract).
    [Theory]
    [InlineData("ack 1", "unverified 1")]
    [InlineData("ack 1, look", "cancelled 1")]
    [InlineData("look, ack 1", "unverified 1")]
    [InlineData("ack 1, look 1", "open 1")]
    [InlineData("ack 1, look 1, look", "cancelled 1")]
    [InlineData("ack 1, look eth", "unverified 1")]
    [InlineData("look 1, look", "gone 1")]
    [InlineData("look 1, look, ack 1", "unverified 1")]
    [InlineData("look 1, look, ack~ 1", "cancelled 1")]
    [InlineData("look, ack~ 1", "unverified 1")]
    [InlineData("look, ack~ 1, look", "cancelled 1")]
    [InlineData("fail 1 1440", "failed 1")]
    [InlineData("fail 1 1056", "failed 1")]
    [InlineData("fail 1 6023", "failed 1")]
    [InlineData("fail 1 1332", "failed 1")]
    [InlineData("fail 1 9999", "failed 1")]
    [InlineData("fail 1 1440, look 1", "failed 1")]
    [InlineData("fail 1 1440, look", "gone 1")]
    [InlineData("fail 1 1440, ack 1, look", "cancelled 1")]
    [InlineData("fail 1 1440, ack 1, look 1", "open 1")]
    [InlineData("fail 1 1440, fail 1 1051, look 1", "open 1")]
    [InlineData("fail 1 1440, fail 1 1061, look 1", "open 1")]
    [InlineData("fail 1 1440, fail 1 1062, look 1", "open 1")]
    [InlineData("fail 1 1440, fail 1 1063, look 1", "open 1")]
    [InlineData("fail 1 1017", "gone 1")]
    [InlineData("fail 1 1051", "gone 1")]
    [InlineData("fail 1 1061", "gone 1")]
    [InlineData("fail 1 1071, look", "gone 1")]
    [InlineData("ack 1, fail 1 1061", "unverified 1")]
    [InlineData("fail 1 1062", "unverified 1")]
    [InlineData("fail 1 1062, look", "cancelled 1")]
    [InlineData("fail 1 1063", "filled 1")]
    [InlineData("fail 1 1063, look", "filled 1")]
    [InlineData("look 1, new 1 2, ack 2, look", "gone 1, reappeared 2")]
    [InlineData("look 1, new 1, look", "gone 1")]
    [InlineData("ack* 1", "")]
    [InlineData("ack* 1, look 1, look", "cancelled 1")]
    [InlineData("look 1, ack* 1, look", "cancelled 1")]
    [InlineData("ack 1, fail 2 1063, fail 3 1440, look 3 4", "cancelled 1, filled 2, failed 3, open 4")]
    public void What_htx_says_and_what_lists_show_say_what_became_of_an_order(string events, string told)
    {
        foreach (var words in events.Split(", ").Select(text => text.Split(' ')))
        {
            switch (words[0])
            {
                case "ack" or "ack~" or "ack*":
                    Answer(words[0] == "ack*" ? "*" : "BTC-USDT", new CancelAcknowledgement([words[1]], []), words[0] == "ack~" ? _looks - 1 : _looks);
                    break;
                case "fail":
                    Answer("BTC-USDT", new CancelAcknowledgement([], [new OrderError(words[1], Looks.Error(int.Parse(words[2], CultureInfo.InvariantCulture)))]), _looks);
                    break;
                default:
                    Look(++_looks, words is [_, "eth"] ? "ETH-USDT" : "BTC-USDT", words[0] == "new", words is [_, "eth"] ? [] : words[1..]);
                    break;
            }
        }

        Assert.Equal(told, Named());
    }

    [Fact]
    public void Accepted_and_refused_in_one_answer_is_accepted()
    {
        Answer("BTC-USDT", new CancelAcknowledgement(["1"], [new OrderError("1", Looks.Error(1440))]), 0);

        Assert.Equal("unverified 1", Named());
    }

    [Fact]
    public void A_conditional_order_is_not_the_plain_one_of_the_same_number()
    {
        Answer("BTC-USDT", new CancelAcknowledgement(["1"], [], AreConditional: true), 0);
        Look(++_looks, "BTC-USDT", isNew: false, ["1"]);

        Assert.Equal("cancelled 1, open 1", Named());
    }

    [Fact]
    public void A_failed_order_is_told_with_its_code_and_what_the_list_shows()
    {
        Answer("BTC-USDT", new CancelAcknowledgement([], [new OrderError("1", Looks.Error(1440))]), 0);
        Assert.Equal(new FailedOrder("1", 1440, "no", null, null, null, null, null), Assert.Single(Contract.Failed));

        Look(++_looks, "BTC-USDT", isNew: false, ["1"]);
        Assert.Equal(new FailedOrder("1", 1440, "no", OrderType.Plain, Direction.Buy, Offset.Open, "60000", "2"), Assert.Single(Contract.Failed));
    }

    // The older look is number 1, the newer one 2; the older one ends last.
    [Theory]
    [InlineData("", "1", "", "open 1")]
    [InlineData("1", "", "", "gone 1")]
    [InlineData("", "", "1", "open 1")]
    public void Of_two_looks_the_one_that_was_begun_last_counts(string before, string newer, string older, string told)
    {
        See(before, 0);
        See(newer, 2);
        Absent(2, newer);
        See(older, 1);
        Absent(1, older);

        Assert.Equal(told, Named());
    }

    [Fact]
    public void What_an_older_look_shows_of_an_order_does_not_take_back_what_a_newer_one_showed()
    {
        See("1", 2);
        _state.Ledger.Seen(Looks.Order("1") with { Price = "1" }, ApiGeneration.V1, 1, TimeSpan.Zero, looksBefore: false);

        Assert.Equal("60000", Assert.Single(Contract.StillOpen!).Price);
    }

    [Fact]
    public void What_the_other_api_named_is_not_gone_because_a_list_does_not_show_it()
    {
        Answer("BTC-USDT", new CancelAcknowledgement(["1"], []), 0);
        _state.Ledger.Absent("BTC-USDT", new HashSet<OrderKey>(), order => order.Api == ApiGeneration.V5, 1);

        Assert.Equal("unverified 1", Named());
    }

    private ContractReport Contract => KillReport.Of(_state, "main", DateTimeOffset.UnixEpoch, null).Contracts[0];

    // In which lists of the report each id stands.
    private string Named()
    {
        var told = Contract;
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

    private void Answer(string code, CancelAcknowledgement answer, int after) => _state.Ledger.Acknowledged(answer, code, ApiGeneration.V1, TimeSpan.Zero, after);

    private void Look(int look, string code, bool isNew, string[] ids)
    {
        foreach (var id in ids)
        {
            _state.Ledger.Seen(Looks.Order(id), ApiGeneration.V1, look, TimeSpan.Zero, looksBefore: isNew);
        }

        _state.Ledger.Absent(code, ids.Select(id => new OrderKey(id, IsConditional: false)).ToHashSet(), _ => true, look);
    }

    private void See(string id, int look)
    {
        if (id != "")
        {
            _state.Ledger.Seen(Looks.Order(id), ApiGeneration.V1, look, TimeSpan.Zero, looksBefore: false);
        }
    }

    private void Absent(int look, string shown) => _state.Ledger.Absent("BTC-USDT", new HashSet<OrderKey> { new(shown, IsConditional: false) }, _ => true, look);
}
