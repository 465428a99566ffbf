using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Cancellation;

public sealed class ContractProgressTests
{
    private readonly ContractDriver _listed = new();
    private readonly ContractDriver _listedFirst = new(CancelWay.ListedFirst);
    private readonly ContractDriver _unseen = new(CancelWay.UnseenFirst);

    [Fact]
    public void A_contract_that_is_cancelled_by_a_list_needs_no_cancel_at_first()
    {
        Assert.Equal(CancelState.Accepted, _listed.Contract.Cancel);
        Assert.Equal(CancelState.Accepted, _listedFirst.Contract.Cancel);
        Assert.Equal(CancelState.Open, _unseen.Contract.Cancel);
        Assert.Equal((false, true, true), (_listed.Contract.CancelsUnseen, _listedFirst.Contract.CancelsUnseen, _unseen.Contract.CancelsUnseen));
    }

    [Fact]
    public void A_cancel_that_was_sent_is_open_until_it_is_answered()
    {
        _listed.Look("1");
        _listed.Contract.BeginRound();

        Assert.Equal((CancelState.Open, 1), (_listed.Contract.Cancel, _listed.Contract.Rounds));
    }

    [Theory]
    [InlineData(1051, "Accepted")]
    [InlineData(1061, "Accepted")]
    [InlineData(1062, "Accepted")]
    [InlineData(1063, "Accepted")]
    [InlineData(1440, "Open")]
    [InlineData(9999, "Open")]
    [InlineData(6023, "Open")]
    [InlineData(1056, "Blocked")]
    [InlineData(1332, "Refused")]
    public void An_answer_of_no_comes_to_what_its_code_means(int code, string expected)
    {
        _unseen.Round(ContractDriver.Refused(code));

        Assert.Equal((Enum.Parse<CancelState>(expected), $"HTX {code}: no"), (_unseen.Contract.Cancel, _unseen.Contract.CancelDetail));
    }

    [Fact]
    public void A_cancel_that_was_accepted_needs_no_words()
    {
        _unseen.Round(ContractDriver.Lost);
        Assert.Equal((CancelState.Open, "api.hbdm.com did not answer"), (_unseen.Contract.Cancel, _unseen.Contract.CancelDetail));

        _unseen.Round(ContractDriver.Accepted("1"));
        Assert.Equal((CancelState.Accepted, null), (_unseen.Contract.Cancel, _unseen.Contract.CancelDetail));
        Assert.Equal(["1"], _unseen.Contract.Ledger.Fates().Unverified);
    }

    [Fact]
    public void Accepted_as_a_call_and_blocked_order_by_order_is_blocked()
    {
        OrderError blocked = new("1", ContractDriver.Error(1056));
        OrderError retry = new("2", ContractDriver.Error(1440));

        Assert.Equal((CancelState.Blocked, "HTX 1056: no"), Answered([], [blocked, retry]));
        Assert.Equal((CancelState.Accepted, null), Answered(["3"], [blocked]));
        Assert.Equal((CancelState.Accepted, null), Answered([], [retry]));
        Assert.Equal((CancelState.Accepted, null), Answered([], []));

        static (CancelState State, string? Detail) Answered(string[] accepted, OrderError[] errors)
        {
            var driver = new ContractDriver(CancelWay.UnseenFirst);
            driver.Round(new HtxResult<CancelAcknowledgement>.Ok(new CancelAcknowledgement(accepted, errors)));
            return (driver.Contract.Cancel, driver.Contract.CancelDetail);
        }
    }

    [Fact]
    public void Of_several_answers_the_worst_counts_but_what_is_refused_to_one_keeps_the_others_from_nothing()
    {
        Assert.Equal((CancelState.Blocked, "HTX 1056: no"), Answered(ContractDriver.Accepted(), ContractDriver.Refused(1056), ContractDriver.Lost));
        Assert.Equal((CancelState.Open, "HTX 1440: no"), Answered(ContractDriver.Refused(1440), ContractDriver.Accepted()));
        Assert.Equal((CancelState.Accepted, null), Answered(ContractDriver.Refused(1332), ContractDriver.Accepted()));
        Assert.Equal((CancelState.Refused, "HTX 1332: no"), Answered(ContractDriver.Refused(1332), ContractDriver.Refused(1030)));

        static (CancelState State, string? Detail) Answered(params HtxResult<CancelAcknowledgement>[] answers)
        {
            var driver = new ContractDriver(CancelWay.UnseenFirst);
            driver.Round(answers);
            return (driver.Contract.Cancel, driver.Contract.CancelDetail);
        }
    }

    [Fact]
    public void What_htx_said_stands_when_the_end_cuts_a_later_cancel_off()
    {
        _unseen.Round(ContractDriver.Refused(1056));
        _unseen.CutOffRound(ContractDriver.Accepted("1"), ContractDriver.Lost);
        Assert.Equal((CancelState.Blocked, "HTX 1056: no"), (_unseen.Contract.Cancel, _unseen.Contract.CancelDetail));
        Assert.Equal(["1"], _unseen.Contract.Ledger.Fates().Unverified);

        _unseen.CutOffRound(ContractDriver.Accepted());
        Assert.Equal(CancelState.Accepted, _unseen.Contract.Cancel);

        _unseen.Round(ContractDriver.Lost);
        Assert.Equal(CancelState.Open, _unseen.Contract.Cancel);
    }

    [Fact]
    public void The_first_cancel_that_the_end_cuts_off_was_lost()
    {
        _unseen.CutOffRound(ContractDriver.Lost);

        Assert.Equal((CancelState.Open, "api.hbdm.com did not answer"), (_unseen.Contract.Cancel, _unseen.Contract.CancelDetail));
    }

    [Fact]
    public void A_round_without_a_request_changes_nothing()
    {
        _unseen.Round(ContractDriver.Refused(1056));
        _unseen.Round();

        Assert.Equal((CancelState.Blocked, 2), (_unseen.Contract.Cancel, _unseen.Contract.Rounds));
    }

    [Fact]
    public void Every_other_round_goes_by_ids_once_a_call_for_all_has_not_worked_twice()
    {
        var rounds = new List<bool> { _unseen.Contract.GoesById };
        for (var round = 0; round < 4; round++)
        {
            _unseen.Round(ContractDriver.Lost);
            rounds.Add(_unseen.Contract.GoesById);
        }

        _unseen.Round(ContractDriver.Accepted());
        rounds.Add(_unseen.Contract.GoesById);
        _unseen.Round(ContractDriver.Lost);
        rounds.Add(_unseen.Contract.GoesById);
        Assert.Equal([false, false, true, false, true, false, false], rounds);
    }

    [Fact]
    public void What_htx_blocks_goes_by_no_ids()
    {
        _unseen.Round(ContractDriver.Refused(1056));
        _unseen.Round(ContractDriver.Refused(1056));

        Assert.False(_unseen.Contract.GoesById);
    }

    [Fact]
    public void An_empty_list_accepts_what_goes_by_a_list_only()
    {
        foreach (var driver in new[] { _listed, _listedFirst, _unseen })
        {
            driver.Look("1");
            driver.Round(ContractDriver.Lost);
            driver.Look("1");
            Assert.Equal(CancelState.Open, driver.Contract.Cancel);
            driver.Look();
        }

        Assert.Equal((CancelState.Accepted, null), (_listed.Contract.Cancel, _listed.Contract.CancelDetail));
        Assert.Equal((CancelState.Accepted, null), (_listedFirst.Contract.Cancel, _listedFirst.Contract.CancelDetail));
        Assert.Equal((CancelState.Open, "api.hbdm.com did not answer"), (_unseen.Contract.Cancel, _unseen.Contract.CancelDetail));
    }

    [Fact]
    public void A_refusal_is_final_whatever_the_lists_show()
    {
        _listed.Contract.Refuse("HTX 1332: no such contract");
        _listed.Look();

        Assert.Equal((CancelState.Refused, "HTX 1332: no such contract"), (_listed.Contract.Cancel, _listed.Contract.CancelDetail));
        Assert.True(_listed.Contract.IsFinal);
        Assert.Equal((null, null), _listed.Next());
    }

    [Fact]
    public void A_proof_is_final_with_a_cancel_that_was_accepted_only()
    {
        _unseen.Round(ContractDriver.Accepted());
        Assert.False(_unseen.Contract.IsFinal);
        _unseen.Look();
        Assert.False(_unseen.Contract.IsFinal);
        _unseen.Advance(1000);
        _unseen.Look();
        Assert.True(_unseen.Contract.IsFinal);
        Assert.Equal((null, null), _unseen.Next());

        _unseen.Round(ContractDriver.Lost);
        _unseen.Look();
        _unseen.Advance(1000);
        _unseen.Look();
        Assert.False(_unseen.Contract.IsFinal);
    }

    [Fact]
    public void A_list_is_what_it_last_showed()
    {
        Assert.Equal(LookState.Unproven, _listed.Contract.Looks);
        Assert.Null(_listed.Contract.Listed);

        _listed.Look("1");
        Assert.Equal(LookState.Orders, _listed.Contract.Looks);
        Assert.Equal("1", Assert.Single(_listed.Contract.Listed!).OrderId);

        _listed.BrokenLook(HtxCodeClass.Blocked);
        Assert.Equal(LookState.Blocked, _listed.Contract.Looks);
        Assert.Null(_listed.Contract.Listed);

        _listed.BrokenLook(HtxCodeClass.Blocked, ids: "1");
        Assert.Equal(LookState.Orders, _listed.Contract.Looks);

        _listed.BrokenLook();
        Assert.Equal(LookState.Unproven, _listed.Contract.Looks);

        _listed.Look();
        Assert.Equal(LookState.Unproven, _listed.Contract.Looks);

        _listed.Advance(1000);
        _listed.Look();
        Assert.Equal(LookState.EmptyTwice, _listed.Contract.Looks);
    }

    [Fact]
    public void A_cancel_takes_the_proof_away()
    {
        _listed.Look();
        _listed.Contract.BeginRound();

        Assert.Null(_listed.Contract.LastPass.First);
    }

    [Fact]
    public void A_contract_is_blocked_by_its_cancel_or_by_its_list()
    {
        _unseen.Round(ContractDriver.Refused(1056));
        _listed.BrokenLook(HtxCodeClass.Blocked);
        _listedFirst.BrokenLook();

        Assert.Equal((true, false), (_unseen.Contract.IsBlocked, _unseen.Contract.ListIsBlocked));
        Assert.Equal((true, true), (_listed.Contract.IsBlocked, _listed.Contract.ListIsBlocked));
        Assert.Equal((false, false), (_listedFirst.Contract.IsBlocked, _listedFirst.Contract.ListIsBlocked));
    }

    [Fact]
    public void A_list_that_the_end_cut_off_leaves_what_was_known()
    {
        var cutOff = Looks.Broken(_listed.Time, HtxCodeClass.Unknown, "the deadline came");
        _listed.Contract.Record(cutOff, isCutOff: true);
        Assert.Same(cutOff, _listed.Contract.LatestLook);

        _listed.Look("1");
        _listed.Contract.Record(cutOff, isCutOff: true);
        Assert.Single(_listed.Contract.Listed!);

        _listed.Contract.Record(Looks.Broken(_listed.Time, HtxCodeClass.Unknown, "the deadline came", Looks.Order("1"), Looks.Order("2")), isCutOff: true);
        Assert.Equal(2, _listed.Contract.Listed!.Count);

        _listed.Contract.Record(Looks.Whole(_listed.Time), isCutOff: true);
        Assert.True(_listed.Contract.LatestLook!.IsEmpty);

        _listed.Contract.Record(cutOff, isCutOff: false);
        Assert.Same(cutOff, _listed.Contract.LatestLook);
    }

    [Fact]
    public void A_late_answer_counts_from_when_its_round_began()
    {
        _unseen.Round(ContractDriver.Accepted());
        _unseen.Advance(10);
        _unseen.Look();
        _unseen.Advance(10);
        _unseen.Contract.RecordLate(new CancelAcknowledgement(["1"], []));

        Assert.Equal(["1"], _unseen.Contract.Ledger.Fates().Cancelled);
    }

    [Fact]
    public void An_outcome_rests_on_what_was_begun_after_its_last_cancel_or_its_first_empty_look()
    {
        Assert.Null(_listed.Contract.BegunAt);

        _listed.Advance(10);
        _listed.BrokenLook();
        Assert.Equal(_listed.Time.GetTimestamp(), _listed.Contract.BegunAt);

        _listed.Advance(10);
        _listed.Look();
        var first = _listed.Time.GetTimestamp();
        _listed.Advance(1000);
        _listed.Look();
        Assert.Equal(first, _listed.Contract.BegunAt);

        _listed.Round(ContractDriver.Accepted());
        var round = _listed.Time.GetTimestamp();
        _listed.Advance(10);
        _listed.Look();
        Assert.Equal(round, _listed.Contract.BegunAt);
    }

    [Fact]
    public void Nothing_is_due_before_the_first_look()
    {
        Assert.Equal((null, null), _listed.Next());
        Assert.Equal((null, null), _listed.Next(dryRun: true));
    }

    [Fact]
    public void A_rehearsal_only_looks_again()
    {
        _listed.Look("1");
        Assert.Equal((null, 250), _listed.Next(dryRun: true));
        _listed.BrokenLook(HtxCodeClass.Blocked);
        Assert.Equal((null, 2000), _listed.Next(dryRun: true));
        _listed.BrokenLook();
        Assert.Equal((null, 500), _listed.Next(dryRun: true));
    }

    [Fact]
    public void Listed_orders_are_cancelled_at_once_and_again_250_ms_after_the_round_began()
    {
        _listed.Look("1", "2");
        Assert.Equal((0, null), _listed.Next());

        _listed.Contract.BeginRound();
        _listed.Advance(100);
        _listed.Contract.EndRound([ContractDriver.Accepted("1")], isCutOff: false);
        _listed.Look("2");
        Assert.Equal((150, null), _listed.Next());

        _listed.Advance(200);
        Assert.Equal((0, null), _listed.Next());
    }

    [Fact]
    public void Orders_that_settle_are_looked_at_again()
    {
        _listed.Look("1");
        _listed.Round(ContractDriver.Accepted("1"));
        _listed.Look("1");
        Assert.Equal((null, 100), _listed.Next());

        _listed.Advance(500);
        Assert.Equal((0, null), _listed.Next());
    }

    [Fact]
    public void A_proof_waits_for_its_next_look()
    {
        _listed.Look();
        _listed.Advance(300);

        Assert.Equal((null, 700), _listed.Next());
    }

    [Fact]
    public void A_cancel_that_did_not_work_is_tried_again_more_and_more_seldom()
    {
        var pauses = new List<(double?, double?)>();
        for (var round = 0; round < 5; round++)
        {
            _unseen.Round(ContractDriver.Lost);
            _unseen.Look("1");
            pauses.Add(_unseen.Next());
        }

        Assert.Equal([(250, 250), (500, 500), (1000, 1000), (2000, 2000), (2000, 2000)], pauses);
        _unseen.Advance(1500);
        Assert.Equal((500, 2000), _unseen.Next());
        _unseen.Advance(1000);
        Assert.Equal((0, 2000), _unseen.Next());

        _unseen.Round(ContractDriver.Accepted());
        _unseen.Round(ContractDriver.Lost);
        Assert.Equal((250, 250), _unseen.Next());
    }

    [Fact]
    public void A_busy_exchange_is_left_alone_for_2_seconds()
    {
        _unseen.Look("1");
        _unseen.Round(ContractDriver.Refused(1004));
        Assert.Equal((2000, 2000), _unseen.Next());

        _unseen.Round(ContractDriver.Refused(1440));
        Assert.Equal((500, 500), _unseen.Next());
    }

    [Fact]
    public void What_only_a_list_can_cancel_waits_for_a_list_after_a_cancel_that_was_lost()
    {
        _listed.Look("1");
        _listed.Round(ContractDriver.Lost);
        Assert.Equal((250, 250), _listed.Next());

        _listed.BrokenLook();
        Assert.Equal((null, 250), _listed.Next());
    }

    [Fact]
    public void What_htx_blocks_is_tried_every_2_seconds()
    {
        _unseen.Round(ContractDriver.Refused(1056));
        _unseen.BrokenLook();
        _unseen.Advance(500);
        Assert.Equal((1500, 2000), _unseen.Next());

        _listed.BrokenLook(HtxCodeClass.Blocked);
        Assert.Equal((null, 2000), _listed.Next());
        _listed.BrokenLook(HtxCodeClass.Blocked, ids: "1");
        Assert.Equal((0, 2000), _listed.Next());
        _listedFirst.BrokenLook(HtxCodeClass.Blocked);
        Assert.Equal((0, 2000), _listedFirst.Next());
    }

    [Fact]
    public void A_contract_that_is_refused_is_left_alone_though_orders_rest()
    {
        _unseen.Round(ContractDriver.Refused(1332));
        _unseen.Look("1");

        Assert.Equal((null, null), _unseen.Next());
    }

    [Fact]
    public void A_list_that_cannot_be_read_is_read_again_more_and_more_seldom()
    {
        var pauses = new List<(double?, double?)>();
        for (var look = 0; look < 5; look++)
        {
            _listed.BrokenLook();
            pauses.Add(_listed.Next());
        }

        Assert.Equal([(null, 250), (null, 500), (null, 1000), (null, 2000), (null, 2000)], pauses);
        _listed.Look();
        _listed.BrokenLook();
        Assert.Equal((null, 250), _listed.Next());
    }

    [Fact]
    public void A_contract_whose_first_list_does_not_come_within_a_second_is_cancelled_without_it()
    {
        _listedFirst.Advance(400);
        _listedFirst.BrokenLook();
        Assert.Equal((600, 250), _listedFirst.Next());

        _listedFirst.Advance(600);
        _listedFirst.BrokenLook();
        Assert.Equal((0, 500), _listedFirst.Next());
    }

    [Fact]
    public void While_no_list_can_be_read_cancels_go_on_until_htx_says_that_nothing_is_left()
    {
        _unseen.Round(ContractDriver.Accepted("1"));
        _unseen.Advance(50);
        _unseen.BrokenLook();
        Assert.Equal((200, 250), _unseen.Next());

        _unseen.Round(ContractDriver.Refused(1051), ContractDriver.Accepted("2"));
        Assert.Equal((250, 250), _unseen.Next());

        _unseen.Round(ContractDriver.Refused(1051), ContractDriver.Refused(1051));
        Assert.Equal((null, 250), _unseen.Next());

        _unseen.BrokenLook(HtxCodeClass.Blocked);
        Assert.Equal((null, 2000), _unseen.Next());
    }
}
