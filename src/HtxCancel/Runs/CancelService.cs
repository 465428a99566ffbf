namespace HtxCancel.Runs;

/// <summary>
/// Cancels every order of a scope and proves from the exchange's own list that they are gone. Thread-safe; runs never
/// wait for one another, only the rate budget of an account is shared; calls that ask the same at the same time share runs.
/// </summary>
public sealed class CancelService
{
    private static readonly TimeSpan s_alertAnswer = TimeSpan.FromSeconds(7);

    private readonly AccountsAndTargets _settings;
    private readonly CancelSettings _cancelSettings;
    private readonly IApiKeys _apiKeys;
    private readonly HtxTransport _transport;
    private readonly RunsInFlight _runs;
    private readonly TimeProvider _time;
    private readonly ILogger<CancelService> _logger;
    private readonly SharedRuns _shared;
    private readonly AccountMemories _memories;
    private readonly Notifier? _notifier;
    private readonly KillStore? _kills;

    internal CancelService(
        AccountsAndTargets settings,
        IOptions<CancelSettings> cancelSettings,
        IApiKeys apiKeys,
        HtxTransport transport,
        AccountMemories memories,
        RunsInFlight runs,
        TimeProvider time,
        ILogger<CancelService> logger,
        Notifier? notifier = null,
        KillStore? kills = null)
    {
        _settings = settings;
        _cancelSettings = cancelSettings.Value;
        _apiKeys = apiKeys;
        _transport = transport;
        _memories = memories;
        _runs = runs;
        _time = time;
        _logger = logger;
        _notifier = notifier;
        _kills = kills;
        _shared = new SharedRuns(_cancelSettings, time);
    }

    /// <summary>
    /// Runs <paramref name="command"/> to its end, and logs its record. There is no token to stop it: a caller who hangs
    /// up must not abort a kill; the deadline of the trigger ends it.
    /// </summary>
    /// <returns>What was done and found; what the exchange, the vault or the network did is an outcome, not an exception.</returns>
    /// <exception cref="ArgumentException">
    /// The scope names no contract or no order type, names contracts beside every contract, delivery contracts in isolated
    /// margin, or an account that the settings do not have.
    /// </exception>
    public Task<CancelReport> RunAsync(CancelCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Require(command.Scope);
        return RunAsync(command, [.. command.Scope.Accounts.Select(AccountNamed)]);
    }

    private static void Require(CancelScope scope)
    {
        if (scope is { Accounts.Count: 0 } or { ContractCodes.Count: 0 } or { OrderTypes.Count: 0 })
            throw new ArgumentException("A scope names at least one account, one contract and one order type.", nameof(scope));

        if (!scope.HasEveryContract && scope.ContractCodes.Contains(CancelScope.EveryContract))
            throw new ArgumentException("A scope names contracts, or every contract, and not both.", nameof(scope));

        if (scope.MarginMode == MarginScope.Isolated && scope.ContractCodes.Any(ScopeFields.IsDelivery))
            throw new ArgumentException("Delivery contracts know cross margin only.", nameof(scope));
    }

    private async Task<CancelReport> RunAsync(CancelCommand command, List<(AccountSettings Settings, AccountMemory Memory)> accounts)
    {
        var (report, isShared) = await _shared.RunAsync(
            command,
            arrivedAt => new CancelRun(command, accounts, arrivedAt, _apiKeys, _transport, _cancelSettings, _time, _logger),
            run => _runs.TrackAsync(run, RunAsync)).ConfigureAwait(false);
        if (isShared)
        {
            // The record stands in the log of the call that the run is of.
            _logger.CancelRunShared(report.RunId, report.Outcome);
            return report with { Alert = AlertReport.Of(command.Alert, report.StartedAt, report.TimingsMs) };
        }

        return report;
    }

    private async Task<CancelReport> RunAsync(CancelRun run)
    {
        // The first requests are on their way before it is said that they are, and before the kill is stored.
        var ending = run.RunAsync();
        var held = _kills is { IsOn: true } && !run.Command.DryRun ? HeldKill.Begin(_kills, run, _time) : null;
        RunRecord.LogStart(_logger, run);
        if (_memories.WarmUp.TakeUnlogged() is { } problem)
            _logger.NotWarm(problem);

        foreach (var failure in _notifier?.TakeFailures() ?? [])
            _logger.NotNotified(failure);

        if (held is not null && run.Command.Trigger == Trigger.Alert)
            await CutAsync(run, ending, held).ConfigureAwait(false);

        var report = await ending.ConfigureAwait(false);
        if (held is null)
            report = _kills is null ? report : HeldKill.SealWithout(_kills, report);
        else
            report = held.Seal(report, End);

        LogEnd(run, report);
        if (held is not null)
            await held.EndAsync(End).ConfigureAwait(false);

        return report;

        OpenKill? End(OpenKill? kill, DateTimeOffset now) => kill?.Answered(run, report, now);
    }

    /// <summary>Goes on with an open kill, whose lease is held by <paramref name="leaseId"/>. Logs nothing but the kill's first end and its last.</summary>
    /// <returns>The report of a first or last run; null for one between them, and for one that was released.</returns>
    /// <exception cref="ArgumentException">As for a call; or the settings have none of its accounts any more.</exception>
    internal async Task<CancelReport?> ResumeAsync(Resumption resumption, string leaseId)
    {
        var (kill, scope) = (resumption.Kill, resumption.Scope);
        Require(scope);
        var command = new CancelCommand(scope, kill.Trigger) { Alert = kill.Alert, Resumes = resumption };
        var isAnyKnown = scope.Accounts.Any(_settings.Accounts.ContainsKey);
        var accounts = scope.Accounts.Select(name => isAnyKnown && !_settings.Accounts.ContainsKey(name) ? Lost(name) : AccountNamed(name)).ToList();
        var run = new CancelRun(command, accounts, _time.GetTimestamp(), _apiKeys, _transport, _cancelSettings, _time, _logger);
        var held = HeldKill.Resume(_kills!, kill, leaseId, run, _time);
        var report = await _runs.TrackAsync(run, tracked => tracked.RunAsync()).ConfigureAwait(false);
        report = held.Seal(report, End);
        var isTold = !held.IsReleased && (kill.LastOutcome is null || !report.GoesOn);
        if (isTold)
            LogEnd(run, report);
        else if (report.Totals is { Cancelled: > 0 } or { Unverified: > 0 } or { Reappeared: > 0 } || report.Outcome != kill.LastOutcome)
            RunRecord.LogResumed(_logger, report);

        await held.EndAsync(End).ConfigureAwait(false);
        return isTold ? report : null;

        OpenKill? End(OpenKill? known, DateTimeOffset now) => known?.Resumed(report, now);
    }

    // An action group waits for about 10 s. What is stored goes on without it.
    private async Task CutAsync(CancelRun run, Task ending, HeldKill held)
    {
        var left = s_alertAnswer - run.Elapsed;
        if (!await ending.EndsWithinAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time).ConfigureAwait(false) && held.Stored is not null)
            run.EndNow();
    }

    private void LogEnd(CancelRun run, CancelReport report)
    {
        _notifier?.RunEnded(report);
        RunRecord.LogEnd(_logger, report);
        foreach (var (account, steps) in run.Steps)
            RunRecord.LogSteps(_logger, run, account, steps);
    }

    // The others go on, and nobody takes this one for clear.
    private (AccountSettings Settings, AccountMemory Memory) Lost(string name)
    {
        var lost = new AccountSettings(name, "", "the settings have no such account any more");
        return (lost, _memories.Of(lost));
    }

    private (AccountSettings Settings, AccountMemory Memory) AccountNamed(string name) => _settings.Accounts.GetValueOrDefault(name) is { } account
        ? (account, _memories.Of(account))
        : throw new ArgumentException($"Account '{name}' is not in the settings.");
}
