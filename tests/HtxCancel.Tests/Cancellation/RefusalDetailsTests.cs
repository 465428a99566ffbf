using HtxCancel.Cancellation;

namespace HtxCancel.Tests.Cancellation;

public sealed class RefusalDetailsTests
{
    [Fact]
    public void Conditional_orders_on_v1_are_refused_with_how_the_plain_ones_ended()
    {
        const string Why = "trigger, trailing orders can be cancelled on HTX's v5 API only, and this account lives on v1: cancel them at HTX";

        Assert.Equal(Why, Conditional(null));
        Assert.Equal(Why + "; its plain orders are proven gone", Conditional(new Verdict(Outcome.Clear, null, true)));
        Assert.Equal(Why + "; its plain orders are listed", Conditional(new Verdict(Outcome.DryRun, null, true)));
        Assert.Equal(Why + "; its plain orders: no list was read", Conditional(new Verdict(Outcome.Unknown, "no list was read", false)));

        static string Conditional(Verdict? plain) => RefusalDetails.Conditional([OrderType.Trigger, OrderType.Plain, OrderType.Trailing], plain);
    }
}
