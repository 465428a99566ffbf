using HtxSimulator;

namespace HtxCancel.Tests.Faults;

/// <summary>What the network does to a kill. docs/faults.md goes by the names of these tests.</summary>
public sealed class NetworkFaultTests
{
    [Theory, OnEachCall]
    public Task A_refused_connection_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Refused, assetMode, call);

    [Theory, OnBothGenerations]
    public Task A_refused_connection_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.Refused, assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task A_connection_reset_before_the_request_was_carried_out_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Reset, assetMode, call);

    [Theory, OnBothGenerations]
    public Task A_connection_reset_before_the_request_was_carried_out_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.Reset, assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task An_answer_lost_after_the_request_was_carried_out_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.LostAnswer, assetMode, call);

    [Theory, OnBothGenerations]
    public Task An_answer_lost_after_the_request_was_carried_out_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.LostAnswer, assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task A_hang_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Hang, assetMode, call);

    [Theory, OnBothGenerations]
    public Task A_hang_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.Hang, assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task An_answer_of_one_byte_a_second_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Drip, assetMode, call);

    [Theory, OnBothGenerations]
    public Task An_answer_of_one_byte_a_second_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.Drip, assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task A_TLS_failure_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.TlsFailure, assetMode, call);

    [Theory, OnBothGenerations]
    public Task A_TLS_failure_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.TlsFailure, assetMode, Outcome.Unknown);

    [Theory, OnBothGenerations]
    public async Task One_dead_host_that_stays_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        Fault.ByName["one-host-down"](cell.Exchange);

        var report = await cell.EndsClearAsync();

        Assert.InRange(report.ElapsedMs, 1000, 2500);
    }

    [Theory, OnBothGenerations]
    public async Task One_host_that_hangs_and_stays_so_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        Fault.Hang.At("api.hbdm.com").Befall(cell.Exchange, Paths.All);

        await cell.EndsClearAsync();
    }

    [Theory, OnBothGenerations]
    public async Task Both_hosts_dead_for_5_s_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        Fault.Refused.Befall(cell.Exchange, Paths.All, Fault.For(cell.Exchange, TimeSpan.FromSeconds(5)));

        var report = await cell.EndsClearAsync();

        Assert.InRange(report.ElapsedMs, 6000, 9500);
    }

    [Theory, OnBothGenerations]
    public async Task Both_hosts_dead_until_the_deadline_is_unknown(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        Fault.Refused.At("api.hbdm.com").Befall(cell.Exchange, Paths.All);
        Fault.Hang.At("api.hbdm.vn").Befall(cell.Exchange, Paths.All);

        await cell.EndsAsync(Outcome.Unknown);
    }

    [Theory, OnBothGenerations]
    public async Task Answers_that_take_600_ms_and_stay_so_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        Fault.ByName["slow"](cell.Exchange);

        await cell.EndsClearAsync();
    }

    [Theory, OnBothGenerations]
    public async Task Answers_that_take_2_1_s_and_stay_so_ends_clear(int assetMode)
    {
        using var cell = new FaultCell(assetMode);
        Fault.Slow(TimeSpan.FromSeconds(2.1)).Befall(cell.Exchange, Paths.All);

        await cell.EndsClearAsync();
    }

    [Theory, OnBothGenerations]
    public Task No_answer_to_any_cancel_is_remaining(int assetMode) =>
        FaultCell.StaysAsync(Fault.Reset, assetMode, Paths.Cancels, Outcome.Remaining);

    [Theory, OnBothGenerations]
    public Task No_answer_to_any_list_is_unknown(int assetMode) =>
        FaultCell.StaysAsync(Fault.Hang, assetMode, Paths.Lists, Outcome.Unknown);

    [Theory, OnBothGenerations]
    public Task No_answer_to_the_question_for_the_account_s_mode_is_unknown(int assetMode) =>
        FaultCell.StaysAsync(Fault.Hang, assetMode, Paths.Mode, Outcome.Unknown);
}
