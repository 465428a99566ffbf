namespace HtxCancel.Cancellation.Reports;

/// <summary>What became of one account.</summary>
/// <param name="Account">Its name in the settings.</param>
/// <param name="Apis">The API generations that were used, such as <c>v1</c>.</param>
/// <param name="Outcome">The worst of its contracts.</param>
/// <param name="Detail">Why it did not end clear, and whether a cancel may still take effect, in a sentence; null when it is all over.</param>
/// <param name="Contracts">One entry a contract of the scope, in its order.</param>
/// <param name="OutOfScope">What rests beside the scope.</param>
public sealed record AccountReport(
    string Account,
    IReadOnlyList<string> Apis,
    Outcome Outcome,
    string? Detail,
    IReadOnlyList<ContractReport> Contracts,
    OutOfScope OutOfScope);
