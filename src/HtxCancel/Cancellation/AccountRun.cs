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

    private volatile IReadOnlyList<(CancelScope Scope, UnitRun Run)>? _units;
    private volatile HtxClient? _client;

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

    /// <summary>What is known while it runs.</summary>
    public AccountReport ReportSoFar() => _units is { } units
        ? Report([.. units.SelectMany(unit => unit.Run.ReportsSoFar())], units, OutOfScope.Unknown)
        : NothingKnown(Outcome.Unknown, "nothing was sent yet");

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
        var (whole, share) = memory.BudgetWith(keys);
        var client = new HtxClient(transport, apiKeys, account.SecretName, keys, command.DryRun ? share : whole, milestones.Calls, time);
        _client = client;
        using var mode = new AssetModeWatch(client, memory.Mode, time);
        using var concluded = new CancellationTokenSource();
        var v5 = new TradeV5OrderBook(client, time, isCrossOnly: () => mode.Finding is AssetModeFinding.Known { Mode: AssetMode.MultiAssets });
        var context = new AccountContext(new LinearSwapV1OrderBook(client, time), v5, mode, milestones);

        var deadlines = Units(command.Scope).Select(scope => (Scope: scope, Deadline: StartDeadline())).ToList();
        var units = deadlines.Select(unit => (unit.Scope, Run: new UnitRun(unit.Scope, command.DryRun, context, unit.Deadline, settings, time))).ToList();
        _units = units;

        // The cancels first where it is remembered what to send: they are what the run is for.
        var runs = units.Select(unit => RunUnitAsync(unit.Scope, unit.Run)).ToList();
        var watch = mode.WatchAsync(concluded.Token);
        using var deadline = StartDeadline();
        using var unneeded = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        var listed = !command.Scope.HasEveryContract && command.Scope.ContractCodes.Count > MaximumListedAlone
            ? UnseenContracts.ReadKnownAsync(transport, time, unneeded.Token)
            : null;

        var contracts = await Task.WhenAll(runs).ConfigureAwait(false);
        deadlines.ForEach(unit => unit.Deadline.Dispose());
        concluded.Cancel();
        await watch.ConfigureAwait(false);
        if (mode.Finding is AssetModeFinding.Known known)
        {
            memory.Mode = known.Mode;
        }

        var ended = contracts.SelectMany(reports => reports).ToList();
        if (listed is not null)
        {
            ended = await JudgeUnseenAsync(ended, listed, unneeded).ConfigureAwait(false);
        }

        if (units.Select(unit => unit.Run.OutOfScope).FirstOrDefault(counts => counts is not null) is { } counted)
        {
            return Report(ended, units, counted);
        }

        if (await LookOnceMoreAsync(context).ConfigureAwait(false) is not { } last)
        {
            return Report(ended, units, OutOfScope.Unknown);
        }

        var late = last.InScope.Where(order => command.Scope.Holds(order) == true).ToList();
        if (late.Count > 0)
        {
            milestones.LostProof();
            ended = LateOrders.AddTo(ended, late);
        }

        var beside = last.InScope.Where(order => command.Scope.Holds(order) == false).ToList();
        return Report(ended, units, last.Problem is null ? OutOfScope.Of(beside, [OrderType.Plain]) : OutOfScope.Unknown);
    }

    private async Task<List<ContractReport>> JudgeUnseenAsync(
        List<ContractReport> contracts, Task<IReadOnlySet<string>?> listed, CancellationTokenSource unneeded)
    {
        if (!contracts.Exists(UnseenContracts.Includes))
        {
            await unneeded.CancelAsync().ConfigureAwait(false);
        }

        var known = await listed.ConfigureAwait(false);
        List<ContractReport> judged = [.. contracts.Select(contract => UnseenContracts.Includes(contract) ? UnseenContracts.Judge(contract, known) : contract)];
        if (!judged.SequenceEqual(contracts))
        {
            milestones.LostProof();
        }

        return judged;
    }

    private AccountReport Report(List<ContractReport> contracts, IEnumerable<(CancelScope Scope, UnitRun Run)> units, OutOfScope outOfScope)
    {
        var worst = contracts.MaxBy(contract => contract.Outcome);
        var outcome = worst?.Outcome ?? (command.DryRun ? Outcome.DryRun : Outcome.Clear);
        var detail = worst?.Detail is null || contracts.Count == 1 ? worst?.Detail : $"{worst.ContractCode}: {worst.Detail}";
        detail = _client?.CancelsLastUntil is { } until ? OutcomeDetails.WithCancelsOut(detail, until) : detail;
        return new AccountReport(account.Name, [.. units.SelectMany(unit => unit.Run.Used).Distinct().Order()], outcome, detail, contracts, outOfScope);
    }

    private async Task<IReadOnlyList<ContractReport>> RunUnitAsync(CancelScope scope, UnitRun run)
    {
        try
        {
            return await run.RunAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // One contract that fails never stops another.
            logger.ContractFailed(e, account.Name, string.Join(", ", scope.ContractCodes.Take(MaximumListedAlone)));
            var detail = $"an unexpected fault ended the work on this contract ({e.GetType().Name}); the log has more";
            return [.. scope.ContractCodes.Select(code => NothingKnown(code, Outcome.Unknown, detail))];
        }
    }

    // At the account's plain orders, for what rests beside the scope. Last, when the lists have come to rest; for no longer
    // than the answer can wait, even after the deadline. Null where it is not known which list counts.
    private async Task<Look?> LookOnceMoreAsync(AccountContext context)
    {
        IOrderBook? book = context.Mode.Finding switch
        {
            AssetModeFinding.Known { Mode: AssetMode.SingleAsset } => context.V1,
            AssetModeFinding.Known => context.V5,
            _ => null,
        };
        if (book is null)
        {
            return null;
        }

        var everything = new CancelScope(command.Scope.Accounts, [CancelScope.EveryContract], null, null) { MarginModeAsked = MarginScope.All };
        using var patience = new CancellationTokenSource(PatienceForCount, time);
        return await book.LookAsync(everything, contractCode: null, MaximumPagesBesideScope, patience.Token).ConfigureAwait(false);
    }

    private AccountReport NothingKnown(Outcome outcome, string detail) => new(
        account.Name, [], outcome, detail, [.. command.Scope.ContractCodes.Select(code => NothingKnown(code, outcome, detail))], OutOfScope.Unknown);

    private static ContractReport NothingKnown(string contractCode, Outcome outcome, string detail) =>
        new(contractCode, outcome, detail, Rounds: 0, null, [], [], [], [], [], null, null);

    // A rehearsal has nothing to hold out for.
    private RunDeadline StartDeadline() => new(
        time,
        milestones.StartedAt,
        settings.DeadlineOf(command.Trigger),
        command.DryRun ? settings.DeadlineOf(command.Trigger) : settings.BlockedDeadlineOf(command.Trigger));
}
