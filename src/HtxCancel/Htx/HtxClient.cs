using HtxCancel.ApiKeys;

namespace HtxCancel.Htx;

/// <summary>
/// One account's connection to HTX for the length of one run: its keys, its rate budget, the count of its calls.
/// Thread-safe.
/// </summary>
internal sealed class HtxClient(
    HtxTransport transport, IApiKeys apiKeys, string secretName, ApiKeyPair keys, RateBudget budget, CallCounter calls, TimeProvider time)
{
    /// <summary>How long an answer of the authentication family waits for fresh keys before it is repeated.</summary>
    private static readonly TimeSpan PatienceForKeys = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan WrongClock = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ImplausibleClock = TimeSpan.FromDays(1);

    private Signing _signing = new(new HtxSigningOrder(keys, [], TimeSpan.Zero), Silence: null);

    /// <summary>How many hosts the exchange has.</summary>
    public int Hosts => transport.Hosts;

    /// <summary>
    /// Sends <paramref name="request"/> and reads the answer with <paramref name="read"/>. An answer of the
    /// authentication family is asked once more with that answer's clock and freshly fetched keys. Throws nothing.
    /// </summary>
    public async Task<HtxResult<T>> SendAsync<T>(
        HtxRequest request, Func<HtxReply, HtxResult<T>> read, CancellationToken cancellationToken)
    {
        var signing = Volatile.Read(ref _signing);
        var result = await SendOnceAsync(request, signing, read, cancellationToken).ConfigureAwait(false);
        if (result is not HtxResult<T>.Failed { Error: { Code: { } code } error } || !HtxCode.IsAuthentication(code))
        {
            return result;
        }

        // "Works on one host, fails on the other" is an old complaint: the repeat goes elsewhere where it can.
        transport.TryOtherHostNext(request, error.Host);
        var fresh = await FreshSigningAsync(signing, ClockOffset(error) ?? signing.Order.ClockOffset, cancellationToken).ConfigureAwait(false);
        var clockWasWrong = (fresh.Order.ClockOffset - signing.Order.ClockOffset).Duration() > WrongClock;
        if (fresh.Silence is null || clockWasWrong)
        {
            result = await SendOnceAsync(request, fresh, read, cancellationToken).ConfigureAwait(false);
        }

        // The key may have been rotated: no reason to give up while the vault has not said so.
        return fresh.Silence is { } silence && result is HtxResult<T>.Failed { Error: { Code: { } last } refusal } && HtxCode.IsAuthentication(last)
            ? new HtxResult<T>.NoAnswer($"{refusal}, and the keys could not be fetched anew: {silence}")
            : result;
    }

    // HTX's clock as the answer tells it, against this machine's; null where it tells none that can be true.
    private TimeSpan? ClockOffset(HtxError error) =>
        error.AnsweredAt is { } theirs && (theirs - time.GetUtcNow()) is var offset && offset.Duration() < ImplausibleClock ? offset : null;

    private async Task<Signing> FreshSigningAsync(Signing old, TimeSpan clockOffset, CancellationToken cancellationToken)
    {
        var latest = Volatile.Read(ref _signing);
        if (!ReferenceEquals(latest, old))
        {
            // Another call of this run has been through it since.
            return latest;
        }

        using var patience = new CancellationTokenSource(PatienceForKeys, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var fetched = await apiKeys.RefreshAsync(secretName, either.Token).ConfigureAwait(false);
        var keys = fetched is ApiKeyResult.Found found ? found.Keys : old.Order.Keys;
        var fresh = new Signing(old.Order with { Keys = keys, ClockOffset = clockOffset }, (fetched as ApiKeyResult.Silent)?.Detail);
        latest = Interlocked.CompareExchange(ref _signing, fresh, old);
        return ReferenceEquals(latest, old) ? fresh : latest;
    }

    private async Task<HtxResult<T>> SendOnceAsync<T>(
        HtxRequest request, Signing signing, Func<HtxReply, HtxResult<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await budget.WaitAsync(request.Pool, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new HtxResult<T>.NoAnswer("the deadline came while the request waited for HTX's rate limit");
        }

        calls.Count(request.Pool);
        var answer = await transport.SendAsync(request, signing.Order with { Parameters = request.Parameters }, cancellationToken).ConfigureAwait(false);
        if (answer is not HtxResult<HtxReply>.Ok { Value: var reply })
        {
            return new HtxResult<T>.NoAnswer(((HtxResult<HtxReply>.NoAnswer)answer).Detail);
        }

        var result = read(reply);
        if (result is HtxResult<T>.NoAnswer or HtxResult<T>.Failed { Error.PathMissing: true })
        {
            transport.TryOtherHostNext(request, reply.Host);
        }

        ObserveLimits(request.Pool, reply, (result as HtxResult<T>.Failed)?.Error);
        return result;
    }

    private void ObserveLimits(RatePool pool, HtxReply reply, HtxError? error)
    {
        var limits = reply.Limits ?? RateLimits.None;
        if (error?.Code == HtxCode.TooManyCalls || (reply.Status == 429 && limits.Remaining is not null))
        {
            budget.Close(pool, limits.WaitAfterRefusal(time.GetUtcNow() + Volatile.Read(ref _signing).Order.ClockOffset));
        }
        else if (limits is { Limit: RateBudget.Limit, Remaining: { } remaining })
        {
            // Another limit is of another pool, not of this one.
            budget.Lower(pool, remaining);
        }
    }

    // With what calls are signed from now on, and why its keys could not be fetched anew when that was tried.
    private sealed record Signing(HtxSigningOrder Order, string? Silence);
}
