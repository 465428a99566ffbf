using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>
/// How far one contract has come through one API generation: what its cancels were answered, what its looks showed, and
/// what is due next. Not thread-safe.
/// </summary>
/// <param name="contractCode">The contract; <see cref="CancelScope.EveryContract"/> for what no contract is known of.</param>
/// <param name="way">How it is cancelled.</param>
/// <param name="lastPass">The proof that nothing rests.</param>
/// <param name="time">The clock.</param>
internal sealed class ContractProgress(string contractCode, CancelWay way, LastPass lastPass, TimeProvider time)
{
    /// <summary>A contract starts at most four rounds a second.</summary>
    private static readonly TimeSpan RoundInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>So long a list may take before contracts are cancelled without it.</summary>
    public static readonly TimeSpan ListPatience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SettlingPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly long _begunAt = time.GetTimestamp();
    private CancelState _cancel = CancelState.Open;
    private Look? _look;
    private bool _nothingLeft;
    private bool _busy;
    private int _fruitlessRounds;
    private int _fruitlessLooks;
    private long _roundBegunAt;
    private long _roundEndedAt;

    public string ContractCode => contractCode;

    public OrderLedger Ledger { get; } = new(time);

    public LastPass LastPass => lastPass;

    /// <summary>It can be cancelled without a list.</summary>
    public bool CancelsUnseen => way != CancelWay.Listed;

    /// <summary>How many times a cancel was sent.</summary>
    public int Rounds { get; private set; }

    /// <summary>What the last cancel came to; accepted where none was needed.</summary>
    public CancelState Cancel => Rounds == 0 && way != CancelWay.UnseenFirst && _cancel != CancelState.Refused ? CancelState.Accepted : _cancel;

    /// <summary>Why the last cancel was not accepted, as a part of a sentence; null when it was.</summary>
    public string? CancelDetail { get; private set; }

    /// <summary>The latest look, of what is in scope this contract's orders only.</summary>
    public Look? LatestLook => _look;

    /// <summary>What the next cancel goes by: orders that the latest look showed; null when it can go by none.</summary>
    public IReadOnlyList<ListedOrder>? Listed => _look is { InScope.Count: > 0 } look ? look.InScope : null;

    /// <summary>A call that takes whatever is in scope has not worked twice: every other round then goes by ids.</summary>
    public bool GoesById => _cancel == CancelState.Open && _fruitlessRounds > 0 && _fruitlessRounds % 2 == 0;

    /// <summary>Proven empty, or refused for good.</summary>
    public bool IsFinal => _cancel == CancelState.Refused || (lastPass.IsDone && Cancel == CancelState.Accepted);

    /// <summary>The timestamp after which all was begun that the contract's outcome rests on; null where it was never looked at.</summary>
    public long? BegunAt => _look is null ? null : Rounds > 0 ? _roundBegunAt : lastPass.First?.BegunAt ?? _look.BegunAt;

    public LookState Looks => _look switch
    {
        { InScope.Count: > 0 } => LookState.Orders,
        _ when ListIsBlocked => LookState.Blocked,
        _ when lastPass.IsDone => LookState.EmptyTwice,
        _ => LookState.Unproven,
    };

    /// <summary>The latest look met settlement, delivery or maintenance.</summary>
    public bool ListIsBlocked => _look?.Problem is { Class: HtxCodeClass.Blocked };

    /// <summary>HTX said that nothing can be cancelled, or shown, for now.</summary>
    public bool IsBlocked => _cancel == CancelState.Blocked || ListIsBlocked;

    /// <summary>A cancel is about to be sent.</summary>
    public void BeginRound()
    {
        Rounds++;
        _roundBegunAt = time.GetTimestamp();
        lastPass.Restart();
    }

    /// <summary>The round's requests were answered, or not.</summary>
    /// <param name="results">One a request.</param>
    /// <param name="isCutOff">The deadline came meanwhile.</param>
    public void EndRound(IReadOnlyList<HtxResult<CancelAcknowledgement>> results, bool isCutOff)
    {
        _roundEndedAt = time.GetTimestamp();
        foreach (var ok in results.OfType<HtxResult<CancelAcknowledgement>.Ok>())
        {
            Ledger.Record(ok.Value);
        }

        if (results.Count == 0 || (isCutOff && Rounds > 1 && results.Any(result => result is HtxResult<CancelAcknowledgement>.NoAnswer)))
        {
            // Cut off by the end: what HTX said before stands.
            return;
        }

        // Of several requests the worst answer counts; what is refused to one keeps the others from nothing.
        var answers = results.Select(Read).ToList();
        var (state, detail, worst) = answers.Where(answer => answer.State != CancelState.Refused).DefaultIfEmpty(answers[0]).MaxBy(answer => answer.State);
        (_cancel, CancelDetail) = (state, detail);
        _nothingLeft = results.All(result => result is HtxResult<CancelAcknowledgement>.Failed { Error.Class: HtxCodeClass.Nothing });
        _busy = worst?.Code == HtxCode.SystemBusy;
        _fruitlessRounds = _cancel == CancelState.Accepted ? 0 : _fruitlessRounds + 1;
    }

    /// <summary>The slower one of two raced requests was answered: as of the time when it was sent.</summary>
    public void RecordLate(CancelAcknowledgement acknowledgement) => Ledger.Record(acknowledgement, _roundBegunAt);

    /// <summary>A look was read, in full or in part.</summary>
    /// <param name="look">Of what is in scope, this contract's orders only.</param>
    /// <param name="isCutOff">The deadline came meanwhile.</param>
    public void Record(Look look, bool isCutOff)
    {
        Ledger.Record(look);
        if (_look is not null && look is { Problem: not null, InScope.Count: 0 } && isCutOff)
        {
            // Cut off by the deadline: what the list showed before stands.
            return;
        }

        _look = look;
        lastPass.Add(look);
        _fruitlessLooks = look.Problem is null ? 0 : _fruitlessLooks + 1;
        if (way != CancelWay.UnseenFirst && look.IsEmpty && _cancel != CancelState.Refused)
        {
            // What is cancelled by a list needs no cancel where the list shows nothing.
            (_cancel, CancelDetail) = (CancelState.Accepted, null);
        }
    }

    /// <summary>What only a list could cancel cannot be listed, and a retry will not change that.</summary>
    public void Refuse(string detail) => (_cancel, CancelDetail) = (CancelState.Refused, detail);

    /// <summary>What is due after a look: in how long to cancel (null: not), and in how long to look (null: it needs no look).</summary>
    public (TimeSpan? Cancel, TimeSpan? Look) Next(bool dryRun)
    {
        if (_look is null || (IsFinal && Listed is null))
        {
            return (null, null);
        }

        if (dryRun)
        {
            return (null, _look.Problem is null ? RoundInterval : ListIsBlocked ? LongestPause : Backoff(_fruitlessLooks));
        }

        if (_cancel == CancelState.Refused)
        {
            return (null, null);
        }

        // HTX may cancel only so many a call: while no list can be read, it is asked until it says that nothing is left.
        var unseen = CancelsUnseen && !_nothingLeft;
        if (IsBlocked)
        {
            return (unseen || Listed is not null ? Since(_roundEndedAt, Rounds == 0 ? TimeSpan.Zero : LongestPause) : null, LongestPause);
        }

        if (Cancel != CancelState.Accepted)
        {
            // HTX asks not to be hammered while it is busy.
            var pause = _busy ? LongestPause : Backoff(_fruitlessRounds);
            return (CancelsUnseen || Listed is not null ? Since(_roundEndedAt, pause) : null, pause);
        }

        if (Listed is { } resting)
        {
            return Ledger.AllSettling(resting) ? (null, SettlingPause) : (Since(_roundBegunAt, Rounds == 0 ? TimeSpan.Zero : RoundInterval), null);
        }

        if (_look.Problem is not null)
        {
            var pause = Backoff(_fruitlessLooks);
            return (unseen ? Since(Rounds == 0 ? _begunAt : _roundEndedAt, Rounds == 0 ? ListPatience : pause) : null, pause);
        }

        return (null, lastPass.UntilNextLook);
    }

    private static (CancelState State, string? Detail, HtxError? Error) Read(HtxResult<CancelAcknowledgement> result) => result switch
    {
        // Accepted as a call, and blocked order by order.
        HtxResult<CancelAcknowledgement>.Ok { Value: { Accepted.Count: 0, Errors: [{ Error: { Class: HtxCodeClass.Blocked } error }, ..] } } =>
            (CancelState.Blocked, error.ToString(), error),
        HtxResult<CancelAcknowledgement>.Ok => (CancelState.Accepted, null, null),
        HtxResult<CancelAcknowledgement>.Failed failed => (StateAfter(failed.Error.Class), failed.Error.ToString(), failed.Error),
        HtxResult<CancelAcknowledgement>.NoAnswer lost => (CancelState.Open, lost.Detail, null),
        _ => throw new InvalidOperationException("A request is answered well, answered no, or not answered."),
    };

    private static CancelState StateAfter(HtxCodeClass @class) => @class switch
    {
        // Being cancelled (1062): the next look shows what came of it.
        HtxCodeClass.Nothing or HtxCodeClass.Gone or HtxCodeClass.Filled or HtxCodeClass.InProgress => CancelState.Accepted,
        HtxCodeClass.Retry or HtxCodeClass.Unknown => CancelState.Open,
        HtxCodeClass.Blocked => CancelState.Blocked,
        HtxCodeClass.Fatal => CancelState.Refused,
        // Tried again while there is time: one 404 may be the edge's, and 6023 says "temporarily".
        HtxCodeClass.Moved => CancelState.Open,
    };

    // 250 ms, 500 ms, 1 s, then 2 s.
    private static TimeSpan Backoff(int fruitless)
    {
        var pause = RoundInterval * (1 << Math.Clamp(fruitless - 1, 0, 3));
        return pause < LongestPause ? pause : LongestPause;
    }

    private TimeSpan Since(long timestamp, TimeSpan pause)
    {
        var left = pause - time.GetElapsedTime(timestamp);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
