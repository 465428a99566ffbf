using HtxCancel.Cancellation.Reports;
using HtxCancel.Htx;
using HtxCancel.Settings;

namespace HtxCancel.Cancellation;

/// <summary>
/// One contract of one account: cancel, look, cancel what is left, until the list is proven empty, HTX refuses, or the
/// deadline comes.
/// </summary>
internal sealed class ContractRun(
    CancelScope scope, string contractCode, bool dryRun, AccountContext account, RunDeadline deadline, CancelSettings settings, TimeProvider time)
{
    /// <summary>A contract starts at most four rounds a second.</summary>
    private static readonly TimeSpan RoundInterval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan SettlingPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly OrderLedger _ledger = new(time);
    private readonly LastPass _lastPass = new(settings.Looks, settings.LookInterval, time);
    private CancelState _cancel = CancelState.Open;
    private string? _cancelDetail;
    private Look? _look;
    private readonly List<HtxError> _movedInARow = [];
    private bool _modeConfirmed;
    private bool _nothingLeft;
    private int _rounds;
    private int _fruitlessRounds;
    private int _fruitlessLooks;
    private long _roundStartedAt;

    /// <summary>Runs to the end, and says how it ended. Never later than the deadline and what it takes to give up a request.</summary>
    public async Task<ContractReport> RunAsync()
    {
        try
        {
            await RunToTheEndAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.Token.IsCancellationRequested)
        {
            // The deadline: the report says what is known by now.
        }

        var report = Report();
        account.Milestones.ContractEnded(_lastPass.First, report.Outcome == Outcome.Clear);
        return report;
    }

    private async Task RunToTheEndAsync()
    {
        var cancelDue = !dryRun;
        while (!deadline.Token.IsCancellationRequested)
        {
            if (cancelDue)
            {
                await PauseAsync(UntilNextRound()).ConfigureAwait(false);
                await CancelAsync().ConfigureAwait(false);
            }

            if (LivesOnV5 || deadline.Token.IsCancellationRequested)
            {
                return;
            }

            await LookAsync().ConfigureAwait(false);
            if (_cancel == CancelState.Refused || (dryRun ? IsListed : await IsProvenAsync().ConfigureAwait(false)))
            {
                return;
            }

            (cancelDue, var pause) = Next();
            await PauseAsync(pause).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsProvenAsync()
    {
        _modeConfirmed = _cancel == CancelState.Accepted && _lastPass.IsDone && LivesOnV1
            && await account.Mode.ConfirmAsync(_look!.BegunAt, deadline.Token).ConfigureAwait(false);
        return _modeConfirmed;
    }

    private bool IsListed => _look?.Problem is null && LivesOnV1;

    // Believed when it was the answer to two cancels in a row; a missing path, when the list's is missing too.
    private bool HasMoved => _movedInARow.Count > 1
        && (!_movedInARow.TrueForAll(error => error.PathMissing) || _look?.Problem is { Class: HtxCodeClass.Moved });

    private bool LivesOnV5 => account.Mode.Finding is AssetModeFinding.Known { Mode: AssetMode.MultiAssets or AssetMode.SingleAssetV5 };

    // Until this version speaks v5, only an account that this run saw on v1 can be proven clear.
    private bool LivesOnV1 => account.Mode.Finding is AssetModeFinding.Known { Mode: AssetMode.SingleAsset } or AssetModeFinding.NoV5;

    private async Task CancelAsync()
    {
        _rounds++;
        _roundStartedAt = time.GetTimestamp();
        _lastPass.Restart();
        var result = await account.Book.CancelAsync(scope, contractCode, deadline.Token).ConfigureAwait(false);
        if (_cancel == CancelState.Blocked && deadline.Token.IsCancellationRequested)
        {
            // Cut off by the deadline: what HTX said before stands.
            return;
        }

        if (result is not HtxResult<CancelAcknowledgement>.Failed { Error.Class: HtxCodeClass.Moved })
        {
            _movedInARow.Clear();
        }

        _nothingLeft = false;
        switch (result)
        {
            case HtxResult<CancelAcknowledgement>.Ok ok:
                account.Milestones.Acknowledged();
                _ledger.Record(ok.Value);
                (_cancel, _cancelDetail) = (CancelState.Accepted, null);
                break;
            case HtxResult<CancelAcknowledgement>.Failed failed:
                (_cancel, _cancelDetail) = (StateAfter(failed.Error.Class), failed.Error.ToString());
                if (failed.Error.Class == HtxCodeClass.Moved)
                {
                    _movedInARow.Add(failed.Error);
                }

                _nothingLeft = failed.Error.Class == HtxCodeClass.Nothing;
                break;
            case HtxResult<CancelAcknowledgement>.NoAnswer lost:
                (_cancel, _cancelDetail) = (CancelState.Open, lost.Detail);
                break;
        }

        _fruitlessRounds = _cancel == CancelState.Accepted ? 0 : _fruitlessRounds + 1;
        if (_cancel == CancelState.Blocked)
        {
            deadline.ExtendWhileBlocked();
        }
    }

    private static CancelState StateAfter(HtxCodeClass @class) => @class switch
    {
        HtxCodeClass.Nothing or HtxCodeClass.Gone or HtxCodeClass.Filled => CancelState.Accepted,
        HtxCodeClass.InProgress or HtxCodeClass.Retry or HtxCodeClass.Unknown => CancelState.Open,
        HtxCodeClass.Blocked => CancelState.Blocked,
        HtxCodeClass.Fatal => CancelState.Refused,
        // Tried again while there is time: one 404 may be the edge's, and 6023 says "temporarily". Only the mode refuses at once.
        HtxCodeClass.Moved => CancelState.Open,
    };

    private async Task LookAsync()
    {
        var look = await account.Book.LookAsync(scope, contractCode, int.MaxValue, deadline.Token).ConfigureAwait(false);
        _ledger.Record(look);
        if (_look is not null && look is { Problem: not null, InScope.Count: 0 } && deadline.Token.IsCancellationRequested)
        {
            // Cut off by the deadline: what the list showed before stands.
            return;
        }

        _look = look;
        _lastPass.Add(_look);
        _fruitlessLooks = _look.Problem is null ? 0 : _fruitlessLooks + 1;
        if (ListIsBlocked)
        {
            deadline.ExtendWhileBlocked();
        }
        else if (dryRun && _look.Problem is { Class: HtxCodeClass.Fatal } problem)
        {
            (_cancel, _cancelDetail) = (CancelState.Refused, problem.Detail);
        }
    }

    // What to do after a look: whether to cancel again, and how long to wait first.
    private (bool CancelDue, TimeSpan Pause) Next()
    {
        if (_cancel == CancelState.Blocked || ListIsBlocked)
        {
            return (CancelDue: CancelsBlindly, LongestPause);
        }

        if (!dryRun && _cancel != CancelState.Accepted)
        {
            return (CancelDue: true, Backoff(_fruitlessRounds));
        }

        if (!dryRun && _look!.InScope.Count > 0)
        {
            return _ledger.AllSettling(_look.InScope) ? (CancelDue: false, SettlingPause) : (CancelDue: true, TimeSpan.Zero);
        }

        if (_look!.Problem is not null)
        {
            return (CancelDue: CancelsBlindly, Backoff(_fruitlessLooks));
        }

        // Proven by looks, and only the account's mode still missing: look at its pace. A dry run only waits for the mode.
        return (CancelDue: false, dryRun ? RoundInterval : _lastPass.UntilNextLook);
    }

    // HTX may cancel only so many a call: while no list can be read, it is asked until it says that nothing is left.
    private bool CancelsBlindly => !dryRun && !_nothingLeft;

    private bool ListIsBlocked => _look?.Problem is { Class: HtxCodeClass.Blocked };

    // 250 ms, 500 ms, 1 s, then 2 s.
    private static TimeSpan Backoff(int fruitless)
    {
        var pause = RoundInterval * (1 << Math.Clamp(fruitless - 1, 0, 3));
        return pause < LongestPause ? pause : LongestPause;
    }

    private TimeSpan UntilNextRound() => _rounds == 0 ? TimeSpan.Zero : RoundInterval - time.GetElapsedTime(_roundStartedAt);

    private Task PauseAsync(TimeSpan pause) => pause > TimeSpan.Zero ? Task.Delay(pause, time, deadline.Token) : Task.CompletedTask;

    private ContractReport Report()
    {
        // Read again: the mode may have come since the last look.
        if (LivesOnV5 || HasMoved)
        {
            (_cancel, _cancelDetail) = (CancelState.Refused, RefusalDetails.Of(account.Mode.Finding, _movedInARow.LastOrDefault()));
        }

        var outcome = (dryRun, _cancel) switch
        {
            (_, CancelState.Refused) => Outcome.Refused,
            (true, _) when IsListed && _look is not null => Outcome.DryRun,
            (true, _) => ListIsBlocked ? Outcome.Blocked : Outcome.Unknown,
            (false, _) => ContractOutcome.Of(_cancel, Looks()),
        };

        // Empty twice on v1 proves nothing of an account that may live on v5.
        outcome = outcome == Outcome.Clear && !(LivesOnV1 && _modeConfirmed) ? Outcome.Unknown : outcome;
        var fates = _ledger.Fates();

        // The list of the wrong API is no list.
        var looked = fates.Looked && !LivesOnV5 && (LivesOnV1 || !HasMoved);
        return new ContractReport(
            contractCode,
            outcome,
            Detail(outcome, fates),
            _rounds,
            looked ? fates.Cancelled : null,
            fates.AlreadyGone,
            fates.Filled,
            fates.Unverified,
            fates.Reappeared,
            fates.Failed,
            looked ? fates.StillOpen : null,
            looked ? _ledger.LastLookAt : null);
    }

    private LookState Looks() => _look switch
    {
        { InScope.Count: > 0 } => LookState.Orders,
        _ when ListIsBlocked => LookState.Blocked,
        _ when _lastPass.IsDone => LookState.EmptyTwice,
        _ => LookState.Unproven,
    };

    private string? Detail(Outcome outcome, OrderFates fates) => outcome switch
    {
        Outcome.Clear or Outcome.DryRun => null,
        Outcome.Refused => _cancelDetail,
        Outcome.Blocked when _cancel == CancelState.Blocked => $"HTX cannot cancel now: {_cancelDetail}",
        Outcome.Blocked => $"HTX cannot show what rests now: {_look?.Problem?.Detail}",
        Outcome.Remaining => $"{Orders(fates.StillOpen.Count + fates.Failed.Count)} in scope stood in HTX's last list before the deadline"
            + (_cancelDetail is null ? "" : $"; the last cancel: {_cancelDetail}"),
        Outcome.Unknown => $"not proven before the deadline: {string.Join("; ", Doubts())}",
    };

    private IEnumerable<string> Doubts()
    {
        if (!dryRun && _cancel != CancelState.Accepted)
        {
            yield return $"the last cancel: {_cancelDetail ?? "was not answered"}";
        }

        if (_look is null)
        {
            yield return "no list was read";
        }
        else if (_look.Problem is { } problem)
        {
            yield return problem.Detail;
        }
        else if (!dryRun && !_lastPass.IsDone)
        {
            yield return _lastPass.Progress;
        }

        if (LivesOnV1 && !_modeConfirmed && _lastPass.IsDone && _cancel == CancelState.Accepted)
        {
            yield return "that the account still lives on HTX's v1 API was not confirmed after the last list";
        }

        if (account.Mode.Finding is AssetModeFinding.Unread mode)
        {
            yield return $"which API the account lives on could not be read ({mode.Detail}), so HTX's v1 list alone proves nothing";
        }
    }

    private static string Orders(int count) => count == 1 ? "1 order" : $"{count} orders";
}
