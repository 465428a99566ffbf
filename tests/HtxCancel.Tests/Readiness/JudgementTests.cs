using HtxCancel.Readiness;
using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Readiness;

public sealed class JudgementTests
{
    [Theory]
    [InlineData(0, null, "plain", null)]
    [InlineData(0, MarginScope.Cross, "plain", null)]
    [InlineData(0, MarginScope.All, "plain trigger", "on trigger orders of this account")]
    [InlineData(0, null, "tpsl trailing", "on tpsl, trailing orders of this account")]
    [InlineData(1, null, "plain", "it reaches isolated margin only")]
    [InlineData(1, MarginScope.Isolated, "plain trigger", "it reaches isolated margin only")]
    [InlineData(1, MarginScope.Cross, "plain trigger", null)]
    [InlineData(1, MarginScope.All, "plain", null)]
    [InlineData(2, null, "plain trigger tpsl trailing", null)]
    [InlineData(2, MarginScope.Cross, "plain", null)]
    public void A_target_fits_an_account_or_says_why_not(int mode, MarginScope? margin, string types, string? says)
    {
        var problem = Judgement.Misfit("bots", Scope(margin, types), (AssetMode)mode);

        Assert.Equal(says is null, problem is null);
        Assert.Contains(says ?? "", problem ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_account_that_is_not_known_nothing_is_said() =>
        Assert.Null(Judgement.Misfit("bots", Scope(null, "trigger"), null));

    private static CancelScope Scope(MarginScope? margin, string types) => KillDriver.Scope() with
    {
        MarginModeAsked = margin,
        OrderTypes = [.. types.Split(' ').Select(type => Enum.Parse<OrderType>(type, ignoreCase: true))],
    };
}
