namespace HtxCancel.Warming;

/// <summary>Does in advance what a kill would otherwise wait for, beside the first call and never in front of it: keys and token,
/// connections to every host, each account's asset mode with a first signature, the JSON readers. Then once a minute keys older than five
/// minutes and the hosts' clocks, so that connections stay open. Only reads; of an account's rate limit one read, from the share that a
/// kill does not wait for. What fails stands in the log of the next run and in readiness.</summary>
internal sealed class WarmUp(
    AccountsAndTargets settings, IApiKeys apiKeys, HtxTransport transport, AccountMemories memories, TimeProvider time) : BackgroundService
{
    /// <summary>Between the beginnings of two rounds; idle connections are kept for two minutes.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>A kill of one contract begins with two requests side by side: the cancel, and which API the account lives on.</summary>
    public const int ConnectionsPerHost = 2;

    private static readonly TimeSpan RoundLimit = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Interval, time);
        try
        {
            await RunRoundAsync(isFirst: true, stoppingToken).ConfigureAwait(false);
            while (await tick.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
                await RunRoundAsync(isFirst: false, stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The app stops.
        }
    }

    private async Task RunRoundAsync(bool isFirst, CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(RoundLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stoppingToken);
        string?[] problems;
        try
        {
            // A first call waits for its keys longest, then for a connection, and for the readers only when it is answered.
            var on = settings.Accounts.Values.Where(account => account.Fault is null);
            var accounts = on.Select(account => PrepareAsync(account, either.Token)).ToList();
            var hosts = Enumerable.Range(0, transport.Hosts.Count).Select(host => OpenConnectionsAsync(host, either.Token)).ToList();
            var readers = isFirst ? Task.Run(UseReaders, stoppingToken) : Task.CompletedTask;
            problems = await Task.WhenAll(hosts.Concat(accounts)).ConfigureAwait(false);
            await readers.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Nothing here throws by design; a host that stops for it would be worse than a cold first call.
            problems = [$"an unexpected fault ended it ({e.GetType().Name})"];
        }

        if (!stoppingToken.IsCancellationRequested)
            memories.WarmUp.RoundEnded([.. problems.OfType<string>().Distinct()]);
    }

    private async Task<string?> OpenConnectionsAsync(int host, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, ConnectionsPerHost)
            .Select(_ => PublicCalls.ReadTimeAsync(transport, host, cancellationToken))).ConfigureAwait(false);
        return answers.OfType<HtxResult<DateTimeOffset>.NoAnswer>().FirstOrDefault() is { } lost
            ? $"host {transport.NameOf(host)} does not say what time it is ({lost.Detail})"
            : null;
    }

    private async Task<string?> PrepareAsync(AccountSettings account, CancellationToken cancellationToken)
    {
        var found = apiKeys.Cached(account.SecretName);
        string? problem = null;
        if (found is null || time.GetUtcNow() - found.FetchedAt > KeyVaultApiKeys.FreshFor)
        {
            var answer = await apiKeys.RefreshAsync(account.SecretName, cancellationToken).ConfigureAwait(false);
            found = answer as ApiKeyResult.Found ?? found;
            problem = answer.Problem;
        }

        if (found is not null && memories.Of(account).Mode is null)
            problem ??= await ReadModeAsync(account, found.Keys, cancellationToken).ConfigureAwait(false);

        return problem is null ? null : $"account {account.Name}: {problem}";
    }

    // Only chooses what a run sends first: each run reads the mode itself before it calls anything clear.
    private async Task<string?> ReadModeAsync(AccountSettings account, ApiKeyPair keys, CancellationToken cancellationToken)
    {
        var memory = memories.Of(account);
        var client = new HtxClient(transport, apiKeys, account.SecretName, keys, memory.BudgetWith(keys).Share, new CallCounter(time), time);
        string? problem = null;
        for (var (asked, host) = (0, client.FirstHost); asked < client.Hosts; asked++, host = transport.Hosts.After(host))
        {
            var answer = await client.SendAsync(V5Calls.AssetMode with { Host = host }, V5Calls.ReadAssetMode, cancellationToken).ConfigureAwait(false);
            if (answer is HtxResult<AssetMode>.Ok ok)
            {
                memory.Mode ??= ok.Value;
                return null;
            }

            var detail = (answer as HtxResult<AssetMode>.Failed)?.Error.ToString() ?? (answer as HtxResult<AssetMode>.NoAnswer)?.Detail;
            problem = $"HTX did not say its asset mode ({detail})";
        }

        return problem;
    }

    // Each kind of answer once, and what is written before the first request: the first use of a reader takes milliseconds.
    private static void UseReaders()
    {
        V1Calls.ReadAcknowledgement(Reply("""{"status":"ok","data":{"errors":[{"order_id":"1","err_code":1051,"err_msg":""}],"successes":"1"},"ts":1}"""u8));
        V1Calls.ReadPage(Reply("""{"status":"ok","data":{"orders":[{"order_id":1,"price":"1"}],"total_size":1},"ts":1}"""u8));
        V5Calls.ReadPage(Reply("""{"code":200,"data":[{"id":"1","order_id":"1"}],"ts":1}"""u8));
        JsonSerializer.SerializeToUtf8Bytes(new CancelAllBody("BTC-USDT", null, null), HtxJson.Default.CancelAllBody);
        JsonSerializer.SerializeToUtf8Bytes(new OpenOrdersBody("BTC-USDT", 1, 1), HtxJson.Default.OpenOrdersBody);
        JsonSerializer.SerializeToUtf8Bytes(
            new RunStart("", Trigger.Http, DryRun: true, new CancelScope([""], ["BTC-USDT"], null, null)) { AskedBy = [] }, RunRecordJson.Default.RunStart);
    }

    private static HtxReply Reply(ReadOnlySpan<byte> body) => new(200, body.ToArray());
}

/// <summary>What could not be made ready in advance. The next run logs it and readiness shows it, since the Functions host drops what a
/// worker logs outside of an invocation. Thread-safe.</summary>
internal sealed class WarmUpProblem
{
    private volatile string? _latest;
    private string? _unlogged;

    /// <summary>What the latest round could not do, a part of a sentence; null when it did all, or has not ended yet.</summary>
    public string? Latest => _latest;

    /// <summary>A round has ended with these problems; one that says what the round before it said is not logged again.</summary>
    public void RoundEnded(IReadOnlyList<string> problems)
    {
        var problem = problems.Count == 0 ? null : string.Join("; ", problems);
        if (problem is not null && problem != _latest)
            Volatile.Write(ref _unlogged, problem);

        _latest = problem;
    }

    /// <summary>What no run has logged yet; null when there is nothing. Each problem is handed out once.</summary>
    public string? TakeUnlogged() => Volatile.Read(ref _unlogged) is null ? null : Interlocked.Exchange(ref _unlogged, null);
}
