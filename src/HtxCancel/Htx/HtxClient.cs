namespace HtxCancel.Htx;

/// <summary>One account's connection to HTX for the length of one run: its keys, its rate budget, the count of its calls. Thread-safe.</summary>
internal sealed class HtxClient(
    HtxTransport transport, IApiKeys apiKeys, string secretName, ApiKeyPair keys, RateBudget budget, CallCounter calls, TimeProvider time,
    Action<Exception>? unexpected = null)
{
    // How often a request that gets no answer of use is sent in a row; the rounds come back to it anyway.
    private const int MaximumAttempts = 3;

    // Before the second attempt, at most; twice that before the third.
    private static readonly TimeSpan LongestFirstPause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan TooLongForRepetitions = TimeSpan.FromSeconds(1.5);

    // HTX has counted a call by now, or it never came: those that hang must not use up the limit of those that do not.
    private static readonly TimeSpan InFlightFor = TimeSpan.FromSeconds(2);

    // HTX takes a signed call so long after its time stamp.
    private static readonly TimeSpan SignatureLasts = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Task, DateTimeOffset> _cancelsOut = new();
    private readonly SigningKeys _keys = new(apiKeys, secretName, keys, transport.Hosts.Count, time);
    private readonly HostClock[] _clocks = [.. Enumerable.Range(0, transport.Hosts.Count).Select(_ => new HostClock(time))];
    private readonly HostChoice _hosts = new(transport.Hosts);
    private readonly HostRace _race = new(transport.Hosts, budget, time);

    public int Hosts => transport.Hosts.Count;
    public int FirstHost => _hosts.First;

    /// <summary>Until when cancels may still take effect that are under way, or were when the run gave them up; null where there are none.</summary>
    public DateTimeOffset? CancelsLastUntil => _cancelsOut.Values is { Count: > 0 } sent ? sent.Max() + SignatureLasts : null;

    /// <summary>Sends <paramref name="request"/> and reads the answer with <paramref name="read"/>. Without an answer of use it is sent
    /// again, to the other host, as far as the rate limit has room. After an answer of the authentication family it is sent once more,
    /// and such an answer is one to retry until HTX refuses the keys for good. A request that takes long is raced against the other host,
    /// and the first good answer counts: <paramref name="late"/> takes the other one when it comes. With <paramref name="isGranted"/> the
    /// rate budget has granted the call already. Throws nothing.</summary>
    public async Task<HtxResult<T>> SendAsync<T>(
        HtxRequest request, Func<HtxReply, HtxResult<T>> read, CancellationToken cancellationToken, Action<HtxResult<T>>? late = null, bool isGranted = false)
    {
        var result = await SendAsync(request, request.Host ?? _hosts.For(request), read, late, isGranted, cancellationToken).ConfigureAwait(false);
        if (RefusalOf(result) is not { } first || _keys.AreRefused)
            return result;

        // "Works on one host, fails on the other" is an old complaint: the repeat goes elsewhere, unless it was this one's clock, or
        // the other one is known to lack the path.
        if (!first.ClockCorrected)
            _hosts.Refused(first.Host);

        var silence = await _keys.RenewAsync(cancellationToken).ConfigureAwait(false);
        var next = first.ClockCorrected ? first.Host : request.Host is null ? _hosts.For(request) : transport.Hosts.After(first.Host);
        result = await SendAsync(request, next, read, late, isGranted: false, cancellationToken).ConfigureAwait(false);
        if (RefusalOf(result) is not { } last || _keys.AreRefused)
            return result;

        var words = silence is null ? last.Message : $"{last.Message}, and the keys could not be fetched anew: {silence}";
        return new HtxResult<T>.Failed(last with { Class = HtxCodeClass.Retry, Message = words });
    }

    private static HtxError? RefusalOf<T>(HtxResult<T> result) =>
        result is HtxResult<T>.Failed { Error: { Code: { } code } error } && HtxCode.IsAuthentication(code) ? error : null;

    private async Task<HtxResult<T>> SendAsync<T>(
        HtxRequest request, int host, Func<HtxReply, HtxResult<T>> read, Action<HtxResult<T>>? late, bool isGranted, CancellationToken cancellationToken)
    {
        try
        {
            if (!isGranted)
                await budget.WaitAsync(this, request.Pool, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new HtxResult<T>.NoAnswer("the deadline came while the request waited for HTX's rate limit");
        }

        return await _race.RunAsync(request, host, asked => AskAsync(request, asked, read, cancellationToken), late, cancellationToken).ConfigureAwait(false);
    }

    // What nobody expected of one host must not lose what the other one answers.
    private async Task<HtxResult<T>> AskAsync<T>(HtxRequest request, int host, Func<HtxReply, HtxResult<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await RepeatAsync(request, host, read, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            unexpected?.Invoke(e);
            return new HtxResult<T>.NoAnswer($"an unexpected fault ({e.GetType().Name})");
        }
    }

    // The rate limit has room for the first attempt.
    private async Task<HtxResult<T>> RepeatAsync<T>(
        HtxRequest request, int host, Func<HtxReply, HtxResult<T>> read, CancellationToken cancellationToken)
    {
        var begunAt = time.GetTimestamp();
        HtxResult<T> latest = new HtxResult<T>.NoAnswer("the deadline came before the request");
        for (var attempt = 1; !cancellationToken.IsCancellationRequested; attempt++)
        {
            latest = await SendOnceAsync(request, host, read, cancellationToken).ConfigureAwait(false);
            host = transport.Hosts.After(host);

            // A repetition takes a permit if one is free. It is left to the next round otherwise, and where time was lost
            // already: others wait for the end of this one. Who names a host asks again himself.
            if (request.Host is not null || latest is not HtxResult<T>.NoAnswer || attempt == MaximumAttempts
                || time.GetElapsedTime(begunAt) >= TooLongForRepetitions || cancellationToken.IsCancellationRequested || !budget.TryTakeNow(request.Pool))
            {
                return latest;
            }

            var longest = LongestFirstPause * (1 << (attempt - 1));
            var pause = (longest / 2) + (longest / 2 * transport.Jitter());
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Granted for an attempt that the deadline kept from being made.
        budget.GiveBack(request.Pool);
        return latest;
    }

    private async Task<HtxResult<T>> SendOnceAsync<T>(
        HtxRequest request, int host, Func<HtxReply, HtxResult<T>> read, CancellationToken cancellationToken)
    {
        var signing = new SigningContext(_keys.Current, request.Parameters, _clocks[host].Offset);
        calls.Count(request.Pool);
        var sentAt = time.GetUtcNow();
        var sending = transport.SendAsync(request, signing, host, cancellationToken);
        if (request.Pool == RatePool.Trade)
            _cancelsOut[sending] = sentAt;

        await sending.EndsWithinAsync(InFlightFor, time).ConfigureAwait(false);
        budget.Answered(request.Pool);
        var answer = await sending.ConfigureAwait(false);
        if (answer is HtxResult<HtxReply>.Ok || !cancellationToken.IsCancellationRequested)
            _cancelsOut.TryRemove(sending, out _);

        var result = answer is HtxResult<HtxReply>.Ok { Value: var reply }
            ? Learn(request, host, signing, reply, read(reply))
            : new HtxResult<T>.NoAnswer(((HtxResult<HtxReply>.NoAnswer)answer).Detail);
        // A 404 says nothing of an account: while a generation is gone, one comes between all refusals.
        if (RefusalOf(result) is not null)
            _keys.Refused(signing.Keys, host);
        else if (result is not HtxResult<T>.Failed { Error.PathMissing: true })
            _keys.NotRefused();

        return result;
    }

    // What an answer says of its host and of the rate limit.
    private HtxResult<T> Learn<T>(HtxRequest request, int host, SigningContext signing, HtxReply reply, HtxResult<T> result)
    {
        var error = (result as HtxResult<T>.Failed)?.Error;
        ObserveLimits(request.Pool, reply, error);
        if (result is HtxResult<T>.NoAnswer)
        {
            transport.Hosts.Failed(host);
            return result;
        }

        calls.CountAnswered();
        if (error is null)
            _hosts.Helped(host);

        if (RefusalOf(result) is { } refusal)
            return new HtxResult<T>.Failed(refusal with { ClockCorrected = _clocks[host].Refused(signing.ClockOffset, refusal.AnsweredAt, reply.Date) });

        if (error is { PathMissing: true } && request.Host is null)
            _hosts.Missing(request, host);
        else if (error is null or { Code: not null, PathMissing: false })
            _clocks[host].Accepted(signing.ClockOffset);

        return result;
    }

    private void ObserveLimits(RatePool pool, HtxReply reply, HtxError? error)
    {
        var limits = reply.Limits ?? RateLimits.None;
        // Another limit is of another pool, not of this one.
        if (error?.Code == HtxCode.TooManyCalls || (reply.Status == 429 && limits is not { Remaining: null, RetryAfter: null }))
            budget.Close(pool, limits.WaitAfterRefusal(time.GetUtcNow() + _clocks[reply.Host].Offset));
        else if (limits is { Limit: RateBudget.Limit, Remaining: { } remaining })
            budget.Lower(pool, remaining);
    }
}
