namespace HtxCancel.Runs;

/// <summary>One run: its accounts side by side, and the report.</summary>
internal sealed class CancelRun
{
    private readonly RunClock _clock;
    private readonly CallCounter _calls;
    private readonly IReadOnlyList<AccountRun> _accounts;
    private readonly ConcurrentQueue<AskedBy> _askedBy;

    /// <param name="command">What is asked.</param>
    /// <param name="accounts">The accounts of its scope, each with what earlier runs left.</param>
    /// <param name="arrivedAt">The time provider's timestamp from which the deadline counts.</param>
    /// <param name="apiKeys">The accounts' keys.</param>
    /// <param name="transport">The way to HTX.</param>
    /// <param name="settings">Deadlines and looks.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Takes what nobody expected.</param>
    public CancelRun(
        CancelCommand command,
        IReadOnlyList<(AccountSettings Settings, AccountMemory Memory)> accounts,
        long arrivedAt,
        IApiKeys apiKeys,
        HtxTransport transport,
        CancelSettings settings,
        TimeProvider time,
        ILogger logger)
    {
        Command = command;
        CreatedAt = time.GetTimestamp();
        RunId = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        _clock = new RunClock(time, arrivedAt);
        _calls = new CallCounter(time);
        _askedBy = new(command.Resumes?.Kill.AskedBy ?? []);
        _accounts = [.. accounts.Select(account => new AccountRun(
            command, account.Settings, apiKeys, transport, account.Memory, _calls, _clock, settings, logger))];
    }

    /// <summary>Names the run in answer and logs.</summary>
    public string RunId { get; }

    /// <summary>The time provider's timestamp of its making.</summary>
    public long CreatedAt { get; }

    /// <summary>What was asked.</summary>
    public CancelCommand Command { get; }

    /// <summary>Since the call came.</summary>
    public TimeSpan Elapsed => _clock.Now;

    /// <summary>Who asked for it, and why, as far as they said so.</summary>
    public IReadOnlyList<AskedBy> AskedBy => [.. _askedBy];

    /// <summary>Notes who asks for it, too.</summary>
    public void JoinedBy(CancelCommand command)
    {
        // So that a caller who changes his words each time fills no log.
        const int MaximumAskedBy = 20;
        if (command.AskedBy is { } one && _askedBy.Count < MaximumAskedBy && !_askedBy.Contains(one))
            _askedBy.Enqueue(one);
    }

    /// <summary>
    /// Whether the last cancel of every contract was begun after this timestamp of the time provider, and its first look where
    /// none was sent: whoever called by then is answered by this run too.
    /// </summary>
    public bool IsProvenSince(long timestamp) =>
        All(account => account.ProofBegunAt) is { } begun && begun.TrueForAll(at => at >= _clock.Time.GetElapsedTime(_clock.ArrivedAt, timestamp));

    /// <summary>What was asked and answered, an account after the other.</summary>
    public IEnumerable<(string Account, RunSteps Steps)> Steps => _accounts.Select(account => (account.Account, account.Steps));

    /// <summary>Runs to the end.</summary>
    public async Task<CancelReport> RunAsync() => Report(await Task.WhenAll(_accounts.Select(account => account.RunAsync())).ConfigureAwait(false));

    /// <summary>Ends it at once, with what is known.</summary>
    public void EndNow()
    {
        foreach (var account in _accounts)
            account.EndNow();
    }

    /// <summary>What is known while it runs.</summary>
    public async Task<CancelReport> ReportSoFarAsync() =>
        Report(await Task.WhenAll(_accounts.Select(account => account.ReportSoFarAsync())).ConfigureAwait(false));

    private CancelReport Report(IReadOnlyList<AccountReport> accounts)
    {
        var timings = Timings(accounts);
        return new CancelReport(
            RunId,
            Command.Trigger,
            accounts.Max(account => account.Outcome),
            Command.DryRun,
            Command.Scope,
            accounts,
            ReportTotals.Of(accounts),
            new ReportCalls(_calls.Trade, _calls.Read, _calls.Unanswered),
            timings,
            _clock.StartedAt,
            (long)_clock.Now.TotalMilliseconds)
        {
            Alert = AlertReport.Of(Command.Alert, _clock.StartedAt, timings),
            FirstCancelMs = Since(_calls.FirstTradeAt),
            AskedBy = AskedBy,
            HoldMinutes = Command.HoldMinutes,
            FirstRunId = Command.Resumes?.Kill.FirstRunId,
        };
    }

    private ReportTimings Timings(IReadOnlyList<AccountReport> accounts) => new(
        Milliseconds(All(account => account.KeysAt)?.Max()),
        Since(_calls.FirstAt),
        Milliseconds(_accounts.Max(account => account.AcknowledgedAt)),
        Milliseconds(All(account => account.FirstEmptyAt)?.Max()),
        accounts.All(account => account.Outcome == Outcome.Clear) ? Milliseconds(All(account => account.EndedAt)?.Max()) : null);

    private long? Since(long? timestamp) => timestamp is { } at ? Milliseconds(_clock.Time.GetElapsedTime(_clock.ArrivedAt, at)) : null;

    // Null where one account has none.
    private List<TimeSpan?>? All(Func<AccountRun, TimeSpan?> milestone)
    {
        var all = _accounts.Select(milestone).ToList();
        return all.Contains(null) ? null : all;
    }

    private static long? Milliseconds(TimeSpan? span) => (long?)span?.TotalMilliseconds;
}
