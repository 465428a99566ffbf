using HtxSimulator;

namespace HtxCancel.Tests.Faults;

/// <summary>What HTX's edge does to a kill. docs/faults.md goes by the names of these tests.</summary>
public sealed class HttpFaultTests
{
    [Theory, OnEachCall]
    public Task HTTP_403_with_a_page_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Page(403), assetMode, call);

    [Theory, OnBothGenerations]
    public Task HTTP_403_with_a_page_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.Page(403), assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task HTTP_404_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.NotFound, assetMode, call);

    [Theory, OnBothGenerations]
    public Task HTTP_404_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.NotFound, assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task HTTP_429_without_Retry_After_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.TooManyCalls(retryAfterSeconds: null), assetMode, call);

    [Theory, OnBothGenerations]
    public Task HTTP_429_without_Retry_After_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.TooManyCalls(retryAfterSeconds: null), assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task HTTP_429_with_Retry_After_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.TooManyCalls(retryAfterSeconds: 1), assetMode, call);

    [Theory, OnBothGenerations]
    public Task HTTP_429_with_Retry_After_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.TooManyCalls(retryAfterSeconds: 1), assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task HTTP_500_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Page(500), assetMode, call);

    [Theory, OnBothGenerations]
    public Task HTTP_500_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.Page(500), assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task HTTP_502_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Page(502), assetMode, call);

    [Theory, OnBothGenerations]
    public Task HTTP_502_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.Page(502), assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task HTTP_503_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.Page(503), assetMode, call);

    [Theory, OnBothGenerations]
    public Task HTTP_503_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.Page(503), assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task An_empty_body_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.EmptyBody, assetMode, call);

    [Theory, OnBothGenerations]
    public Task An_empty_body_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.EmptyBody, assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task A_body_that_is_cut_off_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.CutOff, assetMode, call);

    [Theory, OnBothGenerations]
    public Task A_body_that_is_cut_off_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.CutOff, assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task A_body_that_is_not_JSON_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.NotJson, assetMode, call);

    [Theory, OnBothGenerations]
    public Task A_body_that_is_not_JSON_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.NotJson, assetMode, Outcome.Unknown);

    [Theory, OnEachCall]
    public Task A_wrong_content_type_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.WrongContentType, assetMode, call);

    [Theory, OnBothGenerations]
    public Task A_wrong_content_type_that_stays_ends_clear(int assetMode) => FaultCell.StaysAsync(Fault.WrongContentType, assetMode, Outcome.Clear);

    [Theory, OnEachCall]
    public Task A_body_of_10_MB_that_passes_ends_clear(int assetMode, FaultedCall call) => FaultCell.PassesAsync(Fault.TooLarge, assetMode, call);

    [Theory, OnBothGenerations]
    public Task A_body_of_10_MB_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.TooLarge, assetMode, Outcome.Unknown);

    [Theory, OnBothGenerations]
    public Task HTTP_404_of_the_mode_alone_that_stays_is_unknown(int assetMode) => FaultCell.StaysAsync(Fault.NotFound, assetMode, Paths.Mode, Outcome.Unknown);
}
