using HtxCancel.Cancellation;
using HtxCancel.Htx;

namespace HtxCancel.Readiness;

/// <summary>What a check found out about one account; null is what it did not find out.</summary>
/// <param name="Account">Its name in the settings.</param>
/// <param name="Secret">Its keys.</param>
/// <param name="Mode">Which API it lives on.</param>
/// <param name="SignedRead">Whether HTX accepted a signed read.</param>
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
    public static AccountFinding NothingBut(string account, string problem, RateBudgetLeft left) =>
        new(account, new SecretReadiness(false, null, null, null, null), null, null, [problem], [], left);
}

/// <summary>What a check found out about HTX that is the same for every account; null is what HTX did not say.</summary>
/// <param name="Hosts">The hosts, the preferred one first.</param>
/// <param name="ClockOffset">How far HTX's clock is ahead of this machine's.</param>
/// <param name="Maintenance">Why nothing at all can be cancelled now, a part of a sentence.</param>
/// <param name="Contracts">Of each contract, whether HTX cancels its orders now.</param>
internal sealed record ExchangeFinding(
    IReadOnlyList<HostReadiness> Hosts, TimeSpan? ClockOffset, string? Maintenance, IReadOnlyDictionary<string, bool>? Contracts)
{
    /// <summary>Whether HTX cancels orders of <paramref name="contractCode"/>, or of any contract where that is <c>*</c>.</summary>
    public Cancellable CanCancel(string contractCode) =>
        Maintenance is not null ? Cancellable.No
        : Contracts is not { Count: > 0 } ? Cancellable.Unknown
        : contractCode == CancelScope.EveryContract ? (Contracts.Values.Contains(true) ? Cancellable.Yes : Cancellable.No)
        : !Contracts.TryGetValue(contractCode, out var can) ? Cancellable.Unknown
        : can ? Cancellable.Yes
        : Cancellable.No;
}
