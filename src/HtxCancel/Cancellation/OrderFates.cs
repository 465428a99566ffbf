using HtxCancel.Cancellation.Reports;

namespace HtxCancel.Cancellation;

/// <summary>The lists of one contract's report, in the order in which HTX first named the orders.</summary>
/// <param name="Looked">Whether any list could be read; without one nothing is known of what rests.</param>
internal sealed record OrderFates(bool Looked)
{
    public List<string> Cancelled { get; } = [];

    public List<string> AlreadyGone { get; } = [];

    public List<string> Filled { get; } = [];

    public List<string> Unverified { get; } = [];

    public List<ReappearedOrder> Reappeared { get; } = [];

    public List<FailedOrder> Failed { get; } = [];

    public List<OpenOrder> StillOpen { get; } = [];
}
