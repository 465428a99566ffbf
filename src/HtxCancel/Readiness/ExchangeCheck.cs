namespace HtxCancel.Readiness;

/// <summary>Asks every host of HTX what it says to everyone: its time, whether it is in maintenance, and of which contracts it cancels
/// orders, each question once. None of it counts against an account's rate limit. Throws nothing.</summary>
internal sealed class ExchangeCheck(HtxTransport transport, TimeProvider time)
{
    public async Task<ExchangeFinding> RunAsync(CancellationToken cancellationToken)
    {
        var clocks = AskAsync(host => ReadClockAsync(host, cancellationToken));
        var heartbeats = AskAsync(host => PublicCalls.ReadHeartbeatAsync(transport, host, cancellationToken));
        var states = await AskAsync(host => PublicCalls.ReadStatesAsync(transport, host, cancellationToken)).ConfigureAwait(false);
        var hosts = await clocks.ConfigureAwait(false);
        return new ExchangeFinding(
            [.. hosts.Select(clock => clock.Host)],
            hosts.Select(clock => clock.Offset).FirstOrDefault(offset => offset is not null),
            Maintenance(await heartbeats.ConfigureAwait(false), states),
            states.OfType<HtxResult<IReadOnlyDictionary<string, bool>>.Ok>().FirstOrDefault()?.Value);
    }

    private Task<T[]> AskAsync<T>(Func<int, Task<T>> ask) => Task.WhenAll(Enumerable.Range(0, transport.Hosts.Count).Select(ask));

    private async Task<(HostReadiness Host, TimeSpan? Offset)> ReadClockAsync(int host, CancellationToken cancellationToken)
    {
        var sentAt = time.GetUtcNow();
        var sent = time.GetTimestamp();
        var answer = await PublicCalls.ReadTimeAsync(transport, host, cancellationToken).ConfigureAwait(false);
        var took = time.GetElapsedTime(sent);
        var name = transport.NameOf(host);

        // HTX read its clock somewhere on the way there and back.
        return answer is HtxResult<DateTimeOffset>.Ok ok
            ? (new HostReadiness(name, (long)took.TotalMilliseconds, null), ok.Value - (sentAt + (took / 2)))
            : (new HostReadiness(name, null, (answer as HtxResult<DateTimeOffset>.NoAnswer)?.Detail), null);
    }

    private static string? Maintenance(HtxResult<HeartbeatData>[] heartbeats, HtxResult<IReadOnlyDictionary<string, bool>>[] states)
    {
        if (heartbeats.OfType<HtxResult<HeartbeatData>.Ok>().FirstOrDefault()?.Value is { LinearSwapHeartbeat: false } down)
        {
            return "HTX's USDT-M futures are in maintenance" + (HtxTime.FromMilliseconds(down.LinearSwapEstimatedRecoveryTime) is { } recovery
                ? $", by its own word until {recovery.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC"
                : "");
        }

        var refused = states.OfType<HtxResult<IReadOnlyDictionary<string, bool>>.Failed>();
        return refused.Any(state => state.Error is { Class: HtxCodeClass.Blocked, Code: null }) ? "HTX is in maintenance" : null;
    }
}

/// <summary>What a check found out about HTX that is the same for every account; null is what HTX did not say. How far its clock is ahead
/// of this machine's; why nothing at all can be cancelled now; of each contract, whether its orders are cancelled now.</summary>
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
