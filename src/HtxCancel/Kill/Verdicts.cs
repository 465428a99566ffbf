namespace HtxCancel.Kill;

/// <summary>How a contract stands: which API counts, and what its lists prove.</summary>
internal static class Verdicts
{
    /// <summary>Whether more looks can change what is known of <paramref name="place"/>.</summary>
    public static bool NeedsLooks(KillState state, Place place) => place.Cancel != CancelState.Refused
        && (state.Mode.Named is null || !IsFinal(state, place.ContractCode))
        && !(IsProven(state, place) && place.Api == ApiGeneration.V1 && state.Mode.Named is not null && state.Mode.IsUnderWay);

    /// <summary>Whether more time will not change how a contract ends.</summary>
    public static bool IsFinal(KillState state, string code)
    {
        if (state.Mode.Named is not { } named)
            return state.PlacesOf(code).All(place => place.Cancel == CancelState.Refused);

        if (!state.Task.Apis.Contains(named.Api()))
            return true;

        var place = state.PlaceOf(named.Api(), code);
        return place.Cancel == CancelState.Refused || HasNothingIsolated(state, place)
            || (state.Task.DryRun ? place is { HasWholeLook: true, LookProblem: null } : IsProven(state, place) && IsConfirmed(state, place));
    }

    /// <summary>How a contract stands.</summary>
    public static Verdict Of(KillState state, string code)
    {
        var isFinal = IsFinal(state, code);
        if (state.Mode.Named is not { } named)
            return WhileUnread(state, code, isFinal);

        if (!state.Task.Apis.Contains(named.Api()))
            return new Verdict(Outcome.Refused, Details.Conditional(state.Scope.OrderTypes, null), isFinal);

        var place = state.PlaceOf(named.Api(), code);
        if (HasNothingIsolated(state, place))
            return new Verdict(Outcome.Refused, "this account has no isolated margin; say margin_mode cross or all", isFinal);

        var outcome = OutcomeOf(state, place);
        var verdict = outcome == Outcome.Clear && !isFinal
            ? new Verdict(Outcome.Unknown, IsConfirmed(state, place) ? "orders that HTX named are not shown to be gone" : Details.NotConfirmed(named.Api()), isFinal)
            : new Verdict(outcome, Details.Of(state, place, outcome), isFinal);
        return named.Api() == ApiGeneration.V1 && state.Task.HasConditional
            ? verdict with { Outcome = Outcome.Refused, Detail = Details.Conditional(state.Scope.OrderTypes, verdict) }
            : verdict;
    }

    private static Outcome OutcomeOf(KillState state, Place place) => (state.Task.DryRun, place.Cancel) switch
    {
        (_, CancelState.Refused) => Outcome.Refused,
        (true, _) when place is { HasWholeLook: true, LookProblem: null } => Outcome.DryRun,
        (true, _) => place.IsBlocked ? Outcome.Blocked : Outcome.Unknown,
        (false, var cancel) => Tables.OutcomeOf(cancel, place.ListState(state.Ledger.Resting(place.ContractCode, place.Api).Any())),
    };

    // Empty lists prove nothing while HTX has not said which ones are the account's: cancelled and looked at is both, to the end.
    private static Verdict WhileUnread(KillState state, string code, bool isFinal)
    {
        var apis = state.PlacesOf(code).Select(place => (Place: place, Outcome: OutcomeOf(state, place))).ToList();
        var outcome = Tables.WhileUnread([.. apis.Select(api => api.Outcome)]);
        var doubts = apis.Select(api => Details.Of(state, api.Place, api.Outcome)).OfType<string>().Distinct().DefaultIfEmpty("not proven before the deadline");
        return outcome == Outcome.Refused
            ? new Verdict(outcome, doubts.First(), isFinal)
            : new Verdict(outcome, $"{string.Join("; ", doubts)}; {Details.ModeUnread(state.Mode.Problem)}", isFinal);
    }

    // "Isolated" that nobody asked for must not pass for a clear account that can have no such order.
    private static bool HasNothingIsolated(KillState state, Place place) =>
        state.Mode.Named == AssetMode.MultiAssets && state.Scope.MarginModeAsked is null && place is { LatestLook.Problem: null, LookProblem: null }
        && (place.ContractCode == CancelScope.EveryContract ? !state.Ledger.Contracts.Any() : state.Ledger.Of(place.ContractCode).Count == 0);

    private static bool IsProven(KillState state, Place place) =>
        place.Proof.IsDone && place.Cancel == CancelState.Accepted && state.Ledger.Of(place.ContractCode).All(order => order.IsShownGone);

    private static bool IsConfirmed(KillState state, Place place) => !state.Mode.IsDoubted && (place.Api == ApiGeneration.V5 || state.Mode.NamedAfterEnded >= place.Proof.CompletedBy);
}
