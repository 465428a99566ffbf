using System.Globalization;
using HtxCancel.Tests.Runs.Cases;

namespace HtxCancel.Tests.Search;

/// <summary>How a v5 list takes <c>margin_mode</c>.</summary>
internal enum MarginFilter
{
    Kept,
    PassedOver,
    IsolatedTakenForCross,
}

/// <summary>A generation, or with <paramref name="OfV5"/> null a host, that is out; times in milliseconds from the start.</summary>
internal sealed record OutageCase(bool? OfV5, FaultKind Kind, int Number, int AfterMs, int LastsMs, int? Host = null)
{
    public bool IsForEver => LastsMs == int.MaxValue;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(OfV5 is not { } v5 ? "everything" : v5 ? "v5" : "v1")}{(Host is { } host ? $" at host {host}" : "")} is out from {AfterMs} ms {(IsForEver ? "for ever" : $"for {LastsMs} ms")}: {Kind} {Number}");
}

/// <summary>Answers take so long until then; for ever where that is 0.</summary>
internal sealed record SlowAnswers(int Ms, int UntilMs);

/// <summary>HTX moves an account so long after a list has shown it empty, and so long later an order is placed.</summary>
internal sealed record SelfMove(int AfterMs, int ToMode, int PlacedAfterMs, BookedOrder Order);

/// <summary>Keys of the first account are rotated then, and each fetch from the vault takes so long.</summary>
internal sealed record Rotation(int AtMs, int VaultMs);

/// <summary>One more call, beside the first, which is of alert 1 where an alert makes it.</summary>
internal sealed record OtherCall(int AtMs, CancelScope Scope, Trigger Trigger, bool DryRun, int Alert)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"at {AtMs} ms a call by {Trigger}{(Trigger == Trigger.Alert ? $" {Alert}" : "")}{(DryRun ? ", dry run" : "")}: {string.Join(',', Scope.Accounts)}: {string.Join(',', Scope.ContractCodes)} direction {Scope.Direction?.ToString() ?? "-"} offset {Scope.Offset?.ToString() ?? "-"} margin {Scope.MarginModeAsked?.ToString() ?? "-"} types {string.Join(',', Scope.OrderTypes)}");
}

/// <summary>What was drawn of each <see cref="Draw"/>; as it stands, nothing was.</summary>
internal sealed record Drawn
{
    public IReadOnlyList<OutageCase> Outages { get; init; } = [];

    /// <summary>The most rows of a v5 page.</summary>
    public int V5PageCap { get; init; } = 100;

    public MarginFilter MarginFilter { get; init; }

    public SlowAnswers? Slow { get; init; }

    /// <summary>The host that differs in its clock, from 0, and by how many seconds.</summary>
    public (int Host, int Seconds)? HostClock { get; init; }

    /// <summary>The host that is out for ever, or slow.</summary>
    public OutageCase? Host { get; init; }

    /// <summary>What one answer in nine is.</summary>
    public int? OneInNine { get; init; }

    public SelfMove? Move { get; init; }

    public Rotation? Rotation { get; init; }

    public bool V5IsEmpty { get; init; }

    public bool StopLossLacksReduceOnly { get; init; }

    /// <summary>Rows have an id of their own, which HTX documents, instead of their order's, which was seen.</summary>
    public bool RowsHaveTheirOwnId { get; init; }

    /// <summary><c>ratelimit-reset</c> is a duration, which HTX documents, instead of a moment, which was seen.</summary>
    public bool ResetIsDuration { get; init; }

    /// <summary>Which of the random numbers that spread repetitions, or of the fetches from the vault, throws; from 1, 0 for none.</summary>
    public int ThrowsAt { get; init; }

    public IReadOnlyList<OtherCall> Others { get; init; } = [];

    /// <summary>The same with one thing less.</summary>
    public IEnumerable<Drawn> Simpler() => new[]
    {
        this with { V5PageCap = 100 },
        this with { MarginFilter = MarginFilter.Kept },
        this with { Slow = null },
        this with { HostClock = null },
        this with { Host = null },
        this with { OneInNine = null },
        this with { Move = null },
        this with { Rotation = null },
        this with { V5IsEmpty = false },
        this with { StopLossLacksReduceOnly = false },
        this with { RowsHaveTheirOwnId = false },
        this with { ResetIsDuration = false },
        this with { ThrowsAt = 0 },
    }.Where(simpler => simpler != this)
        .Concat(Outages.Select((_, left) => this with { Outages = [.. Outages.Where((_, index) => index != left)] }))
        .Concat(Others.Select((_, left) => this with { Others = [.. Others.Where((_, index) => index != left)] }));

    public override string ToString() => string.Join('\n', Words());

    private IEnumerable<string> Words()
    {
        string?[] words =
        [
            V5PageCap < 100 ? $"a v5 page has at most {V5PageCap} rows" : null,
            MarginFilter == MarginFilter.Kept ? null : $"v5's filter by margin mode: {MarginFilter}",
            Slow is { } slow ? $"each answer takes {slow.Ms} ms{(slow.UntilMs > 0 ? $", until {slow.UntilMs} ms" : "")}" : null,
            HostClock is { } clock ? $"the clock of host {clock.Host} is {clock.Seconds} s ahead" : null,
            Host?.ToString(),
            OneInNine is { } code ? $"one answer in nine is {code}" : null,
            Move is { } move ? $"HTX moves an account to mode {move.ToMode} {move.AfterMs} ms after an empty list, and {move.PlacedAfterMs} ms later comes {move.Order}" : null,
            Rotation is { } rotation ? $"keys are rotated at {rotation.AtMs} ms, and the vault takes {rotation.VaultMs} ms" : null,
            V5IsEmpty ? "v5 answers accounts on v1 as if they had nothing" : null,
            StopLossLacksReduceOnly ? "one-way sl rows lack reduce_only" : null,
            RowsHaveTheirOwnId ? "v5 rows have ids of their own" : null,
            ResetIsDuration ? "ratelimit-reset is a duration" : null,
            ThrowsAt > 0 ? $"number {ThrowsAt} of what may throw does" : null,
            .. Outages.Select(outage => outage.ToString()),
            .. Others.Select(other => other.ToString()),
        ];
        return words.OfType<string>();
    }
}
