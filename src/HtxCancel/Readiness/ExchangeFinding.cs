namespace HtxCancel.Readiness;

/// <summary>What a check found out about HTX that is the same for every account.</summary>
/// <param name="Hosts">The hosts, the preferred one first.</param>
/// <param name="ClockOffset">How far HTX's clock is ahead of this machine's; null where no host told its time.</param>
/// <param name="Maintenance">Why nothing at all can be cancelled now, a part of a sentence; null where HTX does not say so.</param>
/// <param name="Contracts">Of each contract, whether HTX cancels its orders now; null where it did not say.</param>
internal sealed record ExchangeFinding(
    IReadOnlyList<HostReadiness> Hosts, TimeSpan? ClockOffset, string? Maintenance, IReadOnlyDictionary<string, bool>? Contracts)
{
    /// <summary>Whether HTX cancels orders of <paramref name="contractCode"/>, or of any contract where that is <c>*</c>.</summary>
    public Cancellable CanCancel(string contractCode) =>
        Maintenance is not null ? Cancellable.No
        : Contracts is not { Count: > 0 } ? Cancellable.Unknown
        : contractCode == Cancellation.CancelScope.EveryContract ? (Contracts.Values.Contains(true) ? Cancellable.Yes : Cancellable.No)
        : !Contracts.TryGetValue(contractCode, out var can) ? Cancellable.Unknown
        : can ? Cancellable.Yes
        : Cancellable.No;
}
