using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using HtxCancel.ApiKeys;
using Polly;
using Polly.Retry;

namespace HtxCancel.Htx;

/// <summary>
/// One account's connection to HTX for the length of one run: its keys, its rate budget, the count of its calls.
/// Thread-safe.
/// </summary>
internal sealed class HtxClient(
    HtxTransport transport, IApiKeys apiKeys, string secretName, ApiKeyPair keys, IRateBudget budget, CallCounter calls, TimeProvider time)
{
    /// <summary>How often a request that got no answer of use is sent again at once; the rounds come back to it anyway.</summary>
    private const int MaximumRetries = 2;

    private static readonly TimeSpan TooLongForRepetitions = TimeSpan.FromSeconds(1.5);

    /// <summary>A cancel takes HTX tens of milliseconds: one that takes this long is sent to the other host as well.</summary>
    private static readonly TimeSpan RacedAfter = TimeSpan.FromMilliseconds(400);

    /// <summary>How long an answer of the authentication family waits for fresh keys before it is repeated.</summary>
    private static readonly TimeSpan PatienceForKeys = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan WrongClock = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ImplausibleClock = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, ImmutableHashSet<int>> _missingAt = new();
    private Signing _signing = new(new HtxSigningOrder(keys, [], TimeSpan.Zero), Silence: null);
    private volatile int _unhelpfulHost = -1;

    /// <summary>How many hosts the exchange has.</summary>
    public int Hosts => transport.Hosts.Count;

    /// <summary>
    /// The host to ask next, from 0. One that is well and says what is of no use (that it knows no such path, or no such
    /// key) is left by this run only.
    /// </summary>
    public int FirstHost => transport.Hosts.First is var first && first == _unhelpfulHost ? transport.Hosts.After(first) : first;

    /// <summary>The pauses between repetitions; whether there is one is said by each attempt.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="jitter">Random numbers from 0 to 1 that spread them.</param>
    public static ResiliencePipeline CreateRepetitions(TimeProvider time, Func<double> jitter) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = MaximumRetries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(100),
            UseJitter = true,
            Randomizer = jitter,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is Attempt { IsToBeRepeated: true }),
        })
        .Build();

    /// <summary>
    /// Sends <paramref name="request"/> and reads the answer with <paramref name="read"/>. Without an answer of use it is
    /// sent again, to the other host, as far as the rate limit has room. An answer of the authentication family is asked
    /// once more with that answer's clock and freshly fetched keys. Throws nothing.
    /// </summary>
    /// <param name="request">What is asked.</param>
    /// <param name="read">What an answer says.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="late">
    /// When given, a request that takes long is raced against the other host, the first good answer counts, and this
    /// takes the other one when it comes.
    /// </param>
    public async Task<HtxResult<T>> SendAsync<T>(
        HtxRequest request, Func<HtxReply, HtxResult<T>> read, CancellationToken cancellationToken, Action<HtxResult<T>>? late = null)
    {
        var signing = Volatile.Read(ref _signing);
        var result = await SendSignedAsync(request, signing, read, late, cancellationToken).ConfigureAwait(false);
        if (result is not HtxResult<T>.Failed { Error: { Code: { } code } error } || !HtxCode.IsAuthentication(code))
        {
            return result;
        }

        // "Works on one host, fails on the other" is an old complaint: the repeat goes elsewhere where it can.
        _unhelpfulHost = error.Host;
        var fresh = await FreshSigningAsync(signing, ClockOffset(error) ?? signing.Order.ClockOffset, cancellationToken).ConfigureAwait(false);
        var clockWasWrong = (fresh.Order.ClockOffset - signing.Order.ClockOffset).Duration() > WrongClock;
        if (fresh.Silence is null || clockWasWrong)
        {
            result = await SendSignedAsync(request, fresh, read, late, cancellationToken).ConfigureAwait(false);
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

    private async Task<HtxResult<T>> SendSignedAsync<T>(
        HtxRequest request, Signing signing, Func<HtxReply, HtxResult<T>> read, Action<HtxResult<T>>? late, CancellationToken cancellationToken)
    {
        try
        {
            await budget.WaitAsync(this, request.Pool, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new HtxResult<T>.NoAnswer("the deadline came while the request waited for HTX's rate limit");
        }

        var host = request.Host ?? HostFor(request);
        var first = RepeatAsync(request, signing, read, host, cancellationToken);
        if (late is null || Hosts == 1 || await first.EndsWithinAsync(RacedAfter, time).ConfigureAwait(false) || !budget.TryTakeNow(request.Pool))
        {
            return await first.ConfigureAwait(false);
        }

        var second = RepeatAsync(request, signing, read, transport.Hosts.After(host), cancellationToken);
        var winner = await Task.WhenAny(first, second).ConfigureAwait(false);
        var loser = winner == first ? second : first;
        if (await winner.ConfigureAwait(false) is var result && IsGood(result))
        {
            _ = HandOverAsync(loser, late);
            return result;
        }

        return await loser.ConfigureAwait(false) is var other && other is not HtxResult<T>.NoAnswer ? other : result;
    }

    private static bool IsGood<T>(HtxResult<T> result) => result is HtxResult<T>.Ok or HtxResult<T>.Failed { Error.Class: HtxCodeClass.Nothing };

    // Owned by nobody but the run's token, which ends it; it cannot throw.
    private static async Task HandOverAsync<T>(Task<HtxResult<T>> loser, Action<HtxResult<T>> late) => late(await loser.ConfigureAwait(false));

    private async Task<HtxResult<T>> RepeatAsync<T>(
        HtxRequest request, Signing signing, Func<HtxReply, HtxResult<T>> read, int host, CancellationToken cancellationToken)
    {
        HtxResult<T>? latest = null;
        var attempts = 0;
        var isCounted = true;
        var begunAt = time.GetTimestamp();
        try
        {
            await transport.Repetitions.ExecuteAsync(
                async token =>
                {
                    latest = await SendOnceAsync(request, signing, read, host, token).ConfigureAwait(false);
                    budget.Answered(request.Pool);
                    host = transport.Hosts.After(host);

                    // A repetition takes a permit if one is free. It is left to the next round otherwise, and where time was lost
                    // already: others wait for the end of this one. Who names a host asks again himself.
                    isCounted = request.Host is null && latest is HtxResult<T>.NoAnswer && attempts++ < MaximumRetries
                        && time.GetElapsedTime(begunAt) < TooLongForRepetitions && !token.IsCancellationRequested && budget.TryTakeNow(request.Pool);
                    return isCounted ? Attempt.ToBeRepeated : Attempt.Last;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            latest ??= new HtxResult<T>.NoAnswer("the deadline came before the request");
        }

        if (isCounted)
        {
            // Counted for an attempt that the deadline kept from being made.
            budget.Answered(request.Pool);
        }

        return latest!;
    }

    private async Task<HtxResult<T>> SendOnceAsync<T>(
        HtxRequest request, Signing signing, Func<HtxReply, HtxResult<T>> read, int host, CancellationToken cancellationToken)
    {
        calls.Count(request.Pool);
        var answer = await transport.SendAsync(request, signing.Order with { Parameters = request.Parameters }, host, cancellationToken).ConfigureAwait(false);
        if (answer is not HtxResult<HtxReply>.Ok { Value: var reply })
        {
            calls.CountUnanswered();
            return new HtxResult<T>.NoAnswer(((HtxResult<HtxReply>.NoAnswer)answer).Detail);
        }

        var result = read(reply);
        if (result is HtxResult<T>.NoAnswer)
        {
            calls.CountUnanswered();
            transport.Hosts.Failed(reply.Host);
        }
        else if (result is HtxResult<T>.Failed { Error.PathMissing: true } && request.Host is null)
        {
            _unhelpfulHost = reply.Host;
            NoteMissing(request, reply.Host);
        }

        ObserveLimits(request.Pool, reply, (result as HtxResult<T>.Failed)?.Error);
        return result;
    }

    // A host that does not know the path is not asked the same again next time, whatever else was learnt meanwhile: two
    // questions that come in turn would send each other to the same hosts for ever.
    private int HostFor(HtxRequest request)
    {
        var host = FirstHost;
        if (!_missingAt.IsEmpty && _missingAt.TryGetValue(KeyOf(request), out var missing))
        {
            for (var passed = 0; passed < Hosts && missing.Contains(host); passed++)
            {
                host = transport.Hosts.After(host);
            }
        }

        return host;
    }

    // When every host has said so, they are asked in turn again: one 404 may be the edge's.
    private void NoteMissing(HtxRequest request, int host) =>
        _missingAt.AddOrUpdate(KeyOf(request), [host], (_, others) => others.Count + 1 < Hosts ? others.Add(host) : [host]);

    private static string KeyOf(HtxRequest request) =>
        $"{request.Path}?{string.Join('&', request.Parameters)}{(request.Body is { } body ? Encoding.UTF8.GetString(body.Span) : "")}";

    private void ObserveLimits(RatePool pool, HtxReply reply, HtxError? error)
    {
        var limits = reply.Limits ?? RateLimits.None;
        if (error?.Code == HtxCode.TooManyCalls || (reply.Status == 429 && limits is not { Remaining: null, RetryAfter: null }))
        {
            budget.Close(pool, limits.WaitAfterRefusal(time.GetUtcNow() + Volatile.Read(ref _signing).Order.ClockOffset));
        }
        else if (limits is { Limit: RateBudget.Limit, Remaining: { } remaining })
        {
            // Another limit is of another pool, not of this one.
            budget.Lower(pool, remaining);
        }
    }

    private sealed record Attempt(bool IsToBeRepeated)
    {
        public static readonly Attempt ToBeRepeated = new(true);
        public static readonly Attempt Last = new(false);
    }

    // With what calls are signed from now on, and why its keys could not be fetched anew when that was tried.
    private sealed record Signing(HtxSigningOrder Order, string? Silence);
}
