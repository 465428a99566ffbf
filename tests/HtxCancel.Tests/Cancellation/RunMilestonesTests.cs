using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Htx;
using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Cancellation;

public sealed class RunMilestonesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RunMilestones _milestones;

    public RunMilestonesTests() => _milestones = new RunMilestones(_time, accounts: 2, units: 2, _time.GetTimestamp());

    [Fact]
    public void A_run_that_has_just_begun_has_reached_nothing()
    {
        Assert.Equal(new ReportTimings(null, null, null, null, null), _milestones.ToReport());
        Assert.Null(_milestones.ProofBegunAt);
        Assert.Equal(0, _milestones.ElapsedMs);
    }

    [Fact]
    public void Each_milestone_is_told_in_milliseconds_from_the_start()
    {
        Advance(3);
        _milestones.KeysFound();
        Advance(1);
        _milestones.KeysFound();
        Advance(1);
        _milestones.Calls.Count(RatePool.Trade);
        Advance(1);
        _milestones.Calls.Count(RatePool.Read);
        _milestones.Acknowledged();
        Advance(10);
        _milestones.Acknowledged();
        Advance(4);
        var empty = Looks.Whole(_time);
        Advance(1000);
        _milestones.UnitEnded(empty, verified: true, proofBegunAt: 1);
        Advance(5);
        _milestones.UnitEnded(empty, verified: true, proofBegunAt: 1);
        Advance(2);

        Assert.Equal(new ReportTimings(4, 5, 16, 20, 1025), _milestones.ToReport());
        Assert.Equal(1027, _milestones.ElapsedMs);
    }

    [Fact]
    public void The_keys_of_one_account_are_not_those_of_every_account()
    {
        _milestones.KeysFound();

        Assert.Null(_milestones.ToReport().Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_first_empty_look_of_every_contract_is_that_of_the_last_contract(bool laterFirst)
    {
        Advance(20);
        var early = Looks.Whole(_time);
        Advance(30);
        var late = Looks.Whole(_time);
        _milestones.UnitEnded(laterFirst ? late : early, verified: false, proofBegunAt: null);
        _milestones.UnitEnded(laterFirst ? early : late, verified: false, proofBegunAt: null);

        Assert.Equal(50, _milestones.ToReport().FirstEmptyLook);
        Assert.Null(_milestones.ToReport().Verified);
    }

    [Fact]
    public void One_contract_without_an_empty_look_leaves_the_run_without_its_time()
    {
        _milestones.UnitEnded(Looks.Whole(_time), verified: true, proofBegunAt: 1);
        _milestones.UnitEnded(null, verified: false, proofBegunAt: 1);

        Assert.Equal((null, null), (_milestones.ToReport().FirstEmptyLook, _milestones.ToReport().Verified));
    }

    [Fact]
    public void An_order_that_came_back_takes_the_proof_away()
    {
        _milestones.UnitEnded(Looks.Whole(_time), verified: true, proofBegunAt: 1);
        _milestones.LostProof();
        _milestones.UnitEnded(Looks.Whole(_time), verified: true, proofBegunAt: 1);

        Assert.Equal((null, null), (_milestones.ToReport().FirstEmptyLook, _milestones.ToReport().Verified));
    }

    [Theory]
    [InlineData(5L, 3L, 3L)]
    [InlineData(3L, 5L, 3L)]
    [InlineData(5L, 5L, 5L)]
    [InlineData(null, 5L, null)]
    [InlineData(5L, null, null)]
    public void Every_proof_was_begun_after_the_earliest_of_them(long? first, long? second, long? expected)
    {
        _milestones.UnitEnded(null, verified: false, first);
        Assert.Null(_milestones.ProofBegunAt);

        _milestones.UnitEnded(null, verified: false, second);
        Assert.Equal(expected, _milestones.ProofBegunAt);
    }

    private void Advance(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
