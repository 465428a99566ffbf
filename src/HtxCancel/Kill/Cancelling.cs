namespace HtxCancel.Kill;

/// <summary>What a kill remembers of each cancel that is sent, and what it takes from the answer.</summary>
internal static class Cancelling
{
    /// <summary>A cancel is sent.</summary>
    /// <returns>The known orders that it covers.</returns>
    public static List<Order> Begin(KillState state, Do what, TimeSpan now)
    {
        var api = what is Do.CancelContract { Api: var one } ? one : what is Do.CancelOrders { Api: var other } ? other : ApiGeneration.V5;
        state.Used.Add(api);
        return what switch
        {
            Do.CancelContract contract => BeginWhole(state, state.PlaceOf(api, contract.ContractCode), contract.Margin, now),
            Do.CancelOrders orders => BeginByIds(state, orders, now),
            _ => BeginEverything(state, state.PlaceOf(api, CancelScope.EveryContract), now),
        };
    }

    private static List<Order> BeginEverything(KillState state, Place every, TimeSpan now) =>
    [
        .. state.PlacesOf(every.Api).Where(place => place != every && DueCancels.Covered(state, place, null).Any()).SelectMany(place => BeginWhole(state, place, null, now)),
        .. BeginWhole(state, every, null, now),
    ];

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

    /// <summary>A cancel is answered, or its answer is lost.</summary>
    public static void Take(KillState state, UnderWay call, HtxResult<CancelAcknowledgement> answer, TimeSpan now)
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

            state.ExtendIfBlocked(place, now);
            state.DoubtIfMoved(place.Api, (answer as HtxResult<CancelAcknowledgement>.Failed)?.Error.Class);
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

    /// <summary>What HTX says of single orders.</summary>
    public static void Acknowledge(KillState state, UnderWay call, CancelAcknowledgement answer)
    {
        var (api, code) = call.What switch
        {
            Do.CancelContract contract => (contract.Api, contract.ContractCode),
            Do.CancelOrders orders => (orders.Api, orders.ContractCode),
            _ => (ApiGeneration.V5, CancelScope.EveryContract),
        };
        state.Ledger.Acknowledged(answer, code, api, call.At, call.After);
    }
}
