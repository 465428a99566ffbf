using HtxCancel.Tests.Drivers;

namespace HtxCancel.Tests.Kill;

/// <summary>How a contract stands, by what HTX said of the account.</summary>
public sealed class VerdictsTests
{
    [Theory]
    [InlineData(nameof(AssetMode.SingleAsset), "v1")]
    [InlineData(nameof(AssetMode.SingleAssetV5), "v5")]
    public void Two_empty_looks_on_the_api_that_htx_named_are_clear(string mode, string api)
    {
        var kill = new KillScript { Mode = Enum.Parse<AssetMode>(mode) };

        kill.RunToEnd();

        Assert.Equal((Outcome.Clear, null, api), (kill.Contract.Outcome, kill.Contract.Detail, Assert.Single(kill.Report.Apis)));
    }

    [Fact]
    public void While_the_mode_is_unread_two_empty_lists_of_both_apis_prove_nothing()
    {
        var kill = new KillScript { Instead = call => call.What is Do.ReadMode ? KillScript.Refused(call, 1000) : null };

        kill.RunToEnd();

        Assert.True(kill.V1.Proof.IsDone && kill.V5.Proof.IsDone);
        Assert.Equal((Outcome.Unknown, 20_000d), (kill.Contract.Outcome, kill.EndedAt));
        Assert.Equal(
            "not proven before the deadline; HTX did not say which API the account lives on (HTX 1000: no), so no list proves that nothing rests",
            kill.Contract.Detail);
    }

    [Fact]
    public void A_mode_that_is_remembered_proves_nothing()
    {
        var kill = new KillScript(remembered: AssetMode.SingleAsset) { Instead = call => call.What is Do.ReadMode ? KillScript.Silence : null };

        kill.RunToEnd();

        Assert.Equal(Outcome.Unknown, kill.Contract.Outcome);
    }

    [Fact]
    public void A_contract_that_both_apis_refuse_is_refused_though_the_mode_is_unread()
    {
        var kill = new KillScript(KillDriver.Scope() with { MarginModeAsked = MarginScope.All })
        {
            Instead = call => call.What is Do.ReadMode ? KillScript.Silence : KillScript.Refused(call, 1332),
        };

        kill.RunToEnd();

        Assert.Equal((Outcome.Refused, "HTX 1332: no"), (kill.Contract.Outcome, kill.Contract.Detail));
        Assert.InRange(kill.EndedAt!.Value, 300, 1000);
    }

    [Theory]
    [InlineData(6002)]
    [InlineData(6023)]
    [InlineData(1066)]
    [InlineData(404)]
    public void That_v1_says_moved_is_no_reason_to_believe_v5(int code)
    {
        var kill = new KillScript
        {
            Instead = call => call.What is Do.ReadMode ? KillScript.Silence : call.What is Do.CancelContract or Do.ListPage { List: V1OpenList } ? KillScript.Refused(call, code) : null,
        };

        kill.RunToEnd();

        Assert.Equal(Outcome.Unknown, kill.Contract.Outcome);
    }

    [Fact]
    public void V1_is_clear_when_htx_has_confirmed_after_the_last_list_that_the_account_lives_there()
    {
        var kill = new KillScript();

        kill.RunToEnd();

        Assert.Equal(2, kill.Calls.Count(call => call.What is Do.ReadMode));
        Assert.Equal(kill.Calls.Last(call => call.What is Do.ReadMode).At + 10, kill.EndedAt);
    }

    [Fact]
    public void V1_is_not_clear_while_that_is_not_confirmed()
    {
        var kill = new KillScript();
        kill.Instead = call => call.What is Do.ReadMode && call.At > 0 ? KillScript.Refused(call, 1000) : null;

        kill.RunToEnd();

        Assert.True(kill.V1.Proof.IsDone);
        Assert.Equal((Outcome.Unknown, Details.NotConfirmed(ApiGeneration.V1)), (kill.Contract.Outcome, kill.Contract.Detail));
    }

    [Theory]
    [InlineData(null, Outcome.Refused, "this account has no isolated margin; say margin_mode cross or all")]
    [InlineData(MarginScope.Isolated, Outcome.Clear, null)]
    [InlineData(MarginScope.Cross, Outcome.Clear, null)]
    public void An_account_without_isolated_margin_is_refused_where_isolated_was_not_asked_for(MarginScope? asked, Outcome outcome, string? detail)
    {
        var kill = new KillScript(KillDriver.Scope() with { MarginModeAsked = asked }) { Mode = AssetMode.MultiAssets };

        kill.RunToEnd();

        Assert.Equal((outcome, detail), (kill.Contract.Outcome, kill.Contract.Detail));
    }

    [Fact]
    public void An_isolated_order_that_rests_on_such_an_account_is_cancelled_all_the_same()
    {
        var kill = new KillScript { Mode = AssetMode.MultiAssets, Orders = { Looks.Order("1") } };

        kill.RunToEnd();

        Assert.Equal(Outcome.Clear, kill.Contract.Outcome);
        Assert.Equal(["1"], kill.Contract.Cancelled);
    }

    [Fact]
    public void Conditional_orders_of_a_v1_account_are_refused()
    {
        var kill = new KillScript(KillDriver.Scope() with { OrderTypes = [OrderType.Trigger, OrderType.Tpsl] });

        kill.RunToEnd();

        Assert.Empty(kill.Cancels);
        Assert.Equal(
            (Outcome.Refused, "trigger, tpsl orders can be cancelled on HTX's v5 API only, and this account lives on v1: cancel them at HTX"),
            (kill.Contract.Outcome, kill.Contract.Detail));
    }

    [Fact]
    public void Its_plain_orders_go_all_the_same()
    {
        var kill = new KillScript(KillDriver.Scope() with { OrderTypes = [OrderType.Plain, OrderType.Trigger] }) { Orders = { Looks.Order("1") } };

        kill.RunToEnd();

        Assert.Empty(kill.Orders);
        Assert.Equal(
            (Outcome.Refused, "trigger orders can be cancelled on HTX's v5 API only, and this account lives on v1: cancel them at HTX; its plain orders are proven gone"),
            (kill.Contract.Outcome, kill.Contract.Detail));
    }

    [Theory]
    [InlineData(nameof(AssetMode.SingleAsset))]
    [InlineData(nameof(AssetMode.SingleAssetV5))]
    public void A_dry_run_lists_what_it_would_cancel(string mode)
    {
        var kill = new KillScript(dryRun: true) { Mode = Enum.Parse<AssetMode>(mode), Orders = { Looks.Order("1") } };

        kill.RunToEnd();

        Assert.Empty(kill.Cancels);
        Assert.Equal((Outcome.DryRun, "1"), (kill.Contract.Outcome, Assert.Single(kill.Contract.StillOpen!).OrderId));
    }
}
