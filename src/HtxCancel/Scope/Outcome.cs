namespace HtxCancel.Scope;

/// <summary>How a run ended. The members stand from best to worst: a run takes the worst of its contracts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>Nothing was sent to cancel; the report lists what would be.</summary>
    [JsonStringEnumMemberName("dry_run")]
    DryRun,

    /// <summary>The exchange's own list, read in full after the last cancel, showed nothing in scope, twice.</summary>
    [JsonStringEnumMemberName("clear")]
    Clear,

    /// <summary>Settlement, delivery or maintenance keeps HTX from cancelling.</summary>
    [JsonStringEnumMemberName("blocked")]
    Blocked,

    /// <summary>Orders in scope stood in the last list.</summary>
    [JsonStringEnumMemberName("remaining")]
    Remaining,

    /// <summary>Not known: no proof either way came before the deadline.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>A retry will not change it: keys, permission, contract, account type.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}
