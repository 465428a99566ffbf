namespace HtxCancel.Readiness;

/// <summary>Says whether a kill would work right now: keys, clock, exchange, accounts and targets. Only reads, and of an account's rate
/// limit at most a quarter, which a kill does not wait for. Thread-safe; calls at the same time share one check.</summary>
public sealed class ReadinessService
{
    // The questions end first, so that the report has what they found; the longest is for what does not end by itself.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4.2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4.5);

    private readonly AccountsAndTargets _settings;
    private readonly IApiKeys _apiKeys;
    private readonly HtxTransport _transport;
    private readonly AccountMemories _memories;
    private readonly KeyHealth? _keyHealth;
    private readonly Notifier? _notifier;
    private readonly OpenKillService? _openKills;
    private readonly TimeProvider _time;
    private readonly ILogger<ReadinessService> _logger;
    private readonly Lock _lock = new();
    private Task<ReadinessReport> _latest = Task.FromCanceled<ReadinessReport>(new CancellationToken(canceled: true));

    internal ReadinessService(
        AccountsAndTargets settings, IApiKeys apiKeys, HtxTransport transport, AccountMemories memories,
        TimeProvider time, ILogger<ReadinessService> logger, KeyHealth? keyHealth = null, Notifier? notifier = null, OpenKillService? openKills = null)
    {
        (_settings, _apiKeys, _transport, _memories, _time, _logger) = (settings, apiKeys, transport, memories, time, logger);
        (_keyHealth, _notifier, _openKills) = (keyHealth, notifier, openKills);
    }

    /// <summary>Checks every account and target, in parallel. Answers within 5 s and throws nothing, whatever vault and exchange do.</summary>
    internal Task<ReadinessReport> CheckAsync()
    {
        lock (_lock)
            return _latest.IsCompleted ? _latest = CheckOnceAsync() : _latest;
    }

    private async Task<ReadinessReport> CheckOnceAsync()
    {
        // Out of the lock.
        await Task.Yield();
        var startedAt = _time.GetTimestamp();
        var checkedAt = _time.GetUtcNow();
        using var deadline = new CancellationTokenSource(Deadline, _time);
        using var longest = new CancellationTokenSource(LongestWait, _time);
        var hosts = Enumerable.Range(0, _transport.Hosts.Count).Select(_transport.NameOf);
        var exchange = BoundedAsync(
            new ExchangeCheck(_transport, _time).RunAsync(deadline.Token),
            problem => new ExchangeFinding([.. hosts.Select(host => new HostReadiness(host, null, problem))], null, null, null),
            longest.Token);
        var notifications = BoundedAsync(_notifier?.ProblemsAsync(deadline.Token) ?? Task.FromResult<IReadOnlyList<string>>([]), problem => [$"of who is notified: {problem}"], longest.Token);
        var kills = BoundedAsync(
            _openKills?.CheckAsync() ?? Task.FromResult(OpenKillsReadiness.Off),
            problem => new OpenKillsReadiness(true, null, null, []) { Problems = [$"of open kills: {problem}"] },
            longest.Token);
        var accounts = await Task.WhenAll(_settings.Accounts.Values.OrderBy(account => account.Name, StringComparer.Ordinal).Select(account =>
        {
            var check = new AccountCheck(account, _apiKeys, _transport, _memories.Of(account), _keyHealth, _time);
            return BoundedAsync(check.RunAsync(deadline.Token), check.NothingBut, longest.Token);
        })).ConfigureAwait(false);
        var unreached = await notifications.ConfigureAwait(false);
        var judgement = new Judgement(_settings, await exchange.ConfigureAwait(false), accounts);
        var report = judgement.Report(checkedAt, (long)_time.GetElapsedTime(startedAt).TotalMilliseconds);
        string[] notReady = _memories.WarmUp.Latest is { } problem ? [$"Not all could be made ready before the first call: {problem}."] : [];
        var openKills = await kills.ConfigureAwait(false);
        string[] open = openKills.Kills.Count == 0 ? [] : [$"{openKills.Kills.Count} open {(openKills.Kills.Count == 1 ? "kill goes" : "kills go")} on: {string.Join(", ", openKills.Kills.Select(kill => kill.Id))}; DELETE /api/kills/{{id}} releases one."];
        return report with
        {
            Ready = report.Ready && openKills.Problems.Count == 0,
            Problems = [.. report.Problems, .. openKills.Problems.Select(Judgement.Sentence)],
            Warnings = [.. report.Warnings, .. notReady, .. unreached.Select(Judgement.Sentence), .. open],
            OpenKills = openKills,
        };
    }

    // One check that fails or hangs never stops another.
    private async Task<T> BoundedAsync<T>(Task<T> check, Func<string, T> otherwise, CancellationToken longest)
    {
        try
        {
            return await check.WaitAsync(longest).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return otherwise("the check did not end in time: check again");
        }
        catch (Exception e)
        {
            _logger.ReadinessCheckFailed(e);
            return otherwise($"an unexpected fault ended the check ({e.GetType().Name}): check again; the log has more");
        }
    }
}
