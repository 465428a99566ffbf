namespace HtxCancel.Kill;

/// <summary>What is to be read next, and when: the mode first, then lists, last what rests beside the scope.</summary>
internal static class DueReads
{
    private static readonly TimeSpan s_settling = TimeSpan.FromMilliseconds(100);

    // The count beside the scope of a run that comes to no good end.
    private static readonly TimeSpan s_besideBeforeEnd = TimeSpan.FromMilliseconds(1500);

    // Longer than it takes HTX's rate limit to have room again.
    private static readonly TimeSpan s_waitForSlots = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan s_confirmBeforeEnd = TimeSpan.FromSeconds(3);

    /// <summary>Puts the most urgent on the agenda.</summary>
    public static void Find(KillState state, Agenda agenda)
    {
        if (state.Contracts is null && !state.ContractsAreAsked && !state.Task.ListsEachAlone && !state.Scope.HasEveryContract && agenda.IsDue(state.ContractsNextAt))
            agenda.Want(new Do.ReadContracts());

        if (agenda.IsDue(state.Mode.DueAt(ConfirmedAfter(state, agenda.Now))))
        {
            agenda.Want(new Do.ReadMode(state.Mode.Fruitless));
            return;
        }

        foreach (var listing in state.Listings)
        {
            if (listing.Current is not null || agenda.IsDue(LookAt(state, listing, agenda.Now)))
                WantPage(listing.Current ?? state.Prepare(listing), agenda);
        }

        if (state.Beside?.Current is not null || agenda.IsDue(BesideAt(state)))
        {
            var beside = state.Beside ??= new Listing(state.Mode.Named!.Value.Api(), null, isBeside: true);
            WantPage(beside.Current ?? state.Prepare(beside), agenda);
        }
    }

    /// <summary>Whether a count of what rests beside the scope is still to come.</summary>
    public static bool IsBesideNeeded(KillState state) => state.Mode.Named is not null && !state.ListsShowOutside && !IsFresh(state);

    private static void WantPage(Look look, Agenda agenda)
    {
        foreach (var list in look.Lists)
        {
            if (list.TryNext(out var page))
            {
                agenda.Want(new Do.ListPage(list, page));
                return;
            }
        }
    }

    // A kill empties accounts, and HTX moves empty ones: what v1's lists prove counts once HTX has said afterwards that the account still lives there.
    // Asked once all of them are proven, or shortly before the end.
    private static int? ConfirmedAfter(KillState state, TimeSpan now)
    {
        if (state.Task.DryRun || state.Mode.Named?.Api() != ApiGeneration.V1 || !state.Task.HasPlain)
            return null;

        var places = state.PlacesOf(ApiGeneration.V1).Where(place => place.Cancel != CancelState.Refused).ToList();
        return places.TrueForAll(place => place.Proof.IsDone) || now >= state.End - s_confirmBeforeEnd ? places.Max(place => place.Proof.CompletedBy) : null;
    }

    private static TimeSpan? LookAt(KillState state, Listing listing, TimeSpan now)
    {
        if (!state.Mode.Uses(listing.Api, now))
            return null;

        var places = state.PlacesOf(listing).Where(place => Verdicts.NeedsLooks(state, place)).ToList();
        if (listing.Last is not { } last)
            return places.Select(place => FirstLookAt(state, place)).DefaultIfEmpty(null).Min();

        if (places.Count == 0)
            return null;

        if (places.Exists(place => place.UnderWay > 0 || state.Ledger.Resting(place.ContractCode, place.Api).Any(order => DueCancels.DueAt(order, place) <= now)))
        {
            // After them, as far as they do not take too long.
            return Times.Later(last.EndedAt, places.Max(place => place.SentAt)) + (places.Exists(place => place.UnderWay > 0) ? Place.ListTimeOut : s_waitForSlots);
        }

        return last.Id <= state.MovedAfter || places.Exists(place => place.EndedAfter >= last.Id) ? TimeSpan.Zero : places.Min(place => last.EndedAt + PauseAt(state, place));
    }

    // What is cancelled without a list is looked at when that is answered.
    private static TimeSpan? FirstLookAt(KillState state, Place place) =>
        state.Task.DryRun || place.First != CancelFirst.AtOnce ? TimeSpan.Zero
        : place.Rounds == 0 ? null
        : place.UnderWay == 0 ? TimeSpan.Zero
        : place.SentAt + Place.ListTimeOut;

    private static TimeSpan PauseAt(KillState state, Place place)
    {
        var resting = state.Ledger.Resting(place.ContractCode, place.Api).ToList();
        return place switch
        {
            { LookProblem: not null } => place.IsBlocked ? Times.LongestPause : Times.PauseAfter(place.FruitlessLooks),
            _ when resting.Exists(order => order.AcknowledgedAt is not null || order.CancellingSince is not null) => s_settling,
            _ when resting.Count > 0 || place.Cancel != CancelState.Accepted => Times.LongestPause,
            { Proof.IsDone: true } => Times.Later(state.Task.LookInterval, Times.LongestPause),
            _ => state.Task.LookInterval,
        };
    }

    private static TimeSpan? BesideAt(KillState state)
    {
        if (!IsBesideNeeded(state))
            return null;

        var api = state.Mode.Named!.Value.Api();
        var isTime = state.Task.DryRun || state.DecidedAt is not null || !state.Task.Apis.Contains(api) || state.PlacesOf(api).All(place => place.Proof.Count > 0 || place.Cancel == CancelState.Refused);
        var beforeEnd = state.End - s_besideBeforeEnd;
        return isTime ? TimeSpan.Zero : state.Beside?.Last?.BegunAt >= beforeEnd ? null : beforeEnd;
    }

    // Not from before the last cancels.
    private static bool IsFresh(KillState state) => state.Beside?.Last is { } beside
        && state.Task.Apis.SelectMany(state.PlacesOf).All(place => place.UnderWay == 0 && place.EndedAfter < beside.Id);
}
