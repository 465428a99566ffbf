namespace HtxCancel.Cancellation.Reports;

/// <summary>What became of one contract. An order id stands in one list only; null is what was not looked at.</summary>
/// <param name="ContractCode">The contract.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">Why it did not end clear, in a sentence; null when it did.</param>
/// <param name="Rounds">How many times a cancel was sent.</param>
/// <param name="Cancelled">Acknowledged by HTX, and absent from a whole list that was read afterwards.</param>
/// <param name="AlreadyGone">Gone without an acknowledgement of ours: HTX said so, or the list did.</param>
/// <param name="Filled">Executed before the cancel reached them.</param>
/// <param name="Unverified">Acknowledged or listed, but no whole list was read since: they may rest.</param>
/// <param name="Reappeared">Came during the run, and are gone again.</param>
/// <param name="Failed">HTX would not cancel them: they rest, as far as is known.</param>
/// <param name="StillOpen">Stood in the last list; in a dry run, what would be cancelled.</param>
/// <param name="LastLookAt">When the last list that told anything was asked for, UTC.</param>
public sealed record ContractReport(
    string ContractCode,
    Outcome Outcome,
    string? Detail,
    int Rounds,
    IReadOnlyList<string>? Cancelled,
    IReadOnlyList<string> AlreadyGone,
    IReadOnlyList<string> Filled,
    IReadOnlyList<string> Unverified,
    IReadOnlyList<ReappearedOrder> Reappeared,
    IReadOnlyList<FailedOrder> Failed,
    IReadOnlyList<OpenOrder>? StillOpen,
    DateTimeOffset? LastLookAt);
