namespace HtxCancel.Kill;

/// <summary>
/// The kill of one account. It decides, and does nothing: it is told what the world answered (<see cref="Apply"/>), and says
/// what it wants done (<see cref="Next"/>). Times are since the run's start. Not thread-safe.
/// </summary>
internal static class AccountKill
{
    // So long a decided run waits for the count of what rests beside the scope.
    private static readonly TimeSpan s_patienceForCount = TimeSpan.FromMilliseconds(500);

    /// <summary>What is wanted now; nothing is remembered of this question.</summary>
    public static Agenda Next(KillState state, TimeSpan now)
    {
        var agenda = new Agenda(now, state.End);
        DueCancels.Find(state, agenda);
        DueReads.Find(state, agenda);
        agenda.IsDue(state.Mode.Told is null ? state.Mode.BothFrom : null);
        agenda.IsDue(state.DecidedAt + s_patienceForCount);
        return agenda;
    }

    /// <summary>Whether nothing more is to be done: all is decided, or the end has come.</summary>
    public static bool IsOver(KillState state, TimeSpan now) => now >= state.End
        || (state.DecidedAt is { } at && (!DueReads.IsBesideNeeded(state) || now >= at + s_patienceForCount) && (state.Contracts is not null || !KillReport.Unseen(state).Any()));

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
                Acknowledge(state, call, cancel.Value);
                break;
            case (Said.ModeAnswered { Answer: HtxResult<AssetMode>.Ok mode }, _):
                TakeMode(state, mode, call, isLate: true, now);
                break;
            case (Said.PageListed { Answer: HtxResult<ListPage>.Ok page }, Do.ListPage { List: var list }) when ListingOf(state, list) is { } listing:
                var alone = list.Another();
                alone.Take(null, page);
                See(state, listing.LookOf(list), alone, listing.Api);
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
                state.ContractsNextAt = now + Backoff.After(++state.ContractsFruitless);
                break;
            case (Said.CancelAnswered cancel, _):
                TakeCancel(state, call, cancel.Answer, now);
                break;
            case (Said.PageListed page, Do.ListPage asked):
                TakePage(state, asked, page.Answer, now);
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
                BeginPage(state, page, now);
                return [];
            case Do.CancelContract contract:
                state.Used.Add(contract.Api);
                return BeginWhole(state, state.PlaceOf(contract.Api, contract.ContractCode), contract.Margin, now);
            case Do.CancelOrders orders:
                state.Used.Add(orders.Api);
                return BeginByIds(state, orders, now);
            default:
                state.Used.Add(ApiGeneration.V5);
                var every = state.PlaceOf(ApiGeneration.V5, CancelScope.EveryContract);
                return
                [
                    .. state.PlacesOf(ApiGeneration.V5).Where(place => place != every && DueCancels.Covered(state, place, null).Any())
                        .SelectMany(place => BeginWhole(state, place, null, now)),
                    .. BeginWhole(state, every, null, now),
                ];
        }
    }

    private static List<Order> BeginWhole(KillState state, Place place, MarginMode? margin, TimeSpan now)
    {
        var call = place.WholeOf(margin);
        var orders = DueCancels.Covered(state, place, margin).ToList();
        var joins = place.Rounds > 0 && call.Round != place.Rounds && (place.RoundIsBlind || orders.Exists(place.IsOfRound));
        Sent(state, place, !joins, isBlind: !orders.Exists(order => DueCancels.DueAt(order, place) <= now), now);
        (call.IsUnderWay, call.Round) = (true, place.Rounds);
        return Sent(orders, place);
    }

    private static List<Order> BeginByIds(KillState state, Do.CancelOrders what, TimeSpan now)
    {
        var place = state.PlaceOf(what.Api, what.ContractCode);
        var ids = what.Ids.ToHashSet();
        var orders = state.Ledger.Of(what.ContractCode).Where(order => order.Key.IsConditional == what.AreConditional && ids.Contains(order.Key.OrderId)).ToList();
        Sent(state, place, isNewRound: !orders.TrueForAll(place.IsOfRound), isBlind: false, now);
        return Sent(orders, place);
    }

    // What was seen of the contract before proves nothing any more, on whichever API; nor does it of what no contract is known of.
    private static void Sent(KillState state, Place place, bool isNewRound, bool isBlind, TimeSpan now)
    {
        place.Sent(isNewRound, isBlind, state.Looks, now);
        foreach (var other in state.PlacesOf(place.ContractCode).Concat(state.Scope.HasEveryContract ? state.PlacesOf(CancelScope.EveryContract) : []))
            other.Proof.Restart();
    }

    private static List<Order> Sent(List<Order> orders, Place place)
    {
        foreach (var order in orders)
            (order.IsBeingSent, order.Round) = (true, place.Rounds);

        return orders;
    }

    private static void BeginPage(KillState state, Do.ListPage what, TimeSpan now)
    {
        if (state.AllListings.FirstOrDefault(listing => listing.Prepared?.Lists.Contains(what.List) == true) is { } listing)
        {
            listing.Begin(++state.Looks, now);
            if (!listing.IsBeside)
                state.Used.Add(listing.Api);
        }

        what.List.Asked(what.Page);
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

    private static void TakeCancel(KillState state, UnderWay call, HtxResult<CancelAcknowledgement> answer, TimeSpan now)
    {
        var isGood = answer is HtxResult<CancelAcknowledgement>.Ok
            || (answer is HtxResult<CancelAcknowledgement>.Failed failed && Tables.StateAfter(failed.Error.Class) == CancelState.Accepted);
        foreach (var order in call.Orders)
        {
            order.IsBeingSent = false;
            order.AnsweredAfter = isGood ? state.Looks : order.AnsweredAfter;
        }

        if (answer is HtxResult<CancelAcknowledgement>.Ok ok)
        {
            state.AcknowledgedAt = now;
            Acknowledge(state, call with { At = now, After = state.Looks }, ok.Value);
        }

        foreach (var (place, margin) in PlacesOf(state, call))
        {
            place.Answered(call.What is Do.CancelEverything ? ShareOf(state, place, answer) : answer, RoundHasMore(state, place), state.Looks, now);
            if (call.What is not Do.CancelOrders)
            {
                var whole = place.WholeOf(margin);
                (whole.IsUnderWay, whole.AnsweredAfter) = (false, isGood ? state.Looks : whole.AnsweredAfter);
            }

            ExtendIfBlocked(state, place, now);
            DoubtIfMoved(state, place.Api, (answer as HtxResult<CancelAcknowledgement>.Failed)?.Error.Class);
        }
    }

    private static List<(Place Place, MarginMode? Margin)> PlacesOf(KillState state, UnderWay call) => call.What switch
    {
        Do.CancelContract contract => [(state.PlaceOf(contract.Api, contract.ContractCode), contract.Margin)],
        Do.CancelOrders orders => [(state.PlaceOf(orders.Api, orders.ContractCode), orders.Margin)],
        _ => call.Orders.Select(order => order.ContractCode).Append(CancelScope.EveryContract).Distinct().ToList()
            .ConvertAll(code => (state.PlaceOf(ApiGeneration.V5, code), (MarginMode?)null)),
    };

    // Calls of the round that are not sent yet: refused is a contract when all of them are.
    private static bool RoundHasMore(KillState state, Place place) =>
        DueCancels.BlindRoundHasMore(state, place) || state.Ledger.Resting(place.ContractCode, place.Api).Any(order => order.Round != place.Rounds);

    // What an answer says of the orders of one contract; what no list has shown is of "*".
    private static HtxResult<CancelAcknowledgement> ShareOf(KillState state, Place place, HtxResult<CancelAcknowledgement> answer)
    {
        if (answer is not HtxResult<CancelAcknowledgement>.Ok { Value: var all })
            return answer;

        var ids = state.Ledger.Of(place.ContractCode).Where(order => !order.Key.IsConditional).Select(order => order.Key.OrderId).ToHashSet();
        return new HtxResult<CancelAcknowledgement>.Ok(all with
        {
            Accepted = [.. all.Accepted.Where(ids.Contains)],
            Errors = [.. all.Errors.Where(error => ids.Contains(error.OrderId))],
        });
    }

    private static void Acknowledge(KillState state, UnderWay call, CancelAcknowledgement answer)
    {
        var (api, code) = call.What switch
        {
            Do.CancelContract contract => (contract.Api, contract.ContractCode),
            Do.CancelOrders orders => (orders.Api, orders.ContractCode),
            _ => (ApiGeneration.V5, CancelScope.EveryContract),
        };
        state.Ledger.Acknowledged(answer, code, api, call.At, call.After);
    }

    private static void TakePage(KillState state, Do.ListPage asked, HtxResult<ListPage> answer, TimeSpan now)
    {
        if (ListingOf(state, asked.List) is not { } listing)
            return;

        var look = listing.LookOf(asked.List);
        asked.List.Take(asked.Page, answer, mayRestart: listing.Last is not null || !IsOvertaken(state, listing, look));
        See(state, look, asked.List, listing.Api);
        if (!listing.IsBeside)
        {
            DoubtIfMoved(state, listing.Api, (answer as HtxResult<ListPage>.Failed)?.Error.Class);
            foreach (var place in state.PlacesOf(listing))
                place.IsBeingListed |= answer is HtxResult<ListPage>.Ok;
        }

        if (listing.Current == look && look.Lists.All(list => list.IsEnded))
            GoOn(state, listing, look, now);
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

        look.End(++state.LooksEnded, now, isCrossOnly: state.Mode.Told == AssetMode.MultiAssets);
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
                state.Ledger.Absent(code, shown[code].ToHashSet(), order => order.Api == place.Api || state.Mode.Told?.Api() == place.Api, look.Id);

            var isEmpty = look.Problem is null && !shown[code].Any() && !state.Ledger.Resting(code, place.Api).Any();
            place.Looked(look, shown[code].Any(), isEmpty, Counts(state, place, look), isOvertaken);
            ExtendIfBlocked(state, place, now);
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

    private static void ExtendIfBlocked(KillState state, Place place, TimeSpan now)
    {
        if (place.IsBlocked && !state.Task.DryRun)
        {
            var end = now + state.Task.Deadline < state.Task.BlockedDeadline ? now + state.Task.Deadline : state.Task.BlockedDeadline;
            state.End = end > state.End ? end : state.End;
        }
    }

    private static void DoubtIfMoved(KillState state, ApiGeneration api, HtxCodeClass? @class)
    {
        if (@class == HtxCodeClass.Moved && state.Mode.Told?.Api() == api)
            state.Mode.Doubt();
    }
}
