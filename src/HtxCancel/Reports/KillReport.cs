namespace HtxCancel.Reports;

/// <summary>The report on one account: the ledger, grouped by contract. Every id stands in exactly one list.</summary>
internal static class KillReport
{
    /// <summary>How the account stands.</summary>
    public static AccountReport Of(KillState state, string account, DateTimeOffset startedAt, DateTimeOffset? cancelsLastUntil)
    {
        IEnumerable<string> codes = state.Scope.HasEveryContract ? state.Codes.Order(StringComparer.Ordinal) : state.Codes;
        var all = codes.Select(code => Of(state, code, startedAt)).ToList();
        List<ContractReport> contracts = [.. all.Where(contract => IsWorthReporting(state, contract, all))];
        var worst = contracts.MaxBy(contract => contract.Outcome);
        var detail = worst?.Detail is null || contracts.Count == 1 ? worst?.Detail : $"{worst.ContractCode}: {worst.Detail}";
        return new AccountReport(
            account,
            [.. state.Used.Select(api => api.Name())],
            worst?.Outcome ?? (state.Task.DryRun ? Outcome.DryRun : Outcome.Clear),
            cancelsLastUntil is { } until ? Details.WithCancelsOut(detail, until) : detail,
            contracts,
            Beside(state));
    }

    /// <summary>Contracts that were named, share the account's list with others, and of which nothing was ever shown: a misspelt code would look the same.</summary>
    public static IEnumerable<string> Unseen(KillState state) => state.Task.ListsEachAlone || state.Scope.HasEveryContract
        ? []
        : state.Scope.ContractCodes.Where(code => state.Ledger.Of(code).Count == 0 && Verdicts.Of(state, code).Outcome is Outcome.Clear or Outcome.DryRun);

    /// <summary>When the list was begun that showed each contract empty first, the latest of them; null where one was not.</summary>
    public static TimeSpan? FirstEmptyAt(KillState state)
    {
        var first = Counted(state).Select(place => place.Proof.FirstAt).ToList();
        return first.Contains(null) || Unseen(state).Any(code => state.Contracts?.Contains(code) != true) ? null : first.Max();
    }

    /// <summary>When all was begun that the outcome rests on; null where a contract was never looked at.</summary>
    public static TimeSpan? ProofBegunAt(KillState state)
    {
        var begun = Counted(state).Select(place => place.BegunAt).ToList();
        return begun.Contains(null) ? null : begun.Min();
    }

    private static IEnumerable<Place> Counted(KillState state) =>
        (state.Mode.Named?.Api() is { } named && state.Task.Apis.Contains(named) ? [named] : state.Task.Apis).SelectMany(state.PlacesOf);

    private static ContractReport Of(KillState state, string code, DateTimeOffset startedAt)
    {
        var verdict = WithUnseen(state, code, Verdicts.Of(state, code));
        var places = state.PlacesOf(code).ToList();
        var orders = state.Ledger.Of(code).ToLookup(FateOf);
        var counted = Counted(state).Where(place => place.ContractCode == code).ToList();
        var looked = orders[Fate.StillOpen].Any() || orders[Fate.Failed].Any(order => order.Row is not null) || (counted.Count > 0 && counted.TrueForAll(place => place.HasWholeLook));
        List<string> cancelled = [.. Ids(orders[Fate.Cancelled])];
        return new ContractReport(
            code,
            verdict.Outcome,
            verdict.Detail,
            places.Sum(place => place.Rounds),
            looked || cancelled.Count > 0 ? cancelled : null,
            [.. Ids(orders[Fate.AlreadyGone])],
            [.. Ids(orders[Fate.Filled])],
            [.. Ids(orders[Fate.Unverified])],
            [.. orders[Fate.Reappeared].Select(order => new ReappearedOrder(order.Key.OrderId, order.Row?.OrderSource))],
            [.. orders[Fate.Failed].Select(Failed)],
            looked ? [.. orders[Fate.StillOpen].Select(order => OpenOrder.From(order.Row!))] : null,
            looked && places.Max(place => place.LatestLook?.BegunAt) is { } at ? startedAt + at : null);
    }

    private static Fate FateOf(Order order) => order switch
    {
        { Rests: true, Failure: not null } => Fate.Failed,
        { Rests: true } => Fate.StillOpen,
        { IsFilled: true } => Fate.Filled,
        { IsShownGone: false, Failure: not null } => Fate.Failed,
        { IsShownGone: false, IsGone: true, AcknowledgedAt: null } => Fate.AlreadyGone,
        { IsShownGone: false } => Fate.Unverified,
        { CameLater: true } => Fate.Reappeared,
        { AcknowledgedAt: not null } => Fate.Cancelled,
        _ => Fate.AlreadyGone,
    };

    private static FailedOrder Failed(Order order)
    {
        var row = order.Rests ? order.Row : null;
        return new FailedOrder(
            order.Key.OrderId, order.Failure!.Code, order.Failure.Message, row?.OrderType, row?.Direction, row?.Offset, row?.Price, row?.Volume);
    }

    // Nobody asked HTX for such a contract by name. Absence counts in a list that has contracts of the kind.
    private static Verdict WithUnseen(KillState state, string code, Verdict verdict) =>
        verdict.Outcome is not (Outcome.Clear or Outcome.DryRun) || state.Task.ListsEachAlone || state.Scope.HasEveryContract
            || state.Ledger.Of(code).Count > 0 || state.Contracts?.Contains(code) == true ? verdict
        : state.Contracts?.Any(other => ScopeFields.IsDelivery(other) == ScopeFields.IsDelivery(code)) == true
            ? verdict with { Outcome = Outcome.Refused, Detail = "HTX knows no such contract: correct the code" }
        : verdict with
        {
            Outcome = Outcome.Unknown,
            Detail = "no list showed this contract, and whether HTX knows it could not be read from its list of contracts: a misspelt code would look the same",
        };

    // Where every contract was asked for, what no contract is known of is reported when it has something to say: not while
    // its proof only waits for a contract that is still being cancelled.
    private static bool IsWorthReporting(KillState state, ContractReport report, List<ContractReport> all) =>
        report.ContractCode != CancelScope.EveryContract
        || report is not { Cancelled: null or [], AlreadyGone: [], Filled: [], Unverified: [], Reappeared: [], Failed: [], StillOpen: null or [] }
        || (report.Outcome is not (Outcome.Clear or Outcome.DryRun) && (report.Outcome == Outcome.Refused || !IsLookedAt(state)
            || all.TrueForAll(other => other == report || other.Outcome is Outcome.Clear)));

    private static bool IsLookedAt(KillState state) => state.Mode.Named?.Api() is { } named && state.Task.Apis.Contains(named)
        && state.PlaceOf(named, CancelScope.EveryContract) is { LatestLook: not null, LookProblem: null };

    private static OutOfScope Beside(KillState state)
    {
        if (state.Mode.Named?.Api() is not { } named)
            return OutOfScope.Unknown;

        if (state.ListsShowOutside && state.Listings.Find(listing => listing.Api == named)?.Last is { Problem: null } last)
            return OutOfScope.Of([.. last.Outside], named == ApiGeneration.V5 ? state.Scope.OrderTypes : [OrderType.Plain]);

        return state.Beside?.Last is { Problem: null } beside ? OutOfScope.Of([.. beside.Outside], [OrderType.Plain]) : OutOfScope.Unknown;
    }

    private static IEnumerable<string> Ids(IEnumerable<Order> orders) => orders.Select(order => order.Key.OrderId);

    private enum Fate
    {
        Cancelled,
        AlreadyGone,
        Filled,
        Unverified,
        Reappeared,
        Failed,
        StillOpen,
    }
}
