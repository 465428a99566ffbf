namespace HtxCancel.Reports;

/// <summary>What one run did and found: the body of the HTTP answer.</summary>
/// <param name="RunId">Names the run in answer and logs.</param>
/// <param name="Trigger">What started it.</param>
/// <param name="Outcome">The worst of its contracts.</param>
/// <param name="DryRun">Nothing was sent to cancel.</param>
/// <param name="Scope">Exactly what was asked for.</param>
/// <param name="Accounts">One entry an account of the scope.</param>
/// <param name="Totals">The contracts' lists, counted.</param>
/// <param name="Calls">Calls sent to HTX.</param>
/// <param name="TimingsMs">Milestones, in milliseconds from the start.</param>
/// <param name="StartedAt">When the run started, UTC.</param>
/// <param name="ElapsedMs">How long it took, milliseconds.</param>
public sealed record CancelReport(
    string RunId,
    Trigger Trigger,
    Outcome Outcome,
    bool DryRun,
    CancelScope Scope,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AccountReport> Accounts,
    ReportTotals Totals,
    ReportCalls Calls,
    ReportTimings TimingsMs,
    DateTimeOffset StartedAt,
    long ElapsedMs)
{
    /// <summary>The alert that asked for it; left out when none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AlertReport? Alert { get; init; }

    /// <summary>Who asked for it, and why: everyone who shares the run and said so.</summary>
    public IReadOnlyList<AskedBy> AskedBy { get; init; } = [];

    /// <summary>Whether the decision was stored, and is carried out whatever happens to this process; null where open kills are off, and
    /// in a dry run.</summary>
    public bool? Durable { get; init; }

    /// <summary>Why it was not stored, or what became of it since, in a sentence; left out where there is nothing to say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DurableDetail { get; init; }

    /// <summary>The open kill's id; left out where it was not stored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KillId { get; init; }

    /// <summary>The kill goes on after this answer.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Until when whatever comes is cancelled, UTC; left out without a hold.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>Until when it goes on and how to release it, in a sentence; left out where it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GoesOnDetail { get; init; }

    /// <summary>The first run of the kill that this one goes on with; left out for a first run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FirstRunId { get; init; }

    /// <summary>In the log's record, in place of the accounts: the contracts that did not end clear, the worst first, as far as they fit.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<NotClearContract>? NotClear { get; init; }

    /// <summary>How many there are.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal int? NotClearCount { get; init; }

    /// <summary>The hold that was asked for, minutes. No field of the JSON.</summary>
    internal int HoldMinutes { get; init; }

    /// <summary>Milliseconds from the start to the first call that cancels; null when none was sent. A metric, and no field of the JSON.</summary>
    internal long? FirstCancelMs { get; init; }

    /// <summary>The report as one line of JSON in UTF-8.</summary>
    public byte[] ToJson() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, ReportJson.Default.CancelReport);
}

/// <summary>What became of one account.</summary>
/// <param name="Account">Its name in the settings.</param>
/// <param name="Apis">The API generations that were used, such as <c>v1</c>.</param>
/// <param name="Outcome">The worst of its contracts.</param>
/// <param name="Detail">Why it did not end clear, and whether a cancel may still take effect, in a sentence; null when it is all over.</param>
/// <param name="Contracts">One entry a contract of the scope, in its order.</param>
/// <param name="OutOfScope">What rests outside the scope.</param>
public sealed record AccountReport(
    string Account,
    IReadOnlyList<string> Apis,
    Outcome Outcome,
    string? Detail,
    IReadOnlyList<ContractReport> Contracts,
    OutOfScope OutOfScope);

/// <summary>What became of one contract. An order id stands in one list only; null is what was not looked at.</summary>
/// <param name="ContractCode">The contract.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">Why it did not end clear, in a sentence; null when it did.</param>
/// <param name="Rounds">How many times a cancel was sent.</param>
/// <param name="Cancelled">Acknowledged by HTX, and absent from a whole list that was read afterwards.</param>
/// <param name="AlreadyGone">Gone without an acknowledgement of ours: HTX said so, or the list did.</param>
/// <param name="Filled">Executed before the cancel reached them.</param>
/// <param name="Unverified">Acknowledged or listed, but no whole list was read since: they may rest.</param>
/// <param name="Reappeared">Came during the run, and are gone again.</param>
/// <param name="Failed">HTX would not cancel them: they rest, as far as is known.</param>
/// <param name="StillOpen">Stood in the last list; in a dry run, what would be cancelled.</param>
/// <param name="LastLookAt">When the last list that was read was asked for, UTC.</param>
public sealed record ContractReport(
    string ContractCode,
    Outcome Outcome,
    string? Detail,
    int Rounds,
    IReadOnlyList<string>? Cancelled,
    IReadOnlyList<string> AlreadyGone,
    IReadOnlyList<string> Filled,
    IReadOnlyList<string> Unverified,
    IReadOnlyList<ReappearedOrder> Reappeared,
    IReadOnlyList<FailedOrder> Failed,
    IReadOnlyList<OpenOrder>? StillOpen,
    DateTimeOffset? LastLookAt);
