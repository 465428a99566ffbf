using System.Threading.Channels;

namespace HtxCancel.Runs;

/// <summary>
/// One account's part of a run: fetches its keys, then is the one loop that does what the kill wants and gives it what came of
/// it. All that is known changes in that loop only.
/// </summary>
internal sealed class AccountRun(
    CancelCommand command,
    AccountSettings account,
    IApiKeys apiKeys,
    HtxTransport transport,
    AccountMemory memory,
    CallCounter calls,
    RunClock clock,
    CancelSettings settings,
    ILogger logger)
{
    private readonly Channel<Action> _mail = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly bool[] _isGranted = new bool[2];
    private readonly bool[] _isWaiting = new bool[2];
    private KillState? _state;
    private HtxClient? _client;
    private RateBudget? _budget;
    private AccountReport? _end;
    private int _started;
    private volatile bool _isCut;
    private volatile Action? _giveUpKeys;

    /// <summary>What was asked and answered.</summary>
    public RunSteps Steps { get; } = new();

    /// <summary>The account's name in the settings.</summary>
    public string Account => account.Name;

    /// <summary>When the keys were there, since the run's start; null where they were not.</summary>
    public TimeSpan? KeysAt { get; private set; }

    /// <summary>When HTX last accepted a cancel.</summary>
    public TimeSpan? AcknowledgedAt => _state?.AcknowledgedAt;

    /// <summary>When every contract was shown empty first; null where one was not.</summary>
    public TimeSpan? FirstEmptyAt => _state is { } state ? KillReport.FirstEmptyAt(state) : null;

    /// <summary>When all was begun that the outcome rests on; null where a contract was never looked at.</summary>
    public TimeSpan? ProofBegunAt => _state is { } state ? KillReport.ProofBegunAt(state) : null;

    /// <summary>When it ended; null before that.</summary>
    public TimeSpan? EndedAt { get; private set; }

    /// <summary>Runs to the end. Throws nothing that a contract or the exchange can cause.</summary>
    public async Task<AccountReport> RunAsync()
    {
        AccountReport report;
        try
        {
            // Named by "every account" only: the others go on, and nobody takes this one for clear.
            report = account.Fault is { } fault
                ? NothingKnown(Outcome.Refused, $"this account is switched off in the settings: {fault}")
                : await RunToTheEndAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // One account that fails never stops another, nor loses their reports, nor what is known of this one.
            logger.AccountFailed(e, account.Name);
            report = WithFault($"an unexpected fault ended the work on this account ({e.GetType().Name}); the log has more");
        }

        EndedAt = clock.Now;
        _end = report;
        _mail.Writer.Complete();
        while (_mail.Reader.TryRead(out var last))
            last();

        // A slot that was granted in the last moment must not be lost to the account's next runs.
        GiveBackGrants();
        return report;
    }

    /// <summary>Ends it at once, with what is known.</summary>
    public void EndNow()
    {
        _isCut = true;
        _giveUpKeys?.Invoke();
        Post(() => { });
    }

    /// <summary>What is known while it runs.</summary>
    public Task<AccountReport> ReportSoFarAsync()
    {
        var asked = new TaskCompletionSource<AccountReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _state is null || !_mail.Writer.TryWrite(() => asked.SetResult(_end ?? Report()))
            ? Task.FromResult(_end ?? NothingKnown(Outcome.Unknown, "nothing was sent yet"))
            : asked.Task;
    }

    private async Task<AccountReport> RunToTheEndAsync()
    {
        var deadline = settings.DeadlineOf(command);
        using var noKeys = clock.CancelAt(deadline);
        _giveUpKeys = noKeys.Cancel;
        var answer = await apiKeys.GetAsync(account.SecretName, noKeys.Token).ConfigureAwait(false);
        _giveUpKeys = null;
        switch (answer)
        {
            case ApiKeyResult.Found found:
                KeysAt = clock.Now;
                await KillAsync(found.Keys, deadline).ConfigureAwait(false);
                return Report();
            case ApiKeyResult.Refused refused:
                return NothingKnown(Outcome.Refused, refused.Detail);
            case ApiKeyResult.Silent silent:
                return NothingKnown(Outcome.Unknown, $"no keys before the deadline: {silent.Detail}");
            default:
                throw new InvalidOperationException("A key store finds, refuses or is silent.");
        }
    }

    private async Task KillAsync(ApiKeyPair keys, TimeSpan deadline)
    {
        var (whole, share) = memory.BudgetWith(keys);
        _budget = command.DryRun ? share : whole;
        _client = new HtxClient(transport, apiKeys, account.SecretName, keys, _budget, calls, clock.Time, fault => logger.CallFailed(fault, account.Name));
        var state = new KillState(new KillTask(
            command.Scope, command.DryRun, clock.Now, deadline, settings.BlockedDeadlineOf(command), settings.Looks, settings.LookInterval, memory.Mode));
        _state = state;
        var htx = new HtxCalls(_client, transport, command.Scope);
        using var ended = new CancellationTokenSource();
        using var alarm = clock.Time.CreateTimer(_ => Post(() => { }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (!_isCut && !AccountKill.IsOver(state, clock.Now))
            {
                if (!StartOne(state, htx, ended.Token))
                    await _mail.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false);

                while (_mail.Reader.TryRead(out var next))
                    next();
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            GiveBackGrants();
            memory.Mode = state.Mode.Named ?? memory.Mode;
        }

        // True when something was started: there may be more.
        bool StartOne(KillState state, HtxCalls htx, CancellationToken ended)
        {
            var wanted = AccountKill.Next(state, clock.Now);
            if ((wanted.Free ?? Granted(wanted.Trade, ended) ?? Granted(wanted.Read, ended)) is { } what)
            {
                var id = ++_started;
                Apply(state, new Said.Started(id, what));
                _ = DoAsync(state, htx, id, what, ended);
                return true;
            }

            GiveBackGrants();
            // Timers count whole milliseconds, and a look that comes a hair too early does not count.
            var wait = Math.Ceiling((wanted.WakeAt - clock.Now).TotalMilliseconds);
            alarm.Change(TimeSpan.FromMilliseconds(Math.Max(0, wait)), Timeout.InfiniteTimeSpan);
            return false;
        }
    }

    // What was wanted when the slot was asked for may not be what is wanted most when it comes: asked anew, nothing goes stale.
    private Do? Granted(Do? what, CancellationToken ended)
    {
        if (what?.Pool is not { } pool)
            return null;

        if (!_isGranted[(int)pool] && !_isWaiting[(int)pool])
        {
            var turn = _budget!.WaitAsync(_client!, pool, ended);
            if (turn.IsCompletedSuccessfully)
                return what;

            _isWaiting[(int)pool] = true;
            _ = GrantAsync(turn, pool);
        }

        if (!_isGranted[(int)pool])
            return null;

        _isGranted[(int)pool] = false;
        return what;
    }

    private async Task GrantAsync(Task turn, RatePool pool)
    {
        await turn.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (turn.IsCompletedSuccessfully && !Post(() => (_isWaiting[(int)pool], _isGranted[(int)pool]) = (false, true)))
            _budget!.GiveBack(pool);
    }

    private void GiveBackGrants()
    {
        foreach (var pool in Enum.GetValues<RatePool>().Where(pool => _isGranted[(int)pool]))
        {
            _isGranted[(int)pool] = false;
            _budget!.GiveBack(pool);
        }
    }

    private async Task DoAsync(KillState state, HtxCalls htx, int id, Do what, CancellationToken ended)
    {
        Said said;
        try
        {
            said = await htx.DoAsync(id, what, late => Post(() => Apply(state, late)), ended).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Nobody expected it: one more answer that is none.
            logger.CallFailed(e, account.Name);
            said = new Said.Faulted(id, $"an unexpected fault ({e.GetType().Name}); the log has more");
        }

        if (!ended.IsCancellationRequested)
            Post(() => Apply(state, said));
    }

    // What comes after the end is a step only: the report stands, and with it what its times are read from.
    private void Apply(KillState state, Said said)
    {
        Steps.Add(clock.Now, said);
        if (_end is null)
            AccountKill.Apply(state, said, clock.Now);
    }

    private bool Post(Action news) => _mail.Writer.TryWrite(news);

    private AccountReport Report() => KillReport.Of(_state!, account.Name, clock.StartedAt, _client!.CancelsLastUntil);

    private AccountReport WithFault(string detail) => _state is null
        ? NothingKnown(Outcome.Unknown, detail)
        : Report() is var known && known.Outcome > Outcome.Unknown ? known
        : known with { Outcome = Outcome.Unknown, Detail = detail };

    private AccountReport NothingKnown(Outcome outcome, string detail) => new(
        account.Name,
        [],
        outcome,
        detail,
        [.. command.Scope.ContractCodes.Select(code => new ContractReport(code, outcome, detail, Rounds: 0, null, [], [], [], [], [], null, null))],
        OutOfScope.Unknown);
}
