using HtxCancel.ApiKeys;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Htx;
using HtxCancel.Settings;
using Microsoft.Extensions.Logging;

namespace HtxCancel.Cancellation;

/// <summary>One run: its accounts side by side, and the report.</summary>
internal sealed class CancelRun
{
    private readonly RunMilestones _milestones;
    private readonly IReadOnlyList<AccountRun> _accounts;
    private readonly DateTimeOffset _startedAt;

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
        _startedAt = time.GetUtcNow() - time.GetElapsedTime(arrivedAt);
        _milestones = new RunMilestones(time, accounts.Count, accounts.Count * AccountRun.Units(command.Scope).Count, arrivedAt);
        _accounts = [.. accounts.Select(account => new AccountRun(
            command, account.Settings, apiKeys, transport, account.Memory, _milestones, settings, time, logger))];
    }

    /// <summary>Names the run in answer and logs.</summary>
    public string RunId { get; }

    /// <summary>The time provider's timestamp of its making.</summary>
    public long CreatedAt { get; }

    /// <summary>What was asked.</summary>
    public CancelCommand Command { get; }

    /// <summary>
    /// The time provider's timestamp after which the last cancel of every contract was begun, or its first look where none
    /// was sent: whoever called before it is answered by this run too. Null where one was never looked at.
    /// </summary>
    public long? ProofBegunAt => _milestones.ProofBegunAt;

    /// <summary>Runs to the end.</summary>
    public async Task<CancelReport> RunAsync() => Report(await Task.WhenAll(_accounts.Select(account => account.RunAsync())).ConfigureAwait(false));

    /// <summary>What is known while it runs.</summary>
    public CancelReport ReportSoFar() => Report([.. _accounts.Select(account => account.ReportSoFar())]);

    private CancelReport Report(IReadOnlyList<AccountReport> accounts)
    {
        var timings = _milestones.ToReport();
        return new CancelReport(
            RunId,
            Command.Trigger,
            accounts.Max(account => account.Outcome),
            Command.DryRun,
            Command.Scope,
            accounts,
            ReportTotals.Of(accounts),
            new ReportCalls(_milestones.Calls.Trade, _milestones.Calls.Read, _milestones.Calls.Unanswered),
            timings,
            _startedAt,
            _milestones.ElapsedMs)
        {
            Alert = AlertReport.Of(Command.Alert, _startedAt, timings),
        };
    }
}
