using HtxCancel.Htx;

namespace HtxCancel.Readiness;

/// <summary>What a check found out about one account.</summary>
/// <param name="Account">Its name in the settings.</param>
/// <param name="Secret">Its keys.</param>
/// <param name="Mode">Which API it lives on; null where it was not asked.</param>
/// <param name="SignedRead">Whether HTX accepted a signed read; null where none was answered.</param>
/// <param name="Problems">What keeps every kill of it from working, a part of a sentence each.</param>
/// <param name="Warnings">What may do so later.</param>
/// <param name="RateBudgetLeft">What HTX's rate limit leaves.</param>
internal sealed record AccountFinding(
    string Account,
    SecretReadiness Secret,
    AssetModeFinding? Mode,
    bool? SignedRead,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Warnings,
    RateBudgetLeft RateBudgetLeft)
{
    /// <summary>Nothing is known but <paramref name="problem"/>.</summary>
    public static AccountFinding NothingBut(string account, string problem, RateBudgetLeft left) =>
        new(account, new SecretReadiness(false, null, null, null, null), null, null, [problem], [], left);
}
