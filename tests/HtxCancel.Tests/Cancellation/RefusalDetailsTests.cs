using HtxCancel.Cancellation;
using HtxCancel.Htx;

namespace HtxCancel.Tests.Cancellation;

public sealed class RefusalDetailsTests
{
    private static readonly HtxError Moved = new(HtxCodeClass.Moved, 6023, "unavailable");

    [Theory]
    [InlineData(0, "HTX says that this account lives on its v1 API (asset mode 0), and v1 says that it does not serve it (HTX 6023: unavailable)")]
    [InlineData(1, "HTX says that this account lives on its v5 API (asset mode 1), and v5 says that it does not serve it (HTX 6023: unavailable)")]
    [InlineData(2, "HTX says that this account lives on its v5 API (asset mode 2), and v5 says that it does not serve it (HTX 6023: unavailable)")]
    public void Where_the_account_lives_is_told_with_what_that_api_answered(int mode, string expected) =>
        Assert.Equal(expected, RefusalDetails.Of(new AssetModeFinding.Known((AssetMode)mode), Moved));

    [Fact]
    public void An_address_without_either_api_names_the_setting() => Assert.Equal(
        "what answers at Htx:BaseUrls has neither HTX's v1 API for this account (HTX 6023: unavailable) nor a v5 API: check Htx:BaseUrls",
        RefusalDetails.Of(new AssetModeFinding.NoPath("HTX 404"), Moved));

    [Fact]
    public void A_mode_that_was_not_read_says_why() => Assert.Equal(
        "HTX's v1 API says that it does not serve this account (HTX 6023: unavailable), and which API does could not be read (no answer)",
        RefusalDetails.Of(new AssetModeFinding.Unread("no answer"), Moved));

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
