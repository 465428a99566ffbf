namespace HtxCancel.Kill;

/// <summary>What a kill takes from each page of a list, and from each look that is whole.</summary>
internal static class Looking
{
    /// <summary>A page is asked for.</summary>
    public static void Begin(KillState state, Do.ListPage what, TimeSpan now)
    {
        if (state.AllListings.FirstOrDefault(listing => listing.Prepared?.Lists.Contains(what.List) == true) is { } listing)
        {
            listing.Begin(++state.Looks, now);
            if (!listing.IsBeside)
                state.Used.Add(listing.Api);
        }

        what.List.Asked(what.Page);
    }

    /// <summary>A page is answered, or its answer is lost.</summary>
    public static void Take(KillState state, Do.ListPage asked, HtxResult<ListPage> answer, TimeSpan now)
    {
        if (ListingOf(state, asked.List) is not { } listing)
            return;

        var look = listing.LookOf(asked.List);
        asked.List.Take(asked.Page, answer, mayRestart: listing.Last is not null || !IsOvertaken(state, listing, look));
        See(state, look, asked.List, listing.Api);
        if (!listing.IsBeside)
        {
            state.DoubtIfMoved(listing.Api, (answer as HtxResult<ListPage>.Failed)?.Error.Class);
            foreach (var place in state.PlacesOf(listing))
                place.IsBeingListed |= answer is HtxResult<ListPage>.Ok;
        }

        if (listing.Current == look && look.Lists.All(list => list.IsEnded))
            GoOn(state, listing, look, now);
    }

    /// <summary>The slower of two hosts answers, too: the orders that it shows count.</summary>
    public static void TakeLate(KillState state, OpenList list, HtxResult<ListPage> page)
    {
        if (ListingOf(state, list) is { } listing)
        {
            var alone = list.Another();
            alone.Take(null, page);
            See(state, listing.LookOf(list), alone, listing.Api);
        }
    }

    // An order in scope that any list shows is to be cancelled.
    private static void See(KillState state, Look look, OpenList list, ApiGeneration api)
    {
        foreach (var row in list.TakeShown())
        {
            state.Meet(row.ContractCode!);

            // A page that comes late and shows what its look has not: that look was wrong.
            var id = state.Ledger.IsAbsent(row.Key, look.Id) ? ++state.Looks : look.Id;
            if (row.OneWay)
                state.OneWay.Add((row.ContractCode!, row.MarginMode));

            if (state.Ledger.Seen(row, api, id, look.BegunAt, state.PlaceOf(api, row.ContractCode!).HasWholeLook).Rests)
            {
                foreach (var place in state.PlacesOf(row.ContractCode!))
                    place.Proof.Restart();
            }
        }
    }

    private static Listing? ListingOf(KillState state, OpenList list) => state.AllListings.FirstOrDefault(listing => listing.Has(list));

    // HTX may pass over the margin mode that a list was asked for with, or take it for the other: the look that completes a proof reads the list without it, too.
    private static void GoOn(KillState state, Listing listing, Look look, TimeSpan now)
    {
        var shown = look.InScope.Select(order => order.ContractCode).ToHashSet();
        if (!listing.IsBeside && state.HasFilteredLists(listing.Api) && !IsUnfiltered(look)
            && (state.Task.DryRun || look.Lists.Any(list => list.FilterIsRefused)
                || state.PlacesOf(listing).Any(place => place.Proof.WouldBeDone(look.BegunAt) && !shown.Contains(place.ContractCode))))
        {
            look.Extend(new V5OpenList(V5ListKind.PlainUnfiltered, state.Scope, listing.ContractCode));
            return;
        }

        look.End(++state.LooksEnded, now, isCrossOnly: state.Mode.Named == AssetMode.MultiAssets);
        if (!listing.IsBeside)
            TakeLook(state, listing, look, now);

        if (listing is { IsBeside: false, ContractCode: null, Last: { Problem: null } last } && look.Problem is null && !state.Scope.HasEveryContract
            && !look.InScope.Concat(last.InScope).Any() && !look.ShowsTheSameAs(last, shared: true))
        {
            state.ListEachAlone(listing.Api);
        }

        listing.Ended();
    }

    private static void TakeLook(KillState state, Listing listing, Look look, TimeSpan now)
    {
        var shown = look.InScope.ToLookup(order => order.ContractCode!, order => order.Key);
        var isOvertaken = look.Problem is { IsShift: true } && IsOvertaken(state, listing, look);
        state.OneWay.UnionWith(look.Outside.Where(order => order.OneWay).Select(order => (order.ContractCode ?? "", order.MarginMode)));
        foreach (var place in state.PlacesOf(listing).ToList())
        {
            var code = place.ContractCode;
            if (look.Problem is null)
                state.Ledger.Absent(code, shown[code].ToHashSet(), order => order.Api == place.Api || state.Mode.Named?.Api() == place.Api, look.Id);

            var isEmpty = look.Problem is null && !shown[code].Any() && !state.Ledger.Resting(code, place.Api).Any();
            place.Looked(look, shown[code].Any(), isEmpty, Counts(state, place, look), isOvertaken);
            state.ExtendIfBlocked(place, now);
        }
    }

    // Our own cancels make it shift.
    private static bool IsOvertaken(KillState state, Listing listing, Look look) =>
        state.PlacesOf(listing).Any(place => place.UnderWay > 0 || place.EndedAfter >= look.Id);

    // Begun after the last cancel was answered or given up, on whichever API, and after HTX last moved the account.
    private static bool Counts(KillState state, Place place, Look look)
    {
        var cancelled = place.ContractCode == CancelScope.EveryContract ? state.Task.Apis.SelectMany(state.PlacesOf) : state.PlacesOf(place.ContractCode);
        return look.Id > state.MovedAfter && cancelled.All(other => other.UnderWay == 0 && other.EndedAfter < look.Id)
            && (IsUnfiltered(look) || !state.HasFilteredLists(place.Api) || !place.Proof.WouldBeDone(look.BegunAt));
    }

    private static bool IsUnfiltered(Look look) => look.Lists.OfType<V5OpenList>().Any(list => list.Kind == V5ListKind.PlainUnfiltered);
}
