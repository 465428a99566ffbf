using HtxCancel.ApiKeys;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Diagnostics;
using HtxCancel.Htx;
using HtxCancel.Htx.LinearSwapV1;
using HtxCancel.Settings;
using Microsoft.Extensions.Logging;

namespace HtxCancel.Cancellation;

/// <summary>One account's part of a run: its keys, which API it lives on, its contracts side by side.</summary>
internal sealed class AccountRun(
    CancelCommand command,
    AccountSettings account,
    IApiKeys apiKeys,
    HtxTransport transport,
    RateBudget budget,
    RunMilestones milestones,
    CancelSettings settings,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>What rests beside the scope is counted up to so many pages of the account's list.</summary>
    private const int MaximumPagesBesideScope = 10;

    private static readonly TimeSpan PatienceForCount = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs to the end. Throws nothing that a contract or the exchange can cause.</summary>
    public async Task<AccountReport> RunAsync()
    {
        try
        {
            return await RunToTheEndAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // One account that fails never stops another, nor loses their reports.
            logger.AccountFailed(e, account.Name);
            return NothingKnown(Outcome.Unknown, $"an unexpected fault ended the work on this account ({e.GetType().Name}); the log has more");
        }
    }

    private async Task<AccountReport> RunToTheEndAsync()
    {
        using var deadline = StartDeadline();
        switch (await apiKeys.GetAsync(account.SecretName, deadline.Token).ConfigureAwait(false))
        {
            case ApiKeyResult.Found found:
                milestones.KeysFound();
                return await RunWithKeysAsync(found.Keys).ConfigureAwait(false);
            case ApiKeyResult.Refused refused:
                return NothingKnown(Outcome.Refused, refused.Detail);
            case ApiKeyResult.Silent silent:
                return NothingKnown(Outcome.Unknown, $"no keys before the deadline: {silent.Detail}");
            default:
                throw new InvalidOperationException("A key store finds, refuses or is silent.");
        }
    }

    private async Task<AccountReport> RunWithKeysAsync(ApiKeyPair keys)
    {
        var client = new HtxClient(transport, apiKeys, account.SecretName, keys, budget, milestones.Calls, time);
        var book = new LinearSwapV1OrderBook(client, time);
        using var mode = new AssetModeWatch(client, settings.LookInterval, time);
        using var ended = new CancellationTokenSource();

        // The cancels first: they are what the run is for.
        var context = new AccountContext(book, mode, milestones);
        var contracts = command.Scope.ContractCodes.Select(code => RunContractAsync(code, context)).ToList();
        var watch = mode.WatchAsync(ended.Token);

        var reports = await Task.WhenAll(contracts).ConfigureAwait(false);
        ended.Cancel();
        await watch.ConfigureAwait(false);
        var outOfScope = await CountBesideScopeAsync(book, mode).ConfigureAwait(false);

        var worst = reports.MaxBy(report => report.Outcome)!;
        var detail = worst.Detail is null || reports.Length == 1 ? worst.Detail : $"{worst.ContractCode}: {worst.Detail}";
        return new AccountReport(account.Name, [book.Api], worst.Outcome, detail, reports, outOfScope);
    }

    private async Task<ContractReport> RunContractAsync(string contractCode, AccountContext context)
    {
        using var deadline = StartDeadline();
        try
        {
            return await new ContractRun(command.Scope, contractCode, command.DryRun, context, deadline, settings, time).RunAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // One contract that fails never stops another.
            logger.ContractFailed(e, account.Name, contractCode);
            return NothingKnown(contractCode, Outcome.Unknown, $"an unexpected fault ended the work on this contract ({e.GetType().Name}); the log has more");
        }
    }

    // Last, when the list has come to rest; for no longer than the answer can wait, even after the deadline.
    private async Task<OutOfScope> CountBesideScopeAsync(LinearSwapV1OrderBook book, AssetModeWatch mode)
    {
        if (mode.Finding is AssetModeFinding.Known { Mode: not AssetMode.SingleAsset })
        {
            return new OutOfScope(null, null);
        }

        using var patience = new CancellationTokenSource(PatienceForCount, time);
        var look = await book.LookAsync(command.Scope, contractCode: null, MaximumPagesBesideScope, patience.Token).ConfigureAwait(false);
        return new OutOfScope(look.Problem is null ? new OrderCounts(look.Outside.Count) : null, Cross: null);
    }

    private AccountReport NothingKnown(Outcome outcome, string detail) => new(
        account.Name, [], outcome, detail, [.. command.Scope.ContractCodes.Select(code => NothingKnown(code, outcome, detail))], new OutOfScope(null, null));

    private static ContractReport NothingKnown(string contractCode, Outcome outcome, string detail) =>
        new(contractCode, outcome, detail, Rounds: 0, null, [], [], [], [], [], null, null);

    private RunDeadline StartDeadline() =>
        new(time, milestones.StartedAt, settings.DeadlineOf(command.Trigger), settings.BlockedDeadlineOf(command.Trigger));
}
