using HtxCancel.Cancellation.Reports;
using HtxCancel.Htx;
using HtxCancel.Settings;

namespace HtxCancel.Cancellation;

/// <summary>
/// The contracts of one account that share their lists, through whichever API generation the account lives on, or through
/// both while that is not known: until they are proven empty, HTX refuses, or the deadline comes.
/// </summary>
internal sealed class UnitRun
{
    private readonly CancelScope _scope;
    private readonly bool _dryRun;
    private readonly AccountContext _account;
    private readonly RunDeadline _deadline;
    private readonly Sweep _v1;
    private readonly Sweep _v5;
    private readonly Lock _gate = new();
    private long _confirmedAt = long.MinValue;
    private long _movedAt = long.MinValue;
    private readonly TimeProvider _time;
    private IReadOnlyList<ContractReport>? _end;

    /// <param name="scope">The run's scope, of contracts only this unit's.</param>
    /// <param name="dryRun">Only list what would be cancelled.</param>
    /// <param name="account">What is shared with the account's other units.</param>
    /// <param name="deadline">When it ends.</param>
    /// <param name="settings">What proves it.</param>
    /// <param name="time">The clock.</param>
    public UnitRun(CancelScope scope, bool dryRun, AccountContext account, RunDeadline deadline, CancelSettings settings, TimeProvider time)
    {
        _scope = scope;
        _dryRun = dryRun;
        _account = account;
        _deadline = deadline;
        _time = time;

        // Conditional orders are reached on v5 only.
        _v1 = new Sweep(ApiGeneration.V1, account.V1, scope with { OrderTypes = [OrderType.Plain] }, dryRun, account, deadline, _gate, settings, time);
        _v5 = new Sweep(ApiGeneration.V5, account.V5, scope, dryRun, account, deadline, _gate, settings, time);
    }

    /// <summary>Short names of the API generations that were used.</summary>
    public IEnumerable<string> Used => Sweeps.Where(sweep => sweep.HasBegun).Select(sweep => _account.BookOf(sweep.Generation).Api);

    /// <summary>Orders beside the scope in the account's last whole lists; null where they were not read in full, in both margin modes.</summary>
    public OutOfScope? OutOfScope => _scope.OrderTypes.Contains(OrderType.Plain) && InUse is { LatestWhole: { } whole, LatestLook: var latest } sweep
        && ReferenceEquals(whole, latest) && IsOfAccount && _scope.MarginMode == MarginScope.All
            ? OutOfScope.Of(whole.Outside, sweep.Generation == ApiGeneration.V5 ? _scope.OrderTypes : [OrderType.Plain])
            : null;

    private bool IsOfAccount => _scope.HasEveryContract || _scope.ContractCodes.Count > 1;

    private Sweep[] Sweeps => [_v1, _v5];

    // The one that the account is known to live on.
    private Sweep? InUse => _account.Mode.Finding switch
    {
        AssetModeFinding.Known { Mode: AssetMode.SingleAsset } => _v1,
        AssetModeFinding.Known => _v5,
        _ => null,
    };

    private bool HasConditionalTypes => _scope.OrderTypes.Any(type => type != OrderType.Plain);

    // Of a scope of conditional orders alone nothing is to be sought on v1.
    private bool HasNothingOnV1 => !_scope.OrderTypes.Contains(OrderType.Plain);

    /// <summary>Runs to the end, and says how each contract ended. Never later than the deadline and what it takes to give up a request.</summary>
    public async Task<IReadOnlyList<ContractReport>> RunAsync()
    {
        using var concluded = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(concluded.Token, _deadline.Token);
        await Task.WhenAll(Sweeps.Select(sweep => RunAsync(sweep, concluded, ended.Token))).ConfigureAwait(false);

        IReadOnlyList<ContractReport> reports;
        lock (_gate)
        {
            reports = _end is null ? Reports() : _end = WithWhatCameLast(_end);
            var contracts = (InUse is { } one ? [one] : Sweeps).SelectMany(sweep => sweep.Contracts).ToList();
            var firstEmpty = contracts.Select(contract => contract.LastPass.First).ToList();
            var begun = contracts.Select(contract => contract.BegunAt).ToList();
            _account.Milestones.UnitEnded(
                firstEmpty.Contains(null) ? null : firstEmpty.MaxBy(look => look!.BegunAt),
                reports.All(report => report.Outcome == Outcome.Clear),
                begun.Contains(null) ? null : begun.Min());
        }

        return reports;
    }

    /// <summary>How each contract stands.</summary>
    public IReadOnlyList<ContractReport> ReportsSoFar()
    {
        lock (_gate)
        {
            return _end ?? Reports();
        }
    }

    private async Task RunAsync(Sweep sweep, CancellationTokenSource concluded, CancellationToken ended)
    {
        if (sweep == _v1 && HasNothingOnV1)
        {
            await WaitForV5Async(concluded, ended).ConfigureAwait(false);
            return;
        }

        try
        {
            await sweep.RunAsync(
                async () =>
                {
                    if (await IsConcludedAsync(sweep).ConfigureAwait(false))
                    {
                        concluded.Cancel();
                        return true;
                    }

                    return concluded.IsCancellationRequested;
                },
                ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested || _deadline.Token.IsCancellationRequested)
        {
            // The deadline, or the end that the other generation brought: the report says what is known by now.
        }
    }

    private async Task WaitForV5Async(CancellationTokenSource concluded, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            var changed = _account.Mode.Changed;
            if (InUse == _v1)
            {
                concluded.Cancel();
                return;
            }

            await Task.WhenAny(changed, Task.Delay(Timeout.InfiniteTimeSpan, ended)).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsConcludedAsync(Sweep sweep)
    {
        await ConfirmModeAsync().ConfigureAwait(false);
        lock (_gate)
        {
            if (_end is not null)
            {
                return true;
            }

            if (!ContractCodes().All(code => VerdictOn(code).IsFinal) && !(_dryRun && InUse == sweep && sweep.LatestLook is { Problem: null }))
            {
                return false;
            }

            // What is proven stands, whatever of the other generation is cut off now.
            _end = Reports();
            return true;
        }
    }

    // A look that the end cut off may have shown an order all the same, in the part that was answered.
    private List<ContractReport> WithWhatCameLast(IReadOnlyList<ContractReport> proven)
    {
        var shown = Reports().Where(report => report.StillOpen is { Count: > 0 }).ToDictionary(report => report.ContractCode);
        return
        [
            .. proven.Select(report => !shown.TryGetValue(report.ContractCode, out var last) ? report
                : report.Outcome == Outcome.Clear ? last
                : last with { Outcome = report.Outcome, Detail = report.Detail }),
            .. shown.Values.ExceptBy(proven.Select(report => report.ContractCode), report => report.ContractCode),
        ];
    }

    // What v1's lists have proven counts once HTX has said afterwards that the account still lives there.
    private async Task ConfirmModeAsync()
    {
        AssetModeFinding finding;
        long? completedAt;
        lock (_gate)
        {
            finding = _account.Mode.Finding;
            completedAt = _dryRun || InUse != _v1 ? null
                : _v1.Contracts.Where(contract => contract.IsFinal).Max(contract => contract.LastPass.CompletedAt);
            if (completedAt is null || completedAt <= _confirmedAt)
            {
                return;
            }
        }

        if (await _account.Mode.ConfirmAsync(finding, completedAt.Value, _deadline.Token).ConfigureAwait(false))
        {
            lock (_gate)
            {
                _confirmedAt = completedAt.Value;
            }
        }
    }

    private List<ContractReport> Reports()
    {
        var reports = ContractCodes().Select(Report).ToList();
        return [.. reports.Where(report => IsWorthReporting(report, reports))];
    }

    private IEnumerable<string> ContractCodes() => _scope.HasEveryContract
        ? Sweeps.SelectMany(sweep => sweep.Contracts).Select(contract => contract.ContractCode).Distinct().Order(StringComparer.Ordinal)
        : _scope.ContractCodes;

    // Where every contract was asked for, what no contract is known of is told when it has something to tell: not while
    // its proof only waits for a contract that is still being cancelled.
    private bool IsWorthReporting(ContractReport report, List<ContractReport> all) =>
        report.ContractCode != CancelScope.EveryContract
        || report is not { Cancelled: [], AlreadyGone: [], Filled: [], Unverified: [], Reappeared: [], Failed: [], StillOpen: [] }
        || (report.Outcome is not (Outcome.Clear or Outcome.DryRun)
            && (InUse?.LatestLook is not { Problem: null } || all.TrueForAll(other => other == report || other.Outcome is Outcome.Clear)));

    private ContractReport Report(string code)
    {
        var verdict = VerdictOn(code);
        List<ContractProgress> progress = InUse == _v1 ? [_v1[code], _v5[code]] : [_v5[code], _v1[code]];

        // Met through one generation only: what no contract is known of through the other is told by itself.
        progress.RemoveAll(contract => contract.ContractCode != code);
        var fates = progress.Select((contract, index) => contract.Ledger.Fates(exceptOf: index == 0 ? null : progress[0].Ledger)).ToList();
        var counted = Sweeps.Where(sweep => sweep == (InUse ?? sweep) && !(sweep == _v1 && HasNothingOnV1)).ToList();
        var cancelled = All(f => f.Cancelled);
        var open = All(f => f.StillOpen);

        // What a list has shown is told, even where it is the other generation that counts now.
        var looked = open.Count > 0 || counted.Exists(sweep => sweep[code].Ledger.Resting is { Count: > 0 })
            || (counted.Count > 0 && counted.TrueForAll(sweep => sweep[code].Ledger.Resting is not null));
        var failed = All(f => f.Failed);
        var unverified = All(f => f.Unverified);
        if (verdict.Outcome == Outcome.Clear && open.Count + failed.Count + unverified.Count > 0)
        {
            verdict = new Verdict(Outcome.Unknown, "orders that HTX named are not shown to be gone", IsFinal: false);
        }

        return new ContractReport(
            code,
            verdict.Outcome,
            verdict.Detail,
            progress.Sum(contract => contract.Rounds),
            looked || cancelled.Count > 0 ? cancelled : null,
            All(f => f.AlreadyGone),
            All(f => f.Filled),
            unverified,
            All(f => f.Reappeared),
            failed,
            looked ? open : null,
            looked ? progress.Max(contract => contract.Ledger.LastLookAt) : null);

        List<T> All<T>(Func<OrderFates, List<T>> list) => [.. fates.SelectMany(entry => list(entry))];
    }

    private Verdict VerdictOn(string code)
    {
        RestartProofIfMoved();
        var v1 = StatusOf(_v1, code);
        var v5 = StatusOf(_v5, code);
        return _account.Mode.Finding switch
        {
            AssetModeFinding.Known { Mode: AssetMode.SingleAsset } => OnV1(v1, isProven: _v1[code].LastPass.CompletedAt <= _confirmedAt),
            AssetModeFinding.Known { Mode: AssetMode.MultiAssets } when HasNothingIsolated(code) => new Verdict(
                Outcome.Refused, "this account has no isolated margin; say margin_mode cross or all", IsFinal: true),
            AssetModeFinding.Known => new Verdict(v5.Outcome, v5.Detail, v5.IsFinal),
            AssetModeFinding.Unread unread => OnEither(v1, v5, unread),
            _ => throw new InvalidOperationException("A mode is known or unread."),
        };
    }

    private Verdict OnV1(Status v1, bool isProven)
    {
        if (HasNothingOnV1)
        {
            return new Verdict(Outcome.Refused, RefusalDetails.Conditional(_scope.OrderTypes, null), IsFinal: true);
        }

        var verdict = v1.Outcome == Outcome.Clear && !isProven
            ? new Verdict(
                Outcome.Unknown, "not proven before the deadline: that the account still lives on HTX's v1 API was not confirmed after the last list", IsFinal: false)
            : new Verdict(v1.Outcome, v1.Detail, v1.IsFinal);
        return HasConditionalTypes
            ? verdict with { Outcome = Outcome.Refused, Detail = RefusalDetails.Conditional(_scope.OrderTypes, verdict) }
            : verdict;
    }

    // Empty lists prove nothing while HTX has not said which ones are the account's: cancelled and looked at is both, to the end.
    private Verdict OnEither(Status v1, Status v5, AssetModeFinding.Unread unread)
    {
        List<Status> both = HasNothingOnV1 ? [v5] : [v1, v5];
        if (both.TrueForAll(status => status.Outcome == Outcome.Refused))
        {
            return new Verdict(Outcome.Refused, both[0].Detail, IsFinal: true);
        }

        var outcome = both.Exists(status => status.Outcome == Outcome.Blocked) ? Outcome.Blocked
            : both.Exists(status => status.Outcome == Outcome.Remaining) ? Outcome.Remaining
            : Outcome.Unknown;
        var doubts = both.Select(status => status.Detail).OfType<string>().Distinct().DefaultIfEmpty("not proven before the deadline");
        return new Verdict(
            outcome,
            $"{string.Join("; ", doubts)}; HTX did not say which API the account lives on ({unread.Detail}), so no list proves that nothing rests",
            IsFinal: false);
    }

    // Asked wherever a verdict is given, so that none rests on lists from before the move.
    private void RestartProofIfMoved()
    {
        if (_account.Mode.MovedAt is var movedAt && movedAt > _movedAt)
        {
            _movedAt = movedAt;
            Array.ForEach(Sweeps, sweep => sweep.RestartProof(movedAt));
        }
    }

    // "Isolated" that nobody asked for must not pass for a clear account that can have no such order.
    private bool HasNothingIsolated(string code) =>
        _scope.MarginModeAsked is null && _v5[code] is { Ledger.IsEmpty: true, LatestLook.IsEmpty: true };

    private Status StatusOf(Sweep sweep, string code)
    {
        var contract = sweep[code];
        var outcome = (_dryRun, contract.Cancel) switch
        {
            (_, CancelState.Refused) => Outcome.Refused,
            (true, _) when contract.LatestLook is { Problem: null } => Outcome.DryRun,
            (true, _) => contract.ListIsBlocked ? Outcome.Blocked : Outcome.Unknown,
            (false, var cancel) => ContractOutcome.Of(cancel, contract.Looks),
        };
        return new Status(outcome, OutcomeDetails.Of(outcome, contract, _dryRun), contract.IsFinal);
    }

    private sealed record Status(Outcome Outcome, string? Detail, bool IsFinal);
}
