namespace HtxCancel.Kill;

/// <summary>
/// The kill of one account. It decides, and does nothing: <see cref="Apply"/> takes in what HTX answered, <see cref="Next"/>
/// says what to do. Times are since the run's start. Not thread-safe.
/// </summary>
internal static class AccountKill
{
    // How long a decided run waits for the count of what rests beside the scope.
    private static readonly TimeSpan s_countTimeOut = TimeSpan.FromMilliseconds(500);

    /// <summary>What is wanted now. Changes nothing.</summary>
    public static Agenda Next(KillState state, TimeSpan now)
    {
        var agenda = new Agenda(now, state.End);
        DueCancels.Find(state, agenda);
        DueReads.Find(state, agenda);
        agenda.IsDue(state.Mode.Named is null ? state.Mode.BothFrom : null);
        agenda.IsDue(state.DecidedAt + s_countTimeOut);
        return agenda;
    }

    /// <summary>Whether nothing more is to be done: all is decided, or the end has come.</summary>
    public static bool IsOver(KillState state, TimeSpan now) => now >= state.End
        || (state.DecidedAt is { } at && (!DueReads.IsBesideNeeded(state) || now >= at + s_countTimeOut) && (state.Contracts is not null || !KillReport.Unseen(state).Any()));

    /// <summary>Takes in what the world said.</summary>
    public static void Apply(KillState state, Said said, TimeSpan now)
    {
        if (said is Said.Started { What: var what })
        {
            state.UnderWay.Add(said.Id, new UnderWay(said.Id, what, now, Begin(state, what, now), state.Looks, state.LooksEnded));
            return;
        }

        if (state.UnderWay.Remove(said.Id, out var call))
        {
            state.Answered.Add(said.Id, call);
            Take(state, said, call, now);
        }
        else if (state.Answered.TryGetValue(said.Id, out var answered))
        {
            TakeLate(state, said, answered, now);
        }

        state.DecidedAt = state.Codes.All(code => Verdicts.IsFinal(state, code)) ? state.DecidedAt ?? now : null;
    }

    // As of the time when it was asked.
    private static void TakeLate(KillState state, Said said, UnderWay call, TimeSpan now)
    {
        switch (said, call.What)
        {
            case (Said.CancelAnswered { Answer: HtxResult<CancelAcknowledgement>.Ok cancel }, _):
                Cancelling.Acknowledge(state, call, cancel.Value);
                break;
            case (Said.ModeAnswered { Answer: HtxResult<AssetMode>.Ok mode }, _):
                TakeMode(state, mode, call, isLate: true, now);
                break;
            case (Said.PageListed { Answer: HtxResult<ListPage>.Ok page }, Do.ListPage { List: var list }):
                Looking.TakeLate(state, list, page);
                break;
        }
    }

    private static void Take(KillState state, Said said, UnderWay call, TimeSpan now)
    {
        switch (said, call.What)
        {
            case (Said.ModeAnswered mode, Do.ReadMode):
                TakeMode(state, mode.Answer, call, isLate: false, now);
                break;
            case (Said.ContractsListed contracts, Do.ReadContracts):
                state.ContractsAreAsked = false;
                state.Contracts ??= contracts.Codes;
                state.ContractsNextAt = now + Times.PauseAfter(++state.ContractsFruitless);
                break;
            case (Said.CancelAnswered cancel, _):
                Cancelling.Take(state, call, cancel.Answer, now);
                break;
            case (Said.PageListed page, Do.ListPage asked):
                Looking.Take(state, asked, page.Answer, now);
                break;
            case (Said.Faulted faulted, var what):
                // One more answer that is none.
                Take(state, what switch
                {
                    Do.ReadMode => new Said.ModeAnswered(said.Id, new HtxResult<AssetMode>.NoAnswer(faulted.Why)),
                    Do.ReadContracts => new Said.ContractsListed(said.Id, null),
                    Do.ListPage => new Said.PageListed(said.Id, new HtxResult<ListPage>.NoAnswer(faulted.Why)),
                    _ => new Said.CancelAnswered(said.Id, new HtxResult<CancelAcknowledgement>.NoAnswer(faulted.Why)),
                }, call, now);
                break;
        }
    }

    private static List<Order> Begin(KillState state, Do what, TimeSpan now)
    {
        switch (what)
        {
            case Do.ReadMode:
                state.Mode.Asked();
                return [];
            case Do.ReadContracts:
                state.ContractsAreAsked = true;
                return [];
            case Do.ListPage page:
                Looking.Begin(state, page, now);
                return [];
            default:
                return Cancelling.Begin(state, what, now);
        }
    }

    private static void TakeMode(KillState state, HtxResult<AssetMode> answer, UnderWay call, bool isLate, TimeSpan now)
    {
        if (state.Mode.Answered(answer, call, isLate, now))
        {
            state.MovedAfter = state.Looks;
            foreach (var place in state.Task.Apis.SelectMany(state.PlacesOf))
                place.Proof.Restart();

            state.GivenUp.AddRange(state.Beside is { } beside ? [beside] : []);
            state.Beside = null;
        }
    }
}
