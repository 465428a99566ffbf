using HtxCancel.ApiKeys;
using HtxCancel.Cancellation.Reports;
using HtxCancel.Diagnostics;
using HtxCancel.Htx;
using HtxCancel.Htx.LinearSwapV1;
using HtxCancel.Htx.TradeV5;
using HtxCancel.Settings;
using Microsoft.Extensions.Logging;

namespace HtxCancel.Cancellation;

/// <summary>One account's part of a run: its keys, which API it lives on, its contracts side by side.</summary>
internal sealed class AccountRun(
    CancelCommand command,
    AccountSettings account,
    IApiKeys apiKeys,
    HtxTransport transport,
    AccountMemory memory,
    RunMilestones milestones,
    CancelSettings settings,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>So many contracts are listed one by one; more share the account's own list.</summary>
    private const int MaximumListedAlone = 8;

    /// <summary>What rests beside the scope is counted up to so many pages of the account's list.</summary>
    private const int MaximumPagesBesideScope = 10;

    private static readonly TimeSpan PatienceForCount = TimeSpan.FromMilliseconds(500);

    /// <summary>The parts of <paramref name="scope"/> that are listed apart on each of its accounts.</summary>
    public static IReadOnlyList<CancelScope> Units(CancelScope scope) => scope.HasEveryContract || scope.ContractCodes.Count > MaximumListedAlone
        ? [scope]
        : [.. scope.ContractCodes.Select(code => scope with { ContractCodes = [code] })];

    /// <summary>Runs to the end. Throws nothing that a contract or the exchange can cause.</summary>
    public async Task<AccountReport> RunAsync()
    {
        if (account.Fault is { } fault)
        {
            // Named by "every account" only: the others go on, and nobody takes this one for clear.
            return NothingKnown(Outcome.Refused, $"this account is switched off in the settings: {fault}");
        }

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
        var client = new HtxClient(transport, apiKeys, account.SecretName, keys, memory.Budget, milestones.Calls, time);
        using var mode = new AssetModeWatch(client, memory.Mode, settings.LookInterval, time);
        using var ended = new CancellationTokenSource();
        var context = new AccountContext(new LinearSwapV1OrderBook(client, time), new TradeV5OrderBook(client, time), mode, milestones, client.Hosts);

        // The cancels first where it is remembered what to send: they are what the run is for.
        var units = Units(command.Scope).Select(scope => RunUnitAsync(scope, context)).ToList();
        var watch = mode.WatchAsync(ended.Token);

        var ends = await Task.WhenAll(units).ConfigureAwait(false);
        ended.Cancel();
        await watch.ConfigureAwait(false);
        if (mode.Finding is AssetModeFinding.Known known)
        {
            memory.Mode = known.Mode;
        }

        var outOfScope = ends.Select(end => end.OutOfScope).FirstOrDefault(counts => counts is not null)
            ?? await CountBesideScopeAsync(context).ConfigureAwait(false);
        List<ContractReport> contracts = [.. ends.SelectMany(end => end.Contracts)];
        var worst = contracts.MaxBy(contract => contract.Outcome);
        var outcome = worst?.Outcome ?? (command.DryRun ? Outcome.DryRun : Outcome.Clear);
        var detail = worst?.Detail is null || contracts.Count == 1 ? worst?.Detail : $"{worst.ContractCode}: {worst.Detail}";
        var apis = ends.SelectMany(end => end.Used).Distinct().Order().Select(generation => context.BookOf(generation).Api);
        return new AccountReport(account.Name, [.. apis], outcome, detail, contracts, outOfScope);
    }

    private async Task<UnitEnd> RunUnitAsync(CancelScope scope, AccountContext context)
    {
        using var deadline = StartDeadline();
        try
        {
            var run = new UnitRun(scope, command.DryRun, context, deadline, settings, time);
            return new UnitEnd(await run.RunAsync().ConfigureAwait(false), [.. run.Used], run.OutOfScope);
        }
        catch (Exception e)
        {
            // One contract that fails never stops another.
            logger.ContractFailed(e, account.Name, string.Join(", ", scope.ContractCodes.Take(MaximumListedAlone)));
            var detail = $"an unexpected fault ended the work on this contract ({e.GetType().Name}); the log has more";
            return new UnitEnd([.. scope.ContractCodes.Select(code => NothingKnown(code, Outcome.Unknown, detail))], [], null);
        }
    }

    // Last, when the lists have come to rest; for no longer than the answer can wait, even after the deadline.
    private async Task<OutOfScope> CountBesideScopeAsync(AccountContext context)
    {
        var generation = context.Mode.Uses(ApiGeneration.V5) ? ApiGeneration.V5 : ApiGeneration.V1;
        if (context.Mode.Finding is AssetModeFinding.Unread)
        {
            return OutOfScope.Unknown;
        }

        var scope = command.Scope;
        var everything = new CancelScope(scope.Accounts, [CancelScope.EveryContract], null, null) { MarginModeAsked = MarginScope.All };
        using var patience = new CancellationTokenSource(PatienceForCount, time);
        var look = await context.BookOf(generation).LookAsync(everything, contractCode: null, MaximumPagesBesideScope, patience.Token).ConfigureAwait(false);
        return look.Problem is null
            ? OutOfScope.Of([.. look.InScope.Where(order => scope.Holds(order) == false)], [OrderType.Plain])
            : OutOfScope.Unknown;
    }

    private AccountReport NothingKnown(Outcome outcome, string detail) => new(
        account.Name, [], outcome, detail, [.. command.Scope.ContractCodes.Select(code => NothingKnown(code, outcome, detail))], OutOfScope.Unknown);

    private static ContractReport NothingKnown(string contractCode, Outcome outcome, string detail) =>
        new(contractCode, outcome, detail, Rounds: 0, null, [], [], [], [], [], null, null);

    private RunDeadline StartDeadline() =>
        new(time, milestones.StartedAt, settings.DeadlineOf(command.Trigger), settings.BlockedDeadlineOf(command.Trigger));

    private sealed record UnitEnd(IReadOnlyList<ContractReport> Contracts, IReadOnlyList<ApiGeneration> Used, OutOfScope? OutOfScope);
}
