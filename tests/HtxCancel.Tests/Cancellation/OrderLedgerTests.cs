using HtxCancel.Cancellation;
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
        _ledger.Record(LookOf(Order("2")) with { Problem = new LookProblem(HtxCodeClass.Unknown, "page 2", []) });

        Assert.Equal(["1"], _ledger.Fates().Unverified);
        Assert.Equal("2", Assert.Single(_ledger.Fates().StillOpen).OrderId);
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

    private static ListedOrder Order(string id) => new(id, "BTC-USDT", MarginMode.Isolated, Direction.Buy, Offset.Open, "1", "1", "api", false);

    private static OrderError Error(string id, int code) => new(id, new HtxError(HtxCode.Classify(code), code, "x"));

    private void Acknowledge(string id) => _ledger.Record(new CancelAcknowledgement([id], []));

    private void Fail(string id, int code) => _ledger.Record(new CancelAcknowledgement([], [Error(id, code)]));

    private void Look(params ListedOrder[] inScope) => _ledger.Record(LookOf(inScope));

    private Look LookOf(params ListedOrder[] inScope) => new(_time.GetTimestamp(), _time.GetUtcNow(), _time.GetTimestamp(), inScope, [], [], null);

    private int Count()
    {
        var fates = _ledger.Fates();
        return fates.Cancelled.Count + fates.AlreadyGone.Count + fates.Filled.Count + fates.Unverified.Count
            + fates.Reappeared.Count + fates.Failed.Count + fates.StillOpen.Count;
    }
}
