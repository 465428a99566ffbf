namespace HtxCancel.Kill;

/// <summary>Which cancels are due, and when. A contract that was not cancelled for longest comes first.</summary>
internal static class DueCancels
{
    /// <summary>HTX takes at most ten ids a call.</summary>
    private const int MaximumIds = 10;

    private static readonly TimeSpan s_settlingAfterAcknowledgement = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_firstPages = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_settlingWhileCancelling = TimeSpan.FromSeconds(2);

    /// <summary>Puts the most urgent one on the agenda.</summary>
    public static void Find(KillState state, Agenda agenda)
    {
        if (state.Task.DryRun)
            return;

        foreach (var api in state.Task.Apis)
        {
            if (state.Task.TakesEverything(api) && state.Mode.Uses(api, agenda.Now) && agenda.IsDue(EverythingAt(state, api))
                && HasFirstPages(state, state.PlaceOf(api, CancelScope.EveryContract), agenda))
            {
                agenda.Want(new Do.CancelEverything());
                return;
            }
        }

        Place? first = null;
        foreach (var api in state.Task.Apis)
        {
            foreach (var place in state.PlacesOf(api))
            {
                if (place.Cancel != CancelState.Refused && place.ContractCode != CancelScope.EveryContract
                    && Look(state, place, agenda, isToSend: false) && (first is null || place.SentAt < first.SentAt))
                {
                    first = place;
                }
            }
        }

        if (first is not null)
            Look(state, first, agenda, isToSend: true);
    }

    /// <summary>The orders that a call which takes whatever is in scope covers, as far as they are known.</summary>
    public static IEnumerable<Order> Covered(KillState state, Place place, MarginMode? margin) => state.Ledger.Resting(place.ContractCode, place.Api)
        .Where(order => !order.Key.IsConditional && (margin is null || order.Row!.MarginMode == margin));

    /// <summary>Whether the round under way goes by no list, and has calls that are not sent yet.</summary>
    public static bool BlindRoundHasMore(KillState state, Place place) =>
        place.RoundIsBlind && state.Task.CallsOf(place.Api, place.ContractCode).Any(margin => place.WholeOf(margin).Round != place.Rounds);

    /// <summary>
    /// When <paramref name="order"/> can be sent to be cancelled; null where its cancel is under way, or was answered after the
    /// last list. Acknowledged less than 500 ms ago, or listed as being cancelled for less than 2 s, it is looked at again first.
    /// </summary>
    public static TimeSpan? DueAt(Order order, Place place)
    {
        if (order.IsBeingSent || order.SeenIn <= order.AnsweredAfter)
            return null;

        TimeSpan[] earliest =
        [
            TimeSpan.Zero,
            order is { Failure: null, AcknowledgedAt: { } acknowledged } ? acknowledged + s_settlingAfterAcknowledgement : TimeSpan.Zero,
            order.CancellingSince is { } since ? since + s_settlingWhileCancelling : TimeSpan.Zero,
            place.IsOfRound(order) ? TimeSpan.Zero : place.NextRoundAt,
        ];
        return earliest.Max();
    }

    // Whether a cancel of the contract is due; it goes on the agenda where it is to be sent.
    private static bool Look(KillState state, Place place, Agenda agenda, bool isToSend)
    {
        var (api, code) = (place.Api, place.ContractCode);
        var isDue = false;
        if (!state.Task.TakesEverything(api) || state.PlaceOf(api, CancelScope.EveryContract).Cancel != CancelState.Accepted)
        {
            foreach (var margin in state.Task.CallsOf(api, code))
            {
                var plain = Covered(state, place, margin).ToList();
                if (!TakesWhole(state, place, margin) || (place.GoesById && plain.Count > 0))
                {
                    isDue |= IsDueById(state, place, plain, margin, agenda, isToSend);
                }
                else if (agenda.IsDue(WholeAt(state, place, margin, plain, isUsed: state.Mode.Uses(api, agenda.Now))))
                {
                    isDue = true;
                    if (isToSend)
                        agenda.Want(new Do.CancelContract(api, code, margin));
                }
            }
        }

        return isDue | (state.Task.HasConditional
            && IsDueById(state, place, [.. state.Ledger.Resting(code, api).Where(order => order.Key.IsConditional)], null, agenda, isToSend));
    }

    // What v1's filter by offset does with one-way orders was never seen: where some rest, orders go by their ids.
    private static bool TakesWhole(KillState state, Place place, MarginMode? margin) =>
        state.Task.TakesWholeContracts(place.Api) && (state.Scope.Offset is null || !state.OneWay.Contains((place.ContractCode, margin)));

    private static TimeSpan? WholeAt(KillState state, Place place, MarginMode? margin, List<Order> orders, bool isUsed)
    {
        var call = place.WholeOf(margin);
        if (call.IsUnderWay)
            return null;

        // None again before the others of its round.
        var blind = !isUsed ? null
            : !BlindRoundHasMore(state, place) ? place.WholeCallAt
            : call.Round != place.Rounds ? place.RoundBegunAt
            : (TimeSpan?)null;
        return Times.Earlier(blind, First(orders, place, call));
    }

    private static TimeSpan? EverythingAt(KillState state, ApiGeneration api)
    {
        var every = state.PlaceOf(api, CancelScope.EveryContract);
        var call = every.WholeOf(null);
        if (call.IsUnderWay || every.Cancel == CancelState.Refused)
            return null;

        TimeSpan? first = null;
        foreach (var place in state.PlacesOf(api))
            first = Times.Earlier(first, First(Covered(state, place, null), place, call));

        return Times.Earlier(every.WholeCallAt, first is { } at && at < every.NextRoundAt ? every.NextRoundAt : first);
    }

    // The first of orders that a newer list than the call's last good answer shows.
    private static TimeSpan? First(IEnumerable<Order> orders, Place place, WholeCall call)
    {
        TimeSpan? first = null;
        foreach (var order in orders.Where(order => order.SeenIn > call.AnsweredAfter))
            first = Times.Earlier(first, DueAt(order, place));

        return first;
    }

    private static bool IsDueById(KillState state, Place place, List<Order> orders, MarginMode? margin, Agenda agenda, bool isToSend)
    {
        var due = orders.FindAll(order => agenda.IsDue(DueAt(order, place)));
        if (due.Count == 0)
            return false;

        if (due.Count < MaximumIds && !HasFirstPages(state, place, agenda))
            return false;

        if (isToSend)
            agenda.Want(new Do.CancelOrders(place.Api, place.ContractCode, margin, due[0].Key.IsConditional, [.. due.Take(MaximumIds).Select(order => order.Key.OrderId)]));

        return true;
    }

    // A call that could take more waits for the first pages of the other lists, which were asked for at the same time.
    private static bool HasFirstPages(KillState state, Place place, Agenda agenda) => state.ListingOf(place)?.Current is not { } look
        || look.Lists.All(list => list.IsEnded || list.Reading.Pages > 0) || agenda.IsDue(look.BegunAt + s_firstPages);
}
