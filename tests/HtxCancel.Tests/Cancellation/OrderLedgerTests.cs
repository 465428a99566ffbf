using HtxCancel.Cancellation;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Htx;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Cancellation;

public sealed class OrderLedgerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly OrderLedger _ledger;

    public OrderLedgerTests() => _ledger = new OrderLedger(_time);

    [Fact]
    public void Acknowledged_and_absent_from_a_later_look_is_cancelled()
    {
        Acknowledge("1");
        Look();

        Assert.Equal(["1"], _ledger.Fates().Cancelled);
    }

    [Fact]
    public void Acknowledged_and_never_looked_at_is_unverified()
    {
        Acknowledge("1");

        Assert.Equal(["1"], _ledger.Fates().Unverified);
        Assert.False(_ledger.Fates().Looked);
    }

    [Fact]
    public void Acknowledged_after_the_last_look_is_unverified()
    {
        Look();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Acknowledge("1");

        Assert.Equal(["1"], _ledger.Fates().Unverified);
        Assert.Empty(_ledger.Fates().Cancelled);
    }

    [Fact]
    public void Absent_from_a_look_that_was_not_whole_is_unverified()
    {
        Acknowledge("1");
        Acknowledge("2");
        _ledger.Record(LookOf(Order("2")) with { Problem = new LookProblem(HtxCodeClass.Unknown, "page 2") });

        Assert.Equal(["1"], _ledger.Fates().Unverified);
        Assert.Equal("2", Assert.Single(_ledger.Fates().StillOpen).OrderId);
    }

    [Fact]
    public void Shown_by_a_list_that_shifted_and_not_by_the_whole_one_is_already_gone()
    {
        _ledger.Record(LookOf(Order("1")) with { ShownBefore = [Order("2")] });

        Assert.Equal(["2"], _ledger.Fates().AlreadyGone);
        Assert.Equal("1", Assert.Single(_ledger.Fates().StillOpen).OrderId);
        Assert.False(_ledger.IsEmpty);
    }

    [Fact]
    public void Shown_by_a_list_that_shifted_after_a_whole_one_without_it_is_reappeared()
    {
        Look();
        _ledger.Record(LookOf() with { ShownBefore = [Order("1")] });

        Assert.Equal("1", Assert.Single(_ledger.Fates().Reappeared).OrderId);
    }

    [Fact]
    public void Shown_by_a_list_that_shifted_while_another_could_not_be_read_is_unverified()
    {
        _ledger.Record(LookOf() with { ShownBefore = [Order("1")], Problem = new LookProblem(HtxCodeClass.Unknown, "page 2") });

        Assert.Equal(["1"], _ledger.Fates().Unverified);
        Assert.False(_ledger.Fates().Looked);
    }

    [Fact]
    public void Acknowledged_and_listed_is_still_open()
    {
        Acknowledge("1");
        Look(Order("1"));

        Assert.Equal("1", Assert.Single(_ledger.Fates().StillOpen).OrderId);
        Assert.Empty(_ledger.Fates().Cancelled);
    }

    [Fact]
    public void Refused_by_id_and_listed_is_failed_with_its_code()
    {
        Fail("1", 1440);
        Look(Order("1"));

        var failed = Assert.Single(_ledger.Fates().Failed);
        Assert.Equal(("1", (int?)1440), (failed.OrderId, failed.ErrCode));
        Assert.Empty(_ledger.Fates().StillOpen);
    }

    [Fact]
    public void Refused_by_id_and_then_gone_is_already_gone()
    {
        Fail("1", 1440);
        Look();

        Assert.Equal(["1"], _ledger.Fates().AlreadyGone);
    }

    [Fact]
    public void Refused_by_id_and_never_looked_at_is_failed()
    {
        Fail("1", 1440);

        Assert.Equal("1", Assert.Single(_ledger.Fates().Failed).OrderId);
    }

    [Theory]
    [InlineData(1061)]
    [InlineData(1071)]
    [InlineData(1017)]
    public void Gone_by_htxs_word_is_already_gone(int code)
    {
        Fail("1", code);
        Look();

        Assert.Equal(["1"], _ledger.Fates().AlreadyGone);
    }

    [Fact]
    public void Executed_first_is_filled()
    {
        Fail("1", 1063);
        Look();

        Assert.Equal(["1"], _ledger.Fates().Filled);
    }

    [Fact]
    public void In_errors_as_being_cancelled_and_in_successes_is_one_order_that_is_cancelled()
    {
        _ledger.Record(new CancelAcknowledgement(["1"], [Error("1", 1062)]));
        Look();

        Assert.Equal(["1"], _ledger.Fates().Cancelled);
        Assert.Equal(1, Count());
    }

    [Fact]
    public void Listed_and_then_gone_without_a_word_is_already_gone()
    {
        Look(Order("1"));
        Look();

        Assert.Equal(["1"], _ledger.Fates().AlreadyGone);
    }

    [Fact]
    public void Listed_for_the_first_time_after_a_whole_look_and_then_gone_has_reappeared()
    {
        Look();
        Look(Order("9"));
        Acknowledge("9");
        Look();

        Assert.Equal("9", Assert.Single(_ledger.Fates().Reappeared).OrderId);
        Assert.Equal(1, Count());
    }

    [Fact]
    public void A_success_after_a_failure_counts()
    {
        Fail("1", 1440);
        Acknowledge("1");
        Look();

        Assert.Equal(["1"], _ledger.Fates().Cancelled);
    }

    [Fact]
    public void An_order_acknowledged_less_than_500_ms_ago_is_settling()
    {
        Acknowledge("1");

        Assert.True(_ledger.AllSettling([Order("1")]));
        Assert.False(_ledger.AllSettling([Order("1"), Order("2")]));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.False(_ledger.AllSettling([Order("1")]));
    }

    [Fact]
    public void An_order_listed_as_being_cancelled_is_settling_for_2_seconds()
    {
        var cancelling = Order("1") with { Cancelling = true };
        Look(cancelling);

        Assert.True(_ledger.AllSettling([cancelling]));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(_ledger.AllSettling([cancelling]));
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

        var failed = Assert.Single(_ledger.Fates().Failed);
        Assert.Equal(new FailedOrder("1", code, "x", null, null, null, null, null), failed);
    }

    [Fact]
    public void A_failed_order_that_is_listed_is_told_with_what_the_list_shows()
    {
        Fail("1", 1440);
        Look(Order("1") with { OrderType = OrderType.Plain, Price = "60000", Volume = "2" });

        Assert.Equal(new FailedOrder("1", 1440, "x", OrderType.Plain, Direction.Buy, Offset.Open, "60000", "2"), Assert.Single(_ledger.Fates().Failed));
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
        Look(Order("1"));

        Assert.Empty(_ledger.Fates().Failed);
        Assert.Single(_ledger.Fates().StillOpen);
    }

    [Fact]
    public void An_order_that_is_accepted_after_a_failure_and_still_listed_is_open_and_not_failed()
    {
        Fail("1", 1440);
        Acknowledge("1");
        Look(Order("1"));

        Assert.Empty(_ledger.Fates().Failed);
        Assert.Single(_ledger.Fates().StillOpen);
    }

    [Theory]
    [InlineData(1051)]
    [InlineData(1061)]
    public void Htxs_word_that_an_order_is_gone_needs_no_look(int code)
    {
        Fail("1", code);

        Assert.Equal(["1"], _ledger.Fates().AlreadyGone);
        Assert.Equal(1, Count());
    }

    [Fact]
    public void Htxs_word_that_an_order_was_executed_needs_no_look()
    {
        Fail("1", 1063);

        Assert.Equal(["1"], _ledger.Fates().Filled);
        Assert.Equal(1, Count());
    }

    [Fact]
    public void An_order_that_was_acknowledged_before_htx_called_it_gone_needs_a_look()
    {
        Acknowledge("1");
        Fail("1", 1061);

        Assert.Equal(["1"], _ledger.Fates().Unverified);
        Assert.Empty(_ledger.Fates().AlreadyGone);
    }

    [Fact]
    public void An_acknowledgement_that_came_late_counts_from_when_it_was_asked_for()
    {
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Look();
        _time.Advance(TimeSpan.FromMilliseconds(10));
        _ledger.Record(new CancelAcknowledgement(["1"], []), asked);

        Assert.Equal(["1"], _ledger.Fates().Cancelled);
    }

    [Fact]
    public void An_order_that_a_later_part_of_a_list_does_not_show_is_unverified()
    {
        Look(Order("1"), Order("2"));
        Broken(Order("2"));

        Assert.Equal(["1"], _ledger.Fates().Unverified);
        Assert.Equal("2", Assert.Single(_ledger.Fates().StillOpen).OrderId);
    }

    [Fact]
    public void A_list_that_could_not_be_read_at_all_leaves_what_the_one_before_it_showed()
    {
        Look(Order("1"));
        var seen = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(1));
        Broken();

        Assert.Equal("1", Assert.Single(_ledger.Resting!).OrderId);
        Assert.Equal(seen, _ledger.LastLookAt);
    }

    [Fact]
    public void Before_the_first_list_it_is_not_known_what_rests()
    {
        Broken();

        Assert.Null(_ledger.Resting);
        Assert.Null(_ledger.LastLookAt);
        Assert.Equal(0, _ledger.StillComing);
        Assert.True(_ledger.IsEmpty);
        Assert.False(_ledger.Fates().Looked);
    }

    [Fact]
    public void An_order_that_the_first_list_showed_has_not_come_later()
    {
        Look(Order("1"));
        Look(Order("1"));
        Assert.Equal(0, _ledger.StillComing);

        Look();
        Assert.Equal(["1"], _ledger.Fates().AlreadyGone);
        Assert.Empty(_ledger.Fates().Reappeared);
    }

    [Fact]
    public void An_order_that_came_later_stays_one_that_came_later_and_is_told_with_its_source()
    {
        Look(Order("1"));
        Look(Order("1"), Order("2") with { OrderSource = "bot" }, Order("3"));
        Assert.Equal(2, _ledger.StillComing);

        Look(Order("1"), Order("2") with { OrderSource = "bot" });
        Assert.Equal(1, _ledger.StillComing);

        Look();
        Assert.Equal([new ReappearedOrder("2", "bot"), new ReappearedOrder("3", "api")], _ledger.Fates().Reappeared);
    }

    [Fact]
    public void An_order_is_settling_up_to_500_ms_and_not_once_htx_said_otherwise()
    {
        Acknowledge("1");
        _time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.True(_ledger.AllSettling([Order("1")]));

        Fail("1", 1440);
        Assert.False(_ledger.AllSettling([Order("1")]));
    }

    [Fact]
    public void The_2_seconds_run_from_the_first_list_that_shows_it_as_being_cancelled()
    {
        var cancelling = Order("1") with { Cancelling = true };
        Look(Order("1"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Look(cancelling);
        _time.Advance(TimeSpan.FromMilliseconds(1999));
        Look(cancelling);
        Assert.True(_ledger.AllSettling([cancelling]));
        Assert.False(_ledger.AllSettling([Order("1")]));

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_ledger.AllSettling([cancelling]));
    }

    [Fact]
    public void An_order_that_was_named_without_its_contract_moves_to_the_contract_with_what_is_known_of_it()
    {
        var other = new OrderLedger(_time);
        Acknowledge("1");
        _ledger.MoveTo(other, Order("1").Key);
        _ledger.MoveTo(other, Order("2").Key);

        Assert.True(_ledger.IsEmpty);
        Assert.False(other.IsEmpty);
        Assert.Equal(["1"], other.Fates().Unverified);
        Assert.Empty(other.Fates().AlreadyGone);
    }

    [Fact]
    public void An_order_that_moves_does_not_replace_what_the_contract_knows_of_it()
    {
        var other = new OrderLedger(_time);
        other.Record(new CancelAcknowledgement([], [Error("1", 1440)]));
        Acknowledge("1");
        _ledger.MoveTo(other, Order("1").Key);

        Assert.True(_ledger.IsEmpty);
        Assert.Equal("1", Assert.Single(other.Fates().Failed).OrderId);
    }

    [Fact]
    public void An_order_that_another_ledger_tells_of_is_not_told_twice()
    {
        var other = new OrderLedger(_time);
        other.Record(new CancelAcknowledgement(["1"], []));
        Acknowledge("1");
        Acknowledge("2");

        Assert.Equal(["2"], _ledger.Fates(exceptOf: other).Unverified);
        Assert.Equal(["1", "2"], _ledger.Fates().Unverified);
    }

    [Fact]
    public void A_conditional_order_is_not_the_plain_one_of_the_same_number()
    {
        _ledger.Record(new CancelAcknowledgement(["1"], [], AreConditional: true));
        Look(Order("1"));

        Assert.Equal(["1"], _ledger.Fates().Cancelled);
        Assert.Equal("1", Assert.Single(_ledger.Fates().StillOpen).OrderId);
    }

    private static ListedOrder Order(string id) => new(id, "BTC-USDT", MarginMode.Isolated, Direction.Buy, Offset.Open, "1", "1", "api", false);

    private static OrderError Error(string id, int code) => new(id, new HtxError(HtxCode.Classify(code), code, "x"));

    private void Acknowledge(string id) => _ledger.Record(new CancelAcknowledgement([id], []));

    private void Fail(string id, int code) => _ledger.Record(new CancelAcknowledgement([], [Error(id, code)]));

    private void Look(params ListedOrder[] inScope) => _ledger.Record(LookOf(inScope));

    private void Broken(params ListedOrder[] inScope) => _ledger.Record(LookOf(inScope) with { Problem = new LookProblem(HtxCodeClass.Unknown, "page 2") });

    private Look LookOf(params ListedOrder[] inScope) => new(_time.GetTimestamp(), _time.GetUtcNow(), _time.GetTimestamp(), inScope, [], [], null);

    private int Count()
    {
        var fates = _ledger.Fates();
        return fates.Cancelled.Count + fates.AlreadyGone.Count + fates.Filled.Count + fates.Unverified.Count
            + fates.Reappeared.Count + fates.Failed.Count + fates.StillOpen.Count;
    }
}
