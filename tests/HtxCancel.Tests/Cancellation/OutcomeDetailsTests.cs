using HtxCancel.Cancellation;
using HtxCancel.Htx;
using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Cancellation;

public sealed class OutcomeDetailsTests
{
    private readonly ContractDriver _unseen = new(CancelWay.UnseenFirst);
    private readonly ContractDriver _listed = new();

    [Theory]
    [InlineData(Outcome.Clear)]
    [InlineData(Outcome.DryRun)]
    public void A_good_end_needs_no_words(Outcome outcome) => Assert.Null(OutcomeDetails.Of(outcome, _unseen.Contract, dryRun: false));

    [Fact]
    public void A_refusal_is_told_in_htxs_words()
    {
        _unseen.Round(ContractDriver.Refused(1332));

        AssertDetail("HTX 1332: no", Outcome.Refused, _unseen);
    }

    [Fact]
    public void A_blocked_contract_says_whether_it_is_the_cancel_or_the_list()
    {
        _unseen.Round(ContractDriver.Refused(1056));
        _listed.BrokenLook(HtxCodeClass.Blocked, "HTX 1078: settling");

        AssertDetail("HTX cannot cancel now: HTX 1056: no", Outcome.Blocked, _unseen);
        AssertDetail("HTX cannot show what rests now: HTX 1078: settling", Outcome.Blocked, _listed);
    }

    [Fact]
    public void Remaining_orders_are_counted()
    {
        _listed.Look("1");
        AssertDetail("1 order in scope stood in HTX's last list before the deadline", Outcome.Remaining, _listed);

        _unseen.Look("1", "2");
        AssertDetail("2 orders in scope stood in HTX's last list before the deadline", Outcome.Remaining, _unseen);
    }

    [Fact]
    public void Remaining_orders_come_with_the_last_cancel_and_with_who_goes_on_placing_them()
    {
        _listed.Look("1");
        _listed.Round(ContractDriver.Lost);
        _listed.Look("1", "2");
        AssertDetail(
            "2 orders in scope stood in HTX's last list before the deadline; the last cancel: api.hbdm.com did not answer"
            + "; something is still placing orders: 1 order of them came during the run",
            Outcome.Remaining,
            _listed);

        _listed.Round(ContractDriver.Accepted("1"));
        _listed.Look("2", "3");
        AssertDetail(
            "2 orders in scope stood in HTX's last list before the deadline; something is still placing orders: 2 orders of them came during the run", Outcome.Remaining, _listed);
    }

    [Fact]
    public void Where_nothing_was_answered_and_nothing_read_both_are_told()
    {
        AssertDetail("not proven before the deadline: the last cancel: was not answered; no list was read", Outcome.Unknown, _unseen);
        AssertDetail("not proven before the deadline: no list was read", Outcome.Unknown, _listed);
    }

    [Fact]
    public void A_rehearsal_speaks_of_no_cancel()
    {
        AssertDetail("not proven before the deadline: no list was read", Outcome.Unknown, _unseen, dryRun: true);

        _unseen.BrokenLook();
        AssertDetail("not proven before the deadline: page 2 did not come", Outcome.Unknown, _unseen, dryRun: true);
    }

    [Fact]
    public void A_list_that_was_not_whole_is_told_beside_a_cancel_that_was_lost()
    {
        _unseen.Round(ContractDriver.Lost);
        _unseen.BrokenLook();

        AssertDetail("not proven before the deadline: the last cancel: api.hbdm.com did not answer; page 2 did not come", Outcome.Unknown, _unseen);
    }

    [Fact]
    public void A_proof_that_was_begun_says_how_far_it_came()
    {
        _listed.Look();

        AssertDetail("not proven before the deadline: 1 of 2 whole lists in a row showed nothing in scope", Outcome.Unknown, _listed);
    }

    [Fact]
    public void Lists_that_showed_nothing_twice_leave_only_the_cancel_in_doubt()
    {
        _unseen.Round(ContractDriver.Lost);
        _unseen.Look();
        _unseen.Advance(1000);
        _unseen.Look();

        AssertDetail("not proven before the deadline: the last cancel: api.hbdm.com did not answer", Outcome.Unknown, _unseen);
    }

    private static void AssertDetail(string expected, Outcome outcome, ContractDriver driver, bool dryRun = false) =>
        Assert.Equal(expected, OutcomeDetails.Of(outcome, driver.Contract, dryRun));
}
