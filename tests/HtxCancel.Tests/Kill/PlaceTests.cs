using System.Globalization;
using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Kill;

/// <summary>How far one contract has come through one API. Times are milliseconds since the run's start.</summary>
public sealed class PlaceTests
{
    private const int Busy = 1004;
    private const int Settling = 1056;
    private const int NothingToCancel = 1051;
    private const int Fault = 1000;

    private Place _place = New(CancelFirst.AtOnce);

    [Theory]
    [InlineData(false, nameof(ListState.NotRead))]
    [InlineData(true, nameof(ListState.Orders))]
    public void Without_a_look_only_orders_that_were_shown_elsewhere_are_known(bool ordersRest, string state) => Assert.Equal(state, _place.ListState(ordersRest).ToString());

    [Theory]
    [InlineData(1, false, nameof(ListState.NotProven))]
    [InlineData(2, false, nameof(ListState.Proven))]
    [InlineData(2, true, nameof(ListState.Orders))]
    public void Two_empty_looks_prove_it_unless_orders_rest(int looks, bool ordersRest, string state)
    {
        for (var look = 1; look <= looks; look++)
        {
            Look(Looks.Look(look * 1000));
        }

        Assert.Equal(state, _place.ListState(ordersRest).ToString());
    }

    [Theory]
    [InlineData(nameof(HtxCodeClass.Unknown), false, false, nameof(ListState.Unreadable))]
    [InlineData(nameof(HtxCodeClass.Unknown), true, false, nameof(ListState.Unreadable))]
    [InlineData(nameof(HtxCodeClass.Unknown), true, true, nameof(ListState.Orders))]
    [InlineData(nameof(HtxCodeClass.Blocked), true, false, nameof(ListState.Blocked))]
    [InlineData(nameof(HtxCodeClass.Fatal), false, false, nameof(ListState.Unreadable))]
    public void A_look_that_could_not_be_read_tells_only_of_orders_that_it_showed(string @class, bool ordersRest, bool showedOrders, string state)
    {
        Look(Looks.Look(1000));
        Look(Looks.Look(2000));
        _place.Looked(Looks.Unreadable(Enum.Parse<HtxCodeClass>(@class)), showedOrders, isEmpty: false, counts: true, isOvertaken: false);

        Assert.Equal(state, _place.ListState(ordersRest).ToString());
    }

    [Fact]
    public void An_empty_look_that_does_not_count_proves_nothing()
    {
        Look(Looks.Look(1000));
        _place.Looked(Looks.Look(2000), showedOrders: false, isEmpty: true, counts: false, isOvertaken: false);

        Assert.Equal(ListState.NotProven, _place.ListState(ordersRest: false));
    }

    [Fact]
    public void A_list_that_our_own_cancels_made_shift_is_no_problem()
    {
        _place.Looked(Looks.Unreadable(HtxCodeClass.Unknown, isShift: true), showedOrders: false, isEmpty: false, counts: false, isOvertaken: true);

        Assert.Null(_place.LookProblem);
        Assert.Equal(ListState.NotProven, _place.ListState(ordersRest: false));
    }

    [Fact]
    public void The_first_round_waits_for_nothing() => Assert.Equal(0, NextRoundAt);

    [Theory]
    [InlineData(NothingToCancel, 250)]
    [InlineData(Fault, 300 + 250)]
    [InlineData(Settling, 300 + 2000)]
    [InlineData(Busy, 300 + 2000)]
    public void The_next_round_waits_for_as_long_as_the_answer_says(int code, double at)
    {
        Round(sentAt: 0, answeredAt: code == NothingToCancel ? 10 : 300, code);

        Assert.Equal(at, NextRoundAt);
    }

    // The code that each round was answered with, 0 for a good answer; each is sent and answered 10 s after the one before.
    [Theory]
    [InlineData("0", 250)]
    [InlineData("1000", 250)]
    [InlineData("1000 1000", 500)]
    [InlineData("1000 1000 1000", 1000)]
    [InlineData("1000 1000 1000 1000", 2000)]
    [InlineData("1000 1000 1000 1000 1000", 2000)]
    [InlineData("1000 1000 0 1000", 250)]
    public void Rounds_that_bring_nothing_wait_longer_and_longer(string codes, double wait)
    {
        var at = 0d;
        foreach (var code in codes.Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            Round(at += 10_000, at, code);
        }

        Assert.Equal(at + wait, NextRoundAt);
    }

    // The codes that the calls of one round were answered with, 0 for a good answer.
    [Theory]
    [InlineData("0 0", nameof(CancelState.Accepted))]
    [InlineData("1051 0", nameof(CancelState.Accepted))]
    [InlineData("0 1000", nameof(CancelState.Open))]
    [InlineData("1056 0", nameof(CancelState.Blocked))]
    [InlineData("1056 1000", nameof(CancelState.Blocked))]
    [InlineData("1332 0", nameof(CancelState.Accepted))]
    [InlineData("1332 1056", nameof(CancelState.Blocked))]
    [InlineData("1332 1332", nameof(CancelState.Refused))]
    public void Of_the_calls_of_a_round_the_worst_answer_counts_and_a_refusal_only_where_all_are_refused(string codes, string state)
    {
        var answers = codes.Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
        for (var call = 0; call < answers.Count; call++)
        {
            Send(isNewRound: call == 0, 0);
        }

        answers.ForEach(code => Answer(10, code));

        Assert.Equal((state, 1), (_place.Cancel.ToString(), _place.Rounds));
    }

    [Fact]
    public void A_call_that_was_accepted_and_blocked_order_by_order_is_blocked()
    {
        Send(isNewRound: true, 0);
        _place.Answered(new HtxResult<CancelAcknowledgement>.Ok(new CancelAcknowledgement([], [new OrderError("1", Looks.Error(Settling))])), roundHasMore: false, 0, TimeSpan.Zero);

        Assert.Equal((CancelState.Blocked, "HTX 1056: no"), (_place.Cancel, _place.CancelDetail));
    }

    [Fact]
    public void Every_other_round_goes_by_ids_while_none_is_answered_well()
    {
        var byId = new List<bool>();
        for (var round = 0; round < 5; round++)
        {
            Round(round * 1000, round * 1000, Fault);
            byId.Add(_place.GoesById);
        }

        Assert.Equal([false, true, false, true, false], byId);
    }

    [Theory]
    [InlineData(nameof(CancelFirst.AtOnce), nameof(CancelState.Open))]
    [InlineData(nameof(CancelFirst.Listed), nameof(CancelState.Accepted))]
    [InlineData(nameof(CancelFirst.OnlyListed), nameof(CancelState.Accepted))]
    public void Only_what_is_cancelled_at_once_needs_a_cancel_to_be_clear(string first, string state) => Assert.Equal(state, New(Enum.Parse<CancelFirst>(first)).Cancel.ToString());

    [Fact]
    public void What_only_a_list_could_cancel_is_refused_with_the_list()
    {
        _place = New(CancelFirst.OnlyListed);
        _place.Looked(Looks.Unreadable(HtxCodeClass.Fatal), showedOrders: false, isEmpty: false, counts: true, isOvertaken: false);

        Assert.Equal((CancelState.Refused, "page 1"), (_place.Cancel, _place.CancelDetail));
    }

    // When a contract is cancelled blind before any cancel of it was sent; the run began at 300.
    [Theory]
    [InlineData(nameof(CancelFirst.AtOnce), false, false, 0d)]
    [InlineData(nameof(CancelFirst.Listed), false, false, 1300d)]
    [InlineData(nameof(CancelFirst.Listed), true, false, null)]
    [InlineData(nameof(CancelFirst.Listed), true, true, 1300d)]
    [InlineData(nameof(CancelFirst.OnlyListed), false, false, null)]
    [InlineData(nameof(CancelFirst.OnlyListed), true, true, null)]
    public void A_list_has_a_second_before_a_contract_is_cancelled_blind(string first, bool pageCame, bool unreadable, double? at)
    {
        _place = New(Enum.Parse<CancelFirst>(first), begunAt: 300);
        _place.IsBeingListed = pageCame;
        if (unreadable)
        {
            Look(Looks.Unreadable(HtxCodeClass.Unknown));
        }

        Assert.Equal(at, WholeCallAt);
    }

    [Fact]
    public void A_cancel_at_once_that_was_accepted_is_not_sent_again()
    {
        Round(0, 10);

        Assert.Null(WholeCallAt);
    }

    [Fact]
    public void A_cancel_at_once_without_a_good_answer_is_sent_again_with_the_next_round()
    {
        Round(0, 100, Fault);

        Assert.Equal(350, WholeCallAt);
    }

    [Theory]
    [InlineData(0, 1250d)]
    [InlineData(NothingToCancel, null)]
    public void While_no_list_can_be_read_it_is_sent_until_nothing_is_left(int code, double? at)
    {
        Round(1000, 1000, code);
        Look(Looks.Unreadable(HtxCodeClass.Unknown));

        Assert.Equal(at, WholeCallAt);
    }

    private double NextRoundAt => _place.NextRoundAt.TotalMilliseconds;

    private double? WholeCallAt => _place.WholeCallAt?.TotalMilliseconds;

    private static Place New(CancelFirst first, double begunAt = 0) =>
        new(ApiGeneration.V1, "BTC-USDT", first, new EmptyProof(2, TimeSpan.FromSeconds(1)), TimeSpan.FromMilliseconds(begunAt));

    private void Look(Look look) => _place.Looked(look, showedOrders: false, isEmpty: look.Problem is null, counts: true, isOvertaken: false);

    private void Round(double sentAt, double answeredAt, int code = 0)
    {
        Send(isNewRound: true, sentAt);
        Answer(answeredAt, code);
    }

    private void Send(bool isNewRound, double at) => _place.Sent(isNewRound, isBlind: false, look: 0, TimeSpan.FromMilliseconds(at));

    private void Answer(double at, int code) => _place.Answered(
        code != 0 ? new HtxResult<CancelAcknowledgement>.Failed(Looks.Error(code)) : new HtxResult<CancelAcknowledgement>.Ok(new CancelAcknowledgement([], [])),
        roundHasMore: false,
        looks: 0,
        TimeSpan.FromMilliseconds(at));
}
