using HtxCancel.ApiKeys;

namespace HtxCancel.Htx;

/// <summary>
/// One account's connection to HTX for the length of one run: its keys, its rate budget, the count of its calls.
/// Thread-safe.
/// </summary>
internal sealed class HtxClient(
    HtxTransport transport, IApiKeys apiKeys, string secretName, ApiKeyPair keys, RateBudget budget, CallCounter calls, TimeProvider time)
{
    private HtxSigningOrder _signing = new(keys, [], TimeSpan.Zero);

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

        var fetched = await apiKeys.RefreshAsync(secretName, cancellationToken).ConfigureAwait(false);
        if (fetched is ApiKeyResult.Silent silent)
        {
            // The key may have been rotated: no reason to give up while the vault has not said so.
            return new HtxResult<T>.NoAnswer($"{error}, and the keys could not be fetched anew: {silent.Detail}");
        }

        var fresh = signing with
        {
            Keys = fetched is ApiKeyResult.Found found ? found.Keys : signing.Keys,
            ClockOffset = error.AnsweredAt is { } theirs ? theirs - time.GetUtcNow() : signing.ClockOffset,
        };
        Volatile.Write(ref _signing, fresh);
        return await SendOnceAsync(request, fresh, read, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HtxResult<T>> SendOnceAsync<T>(
        HtxRequest request, HtxSigningOrder signing, Func<HtxReply, HtxResult<T>> read, CancellationToken cancellationToken)
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
        var answer = await transport.SendAsync(request, signing with { Parameters = request.Parameters }, cancellationToken).ConfigureAwait(false);
        if (answer is not HtxResult<HtxReply>.Ok { Value: var reply })
        {
            return new HtxResult<T>.NoAnswer(((HtxResult<HtxReply>.NoAnswer)answer).Detail);
        }

        var result = read(reply);
        var error = (result as HtxResult<T>.Failed)?.Error;
        ObserveLimits(request.Pool, reply, error);
        return error is null ? result : new HtxResult<T>.Failed(error with { Message = HtxMessage.Clean(error.Message, signing.Keys) });
    }

    private void ObserveLimits(RatePool pool, HtxReply reply, HtxError? error)
    {
        if (reply.Limits?.Remaining is { } remaining)
        {
            budget.Lower(pool, remaining);
        }

        if (reply.Status == 429 || error?.Code == HtxCode.TooManyCalls)
        {
            budget.Close(pool, (reply.Limits ?? new RateLimits(null, null, null)).WaitAfterRefusal(time.GetUtcNow() + Volatile.Read(ref _signing).ClockOffset));
        }
    }
}
