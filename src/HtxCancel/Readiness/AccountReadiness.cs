namespace HtxCancel.Readiness;

/// <summary>Whether a kill would work on one account now.</summary>
/// <param name="Account">Its name in the settings.</param>
/// <param name="Ready">It would, of each of its targets.</param>
/// <param name="Problems">What is wrong and what to do about it, a sentence each.</param>
/// <param name="Warnings">What does not keep a kill from working yet, a sentence each.</param>
/// <param name="Secret">Its keys.</param>
/// <param name="ClockOffsetMs">How far HTX's clock is ahead of this machine's, milliseconds; null where HTX did not tell it.</param>
/// <param name="Api">The API generation that its orders live on, <c>v1</c> or <c>v5</c>; null where HTX did not tell it.</param>
/// <param name="SignedRead">Whether HTX accepted a read that was signed with its keys; null where none was answered.</param>
/// <param name="Targets">The targets that name it.</param>
/// <param name="Contracts">The contracts of these targets.</param>
/// <param name="RateBudgetLeft">What HTX's rate limit leaves.</param>
public sealed record AccountReadiness(
    string Account,
    bool Ready,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Warnings,
    SecretReadiness Secret,
    long? ClockOffsetMs,
    string? Api,
    bool? SignedRead,
    IReadOnlyList<TargetOnAccount> Targets,
    IReadOnlyList<ContractReadiness> Contracts,
    RateBudgetLeft RateBudgetLeft);
