namespace HtxCancel.Htx;

/// <summary>Sends a call that takes long to the other host as well. One a client. Thread-safe.</summary>
internal sealed class HostRace(HostRotation hosts, RateBudget budget, TimeProvider time)
{
    // A cancel takes HTX tens of milliseconds. Nothing rests any longer for a read.
    private static readonly TimeSpan CancelRacedAfter = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan ReadRacedAfter = TimeSpan.FromSeconds(2);

    // Races wait for the rate limit in a line of their own: when a host is silent to many calls, the first race finds the other one.
    private readonly object _line = new();

    /// <summary>Asks <paramref name="host"/>, and when it takes long the one after it too: the first good answer counts, and
    /// <paramref name="late"/> takes the other when it comes. The rate limit has room for <paramref name="request"/> once;
    /// <paramref name="ask"/> throws nothing; the token ends the wait for more room, not what was asked.</summary>
    public async Task<HtxResult<T>> RunAsync<T>(
        HtxRequest request, int host, Func<int, Task<HtxResult<T>>> ask, Action<HtxResult<T>>? late, CancellationToken cancellationToken)
    {
        var first = ask(host);
        if (hosts.Count == 1 || await EndsAloneAsync(first, request, host).ConfigureAwait(false)
            || !await MayAskTheOtherAsync(first, request.Pool, cancellationToken).ConfigureAwait(false))
        {
            return await first.ConfigureAwait(false);
        }

        var second = ask(hosts.After(host));
        var winner = await Task.WhenAny(first, second).ConfigureAwait(false);
        var loser = winner == first ? second : first;
        var result = await winner.ConfigureAwait(false);
        if (result is not (HtxResult<T>.Ok or HtxResult<T>.Failed { Error.Class: HtxCodeClass.Nothing }))
            return await loser.ConfigureAwait(false) is var other and not HtxResult<T>.NoAnswer ? other : result;

        if (winner == second)
            hosts.Overtaken(host);

        _ = HandOverAsync(loser, late);
        return result;
    }

    // Whether it ends before it is time to ask the other host: sooner when that one answers something else first, and at once
    // where the host was behind already, and is named all the same.
    private async Task<bool> EndsAloneAsync(Task first, HtxRequest request, int host)
    {
        using var ended = new CancellationTokenSource();
        var racedAfter = request.Host is not null && hosts.IsBehind(host) ? TimeSpan.Zero
            : request.Pool == RatePool.Trade ? CancelRacedAfter
            : ReadRacedAfter;
        await Task.WhenAny(first, Task.Delay(racedAfter, time, ended.Token), hosts.WhenOvertaken(host)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        return first.IsCompleted;
    }

    private async Task<bool> MayAskTheOtherAsync(Task first, RatePool pool, CancellationToken cancellationToken)
    {
        using var unneeded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var permit = budget.WaitAsync(_line, pool, unneeded.Token);
        await Task.WhenAny(first, permit).ConfigureAwait(false);
        if (!first.IsCompleted)
            return permit.IsCompletedSuccessfully;

        await unneeded.CancelAsync().ConfigureAwait(false);
        await permit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (permit.IsCompletedSuccessfully)
            budget.GiveBack(pool);

        return false;
    }

    // Owned by nobody but the run's token, which ends it; it cannot throw.
    private static async Task HandOverAsync<T>(Task<HtxResult<T>> loser, Action<HtxResult<T>>? late)
    {
        var answer = await loser.ConfigureAwait(false);
        late?.Invoke(answer);
    }
}
