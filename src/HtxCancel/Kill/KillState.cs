namespace HtxCancel.Kill;

/// <summary>A call whose answer is out.</summary>
/// <param name="Id">Its number; what was asked later has a higher one.</param>
/// <param name="What">What was asked.</param>
/// <param name="At">When.</param>
/// <param name="Orders">The known orders that a cancel covers.</param>
/// <param name="After">How many looks had been begun by then.</param>
/// <param name="AfterEnded">How many looks had ended by then.</param>
internal sealed record UnderWay(int Id, Do What, TimeSpan At, IReadOnlyList<Order> Orders, int After, int AfterEnded);

/// <summary>All that is known in the kill of one account. Only <see cref="AccountKill"/> changes it.</summary>
internal sealed class KillState
{
    private readonly Dictionary<(ApiGeneration, string), Place> _places = [];
    private readonly List<string> _codes = [];

    public KillState(KillTask task)
    {
        (Task, End) = (task, task.Deadline);
        Mode = new ModeQuestion(task.Remembered, task.BegunAt);
        foreach (var code in task.Scope.ContractCodes)
            Meet(code);

        foreach (var api in task.Apis)
            Listings.AddRange(task.ListsEachAlone ? task.Scope.ContractCodes.Select(code => new Listing(api, code)) : [new Listing(api, null)]);
    }

    public KillTask Task { get; }

    public CancelScope Scope => Task.Scope;

    public Ledger Ledger { get; } = new();

    public ModeQuestion Mode { get; }

    public List<Listing> Listings { get; } = [];

    /// <summary>The count of what rests beside the scope, on the API that HTX named; null before it is thought of.</summary>
    public Listing? Beside { get; set; }

    /// <summary>Listings that are given up; a late page of theirs may still come.</summary>
    public List<Listing> GivenUp { get; } = [];

    public IEnumerable<Listing> AllListings => [.. Listings, .. Beside is null ? [] : new[] { Beside }, .. GivenUp];

    /// <summary>HTX's contracts; null while they are not known.</summary>
    public IReadOnlySet<string>? Contracts { get; set; }

    public bool ContractsAreAsked { get; set; }

    public TimeSpan ContractsNextAt { get; set; }

    public int ContractsFruitless { get; set; }

    /// <summary>Contracts, by margin mode, on which one-way orders rest.</summary>
    public HashSet<(string ContractCode, MarginMode? Margin)> OneWay { get; } = [];

    public Dictionary<int, UnderWay> UnderWay { get; } = [];

    /// <summary>What was answered, and a slower host may answer again.</summary>
    public Dictionary<int, UnderWay> Answered { get; } = [];

    /// <summary>The APIs through which something was asked.</summary>
    public SortedSet<ApiGeneration> Used { get; } = [];

    public int Looks { get; set; }

    public int LooksEnded { get; set; }

    /// <summary>How many looks had been begun when HTX named the API on which the account lives: they prove nothing.</summary>
    public int MovedAfter { get; set; }

    /// <summary>When the run ends, whatever is known by then.</summary>
    public TimeSpan End { get; set; }

    /// <summary>Since when all is decided; null while it is not.</summary>
    public TimeSpan? DecidedAt { get; set; }

    public TimeSpan? AcknowledgedAt { get; set; }

    /// <summary>Every contract that is asked for, or was met.</summary>
    public IReadOnlyList<string> Codes => _codes;

    /// <summary>Whether v5's lists may pass over orders when they are asked for by margin mode.</summary>
    public bool HasFilteredLists(ApiGeneration api) => api == ApiGeneration.V5 && Task.HasPlain;

    /// <summary>The lists of the account also show what rests outside the scope.</summary>
    public bool ListsShowOutside => !Task.ListsEachAlone && Scope.MarginMode == MarginScope.All && Task.HasPlain
        && Listings.TrueForAll(listing => listing.ContractCode is null);

    public Place PlaceOf(ApiGeneration api, string code) => _places[(api, code)];

    public IEnumerable<Place> PlacesOf(ApiGeneration api) => _places.Values.Where(place => place.Api == api);

    /// <summary>The places whose orders a listing shows.</summary>
    public IEnumerable<Place> PlacesOf(Listing listing) =>
        listing.ContractCode is { } code ? [PlaceOf(listing.Api, code)] : PlacesOf(listing.Api);

    /// <summary>The listing that shows the orders of a place.</summary>
    public Listing? ListingOf(Place place) =>
        Listings.Find(listing => listing.Api == place.Api && (listing.ContractCode is null || listing.ContractCode == place.ContractCode));

    public IEnumerable<Place> PlacesOf(string code) => Task.Apis.Select(api => PlaceOf(api, code));

    /// <summary>A contract is asked for, or an order of it was shown.</summary>
    public void Meet(string code)
    {
        if (_places.ContainsKey((Task.Apis[0], code)))
            return;

        _codes.Add(code);
        foreach (var api in Task.Apis)
        {
            var place = new Place(api, code, Task.FirstOf(api, code), new EmptyProof(Task.Looks, Task.LookInterval), Task.BegunAt);
            _places.Add((api, code), place);
            if (Scope.HasEveryContract && code != CancelScope.EveryContract)
                place.MetLater(PlaceOf(api, CancelScope.EveryContract));
        }
    }

    /// <summary>HTX cancels or shows nothing for now: by schedule or alert the run goes on.</summary>
    public void ExtendIfBlocked(Place place, TimeSpan now)
    {
        if (place.IsBlocked && !Task.DryRun)
            End = Times.Later(End, Times.Earlier(now + Task.Deadline, Task.BlockedDeadline));
    }

    /// <summary>The API that HTX named answers that the account's orders live elsewhere: the mode is asked again.</summary>
    public void DoubtIfMoved(ApiGeneration api, HtxCodeClass? @class)
    {
        if (@class == HtxCodeClass.Moved && Mode.Named?.Api() == api)
            Mode.Doubt();
    }

    /// <summary>From now on each contract has lists of its own: what rests beside them comes and goes too fast.</summary>
    public void ListEachAlone(ApiGeneration api)
    {
        GivenUp.AddRange(Listings.Where(listing => listing.Api == api));
        Listings.RemoveAll(listing => listing.Api == api);
        Listings.AddRange(Scope.ContractCodes.Select(code => new Listing(api, code)));
    }

    /// <summary>The next look of <paramref name="listing"/>.</summary>
    public Look Prepare(Listing listing) => listing.Prepared ??= new Look([.. listing.IsBeside ? ListsBeside(listing.Api) : Lists(listing.Api, listing.ContractCode)]);

    private IEnumerable<OpenList> Lists(ApiGeneration api, string? code) => api == ApiGeneration.V1
        ? Task.CallsOf(api, code).Select(margin => new V1OpenList(margin!.Value, Scope with { OrderTypes = [OrderType.Plain] }, code))
        : Scope.OrderTypes.SelectMany(type => V5ListKind.Of(type, Scope.MarginMode)).Select(kind => new V5OpenList(kind, Scope, code));

    private IEnumerable<OpenList> ListsBeside(ApiGeneration api)
    {
        // A longer list is not worth the calls.
        const int MaximumPages = 10;
        return api == ApiGeneration.V1
            ? Enum.GetValues<MarginMode>().Select(margin => new V1OpenList(margin, Scope, null, MaximumPages))
            : V5ListKind.Of(OrderType.Plain, MarginScope.All).Append(V5ListKind.PlainUnfiltered).Select(kind => new V5OpenList(kind, Scope, null, MaximumPages));
    }
}
