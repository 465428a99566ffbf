namespace HtxCancel.Kill;

/// <summary>How a contract is cancelled through an API, before any list is read.</summary>
internal enum CancelFirst
{
    /// <summary>At once, in one call.</summary>
    AtOnce,

    /// <summary>What a list shows; in one call without a list when none can be read.</summary>
    Listed,

    /// <summary>What a list shows, and nothing else.</summary>
    OnlyListed,
}

/// <summary>How far one contract has come through one API: what its cancels were answered, and what its lists proved.</summary>
internal sealed class Place(ApiGeneration api, string contractCode, CancelFirst first, EmptyProof proof, TimeSpan begunAt)
{
    /// <summary>A contract starts at most four rounds a second.</summary>
    private static readonly TimeSpan RoundInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>So long the first list, or a cancel, may take before the run goes on without it.</summary>
    public static readonly TimeSpan ListTimeOut = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, WholeCall> _whole = [];
    private CancelState _state = CancelState.Open;
    private int _fruitlessBefore;
    private int _fruitlessRounds;
    private int _roundLook;
    private bool _latestShowedOrders;
    private List<(CancelState State, HtxError? Error, string? Detail)> _answers = [];

    public ApiGeneration Api => api;

    public string ContractCode => contractCode;

    public CancelFirst First => first;

    public EmptyProof Proof => proof;

    /// <summary>How many times a cancel was sent: calls that go by one list are one round.</summary>
    public int Rounds { get; private set; }

    public TimeSpan RoundBegunAt { get; private set; }

    /// <summary>Cancels whose answer is out.</summary>
    public int UnderWay { get; private set; }

    public TimeSpan SentAt { get; private set; } = TimeSpan.MinValue;

    /// <summary>When the last cancel was answered, or given up.</summary>
    public TimeSpan EndedAt { get; private set; } = TimeSpan.MinValue;

    /// <summary>How many looks had been begun by then: none of them proves that the cancel left nothing.</summary>
    public int EndedAfter { get; private set; }

    /// <summary>What the last cancel came to; accepted where none was needed.</summary>
    public CancelState Cancel => Rounds == 0 && first != CancelFirst.AtOnce && _state != CancelState.Refused ? CancelState.Accepted : _state;

    /// <summary>Why the last cancel was not accepted, as a part of a sentence; null when it was.</summary>
    public string? CancelDetail { get; private set; }

    /// <summary>HTX said, of every call of the last round, that there is nothing to cancel.</summary>
    public bool NothingLeft { get; private set; }

    /// <summary>A call that takes whatever is in scope has not worked twice: every other round then goes by ids.</summary>
    public bool GoesById => _state == CancelState.Open && _fruitlessRounds > 0 && _fruitlessRounds % 2 == 0;

    public TimeSpan NextRoundAt
    {
        get
        {
            var pause = Cancel switch
            {
                CancelState.Accepted => TimeSpan.Zero,
                // HTX asks not to be hammered while it is busy.
                CancelState.Blocked => Times.LongestPause,
                _ when _answers.Exists(answer => answer.Error?.Code == HtxCode.SystemBusy) => Times.LongestPause,
                _ => Times.PauseAfter(_fruitlessRounds),
            };
            return Rounds == 0 ? TimeSpan.Zero : Times.Later(RoundBegunAt + RoundInterval, EndedAt == TimeSpan.MinValue ? EndedAt : EndedAt + pause);
        }
    }

    public LookProblem? LookProblem { get; private set; }

    public Look? LatestLook { get; private set; }

    /// <summary>A page of a list that covers it has come.</summary>
    public bool IsBeingListed { get; set; }

    public bool HasWholeLook { get; private set; }

    public int FruitlessLooks { get; private set; }

    /// <summary>HTX said that nothing can be cancelled, or shown, for now.</summary>
    public bool IsBlocked => _state == CancelState.Blocked || LookProblem is { Class: HtxCodeClass.Blocked };

    /// <summary>When all was begun that its outcome rests on; null where nothing was answered.</summary>
    public TimeSpan? BegunAt => Rounds > 0 && (LatestLook is not null || Cancel == CancelState.Refused) ? RoundBegunAt : proof.FirstAt ?? LatestLook?.BegunAt;

    public ListState ListState(bool ordersRest) => this switch
    {
        _ when ordersRest && (_latestShowedOrders || LookProblem is null) => Kill.ListState.Orders,
        { LatestLook: null } => Kill.ListState.NotRead,
        { LookProblem.Class: HtxCodeClass.Blocked } => Kill.ListState.Blocked,
        { LookProblem: not null } => Kill.ListState.Unreadable,
        _ => proof.IsDone ? Kill.ListState.Proven : Kill.ListState.NotProven,
    };

    /// <summary>Whether <paramref name="order"/> can be one more of the round under way.</summary>
    public bool IsOfRound(Order order) =>
        Rounds > 0 && order.Round != Rounds && (order.Round == 0 ? order.FirstSeenIn : order.SeenIn) <= _roundLook;

    /// <summary>The round under way goes by no list: it takes whatever is in scope, of each margin mode.</summary>
    public bool RoundIsBlind { get; private set; }

    /// <summary>The call that takes whatever of <paramref name="margin"/> is in scope.</summary>
    public WholeCall WholeOf(MarginMode? margin)
    {
        var key = margin is { } mode ? (int)mode : -1;
        return _whole.TryGetValue(key, out var call) ? call : _whole[key] = new WholeCall();
    }

    /// <summary>An order of it was shown first when looks at every contract had come before.</summary>
    public void MetLater(Place every) => HasWholeLook = every.HasWholeLook;

    public void Sent(bool isNewRound, bool isBlind, int look, TimeSpan now)
    {
        if (isNewRound)
        {
            Rounds++;
            RoundIsBlind = isBlind;
            (RoundBegunAt, _roundLook, _fruitlessBefore) = (now, look, _fruitlessRounds);
            _answers = [];
        }

        UnderWay++;
        SentAt = now;
        proof.Restart();
    }

    public void Answered(HtxResult<CancelAcknowledgement> answer, bool roundHasMore, int looks, TimeSpan now)
    {
        UnderWay--;
        (EndedAt, EndedAfter) = (now, looks);
        _answers.Add(Read(answer));

        // Of several calls the worst answer counts; what is refused to one keeps the others from nothing.
        var worst = _answers.Where(other => other.State != CancelState.Refused).DefaultIfEmpty(_answers[0]).MaxBy(other => other.State);
        var isRefused = worst.State == CancelState.Refused && (UnderWay > 0 || roundHasMore);
        (_state, CancelDetail) = (isRefused ? CancelState.Open : worst.State, worst.Detail);
        NothingLeft = _answers.TrueForAll(other => other.Error?.Class == HtxCodeClass.Nothing);
        _fruitlessRounds = _state == CancelState.Accepted ? 0 : _fruitlessBefore + 1;
    }

    public void Looked(Look look, bool showedOrders, bool isEmpty, bool counts, bool isOvertaken)
    {
        (LatestLook, LookProblem, _latestShowedOrders) = (look, isOvertaken ? null : look.Problem, showedOrders);
        HasWholeLook |= look.Problem is null;
        FruitlessLooks = LookProblem is null ? 0 : FruitlessLooks + 1;
        if (!isEmpty)
        {
            proof.Restart();
            if (look.Problem is { Class: HtxCodeClass.Fatal } problem && first == CancelFirst.OnlyListed && Rounds == 0 && !showedOrders)
            {
                // What only a list could cancel cannot be listed, and a retry will not change that.
                (_state, CancelDetail) = (CancelState.Refused, problem.Detail);
            }

            return;
        }

        if (first != CancelFirst.AtOnce && _state != CancelState.Refused && UnderWay == 0)
        {
            // What is cancelled by a list needs no cancel where the list shows nothing.
            (_state, CancelDetail) = (CancelState.Accepted, null);
        }

        if (counts)
            proof.Add(look);
    }

    /// <summary>When the call that takes whatever is in scope is due for want of a list or of a good answer; null when it is not.</summary>
    public TimeSpan? WholeCallAt => this switch
    {
        { First: CancelFirst.OnlyListed } => null,
        { Rounds: 0 } => first == CancelFirst.AtOnce ? TimeSpan.Zero : IsBeingListed && LookProblem is null ? null : begunAt + ListTimeOut,
        _ when first == CancelFirst.AtOnce && Cancel != CancelState.Accepted => NextRoundAt,
        // HTX may cancel only so many a call: while no list can be read, it is asked until it says that nothing is left.
        _ when LookProblem is not null && !NothingLeft => Times.Later(NextRoundAt, EndedAt + (IsBlocked ? Times.LongestPause : Times.PauseAfter(FruitlessLooks))),
        _ => null,
    };

    private static (CancelState State, HtxError? Error, string? Detail) Read(HtxResult<CancelAcknowledgement> result) => result switch
    {
        // Accepted as a call, and blocked order by order.
        HtxResult<CancelAcknowledgement>.Ok { Value: { Accepted.Count: 0, Errors: [{ Error: { Class: HtxCodeClass.Blocked } error }, ..] } } =>
            (CancelState.Blocked, error, error.ToString()),
        HtxResult<CancelAcknowledgement>.Ok => (CancelState.Accepted, null, null),
        HtxResult<CancelAcknowledgement>.Failed failed => (Tables.StateAfter(failed.Error.Class), failed.Error, failed.Error.ToString()),
        HtxResult<CancelAcknowledgement>.NoAnswer lost => (CancelState.Open, null, lost.Detail),
        _ => throw new InvalidOperationException("A request is answered well, answered no, or not answered."),
    };
}

/// <summary>A call that takes whatever is in scope, of one margin mode or of both.</summary>
internal sealed class WholeCall
{
    /// <summary>The round in which it was sent last; 0 for none.</summary>
    public int Round { get; set; }

    public bool IsUnderWay { get; set; }

    /// <summary>How many looks had been begun when it was last answered well: it takes a newer one to send it again.</summary>
    public int AnsweredAfter { get; set; }
}
