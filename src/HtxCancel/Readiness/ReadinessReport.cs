namespace HtxCancel.Readiness;

/// <summary>Whether a kill would work now: the body of the HTTP answer.</summary>
/// <param name="Ready">It would, on every account and of every target.</param>
/// <param name="Problems">All that is wrong and what to do about it, a sentence each, of an account with its name in front.</param>
/// <param name="Warnings">All that does not keep a kill from working yet, in the same form.</param>
/// <param name="CheckedAt">When the check began, UTC.</param>
/// <param name="ElapsedMs">Milliseconds; at most 5,000.</param>
/// <param name="Hosts">HTX's hosts, the preferred one first.</param>
/// <param name="Accounts">Every account of the settings, by name.</param>
/// <param name="Targets">Every target of the settings, by name.</param>
public sealed record ReadinessReport(
    bool Ready,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Warnings,
    DateTimeOffset CheckedAt,
    long ElapsedMs,
    IReadOnlyList<HostReadiness> Hosts,
    IReadOnlyList<AccountReadiness> Accounts,
    IReadOnlyList<TargetReadiness> Targets)
{
    /// <summary>The report as one line of JSON in UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReadinessJson.Default.ReadinessReport);
}

/// <summary>One of HTX's hosts: its round trip in milliseconds, a new connection included, or what came instead of its time.</summary>
public sealed record HostReadiness(string Host, long? RoundTripMs, string? Problem);

/// <summary>Whether a kill would work on one account now, of each of its targets.</summary>
/// <param name="Account">Its name in the settings.</param>
/// <param name="Ready">It would.</param>
/// <param name="Problems">What is wrong and what to do about it, a sentence each.</param>
/// <param name="Warnings">What does not keep a kill from working yet, a sentence each.</param>
/// <param name="Secret">Its keys.</param>
/// <param name="ClockOffsetMs">How far HTX's clock is ahead of this machine's, milliseconds; null where HTX did not say.</param>
/// <param name="Api">The API generation that its orders live on, <c>v1</c> or <c>v5</c>; null where HTX did not say.</param>
/// <param name="SignedRead">Whether HTX accepted a read that was signed with its keys; null where none was answered.</param>
/// <param name="Targets">The targets that name it.</param>
/// <param name="Contracts">The contracts of these targets.</param>
/// <param name="RateBudgetLeft">What HTX's rate limit leaves.</param>
public sealed record AccountReadiness(
    string Account,
    bool Ready,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Warnings,
    SecretReadiness Secret,
    long? ClockOffsetMs,
    string? Api,
    bool? SignedRead,
    IReadOnlyList<TargetOnAccount> Targets,
    IReadOnlyList<ContractReadiness> Contracts,
    RateBudgetLeft RateBudgetLeft)
{
    internal AssetMode? Mode { get; init; }
}

/// <summary>How an account's Key Vault secret stands.</summary>
/// <param name="Readable">The vault gave it just now.</param>
/// <param name="WellFormed">It holds a pair of keys; null where the vault did not give it.</param>
/// <param name="CachedAgeS">How old the copy in memory was when the check began, seconds; null where there was none.</param>
/// <param name="ExpiresAt">The secret's own expiry, UTC; null where it has none or none is known.</param>
/// <param name="DaysLeft">Whole days until then, negative after it.</param>
public sealed record SecretReadiness(bool Readable, bool? WellFormed, long? CachedAgeS, DateTimeOffset? ExpiresAt, int? DaysLeft)
{
    /// <summary>The expiry is at most 14 days away, or over.</summary>
    [JsonIgnore]
    public bool IsExpiring { get; init; }
}

/// <summary>What a target would do on one of its accounts.</summary>
/// <param name="Target">Its name in the settings.</param>
/// <param name="Ready">A kill of it would work on this account now.</param>
/// <param name="HasEffect">Whether the account can have the orders that it names; null where the account's kind is not known.</param>
/// <param name="Problem">What is wrong with it here, and what to do about it; null where nothing is.</param>
public sealed record TargetOnAccount(string Target, bool Ready, bool? HasEffect, string? Problem);

/// <summary>Whether orders of one contract, or of any where the code is <c>*</c>, can be cancelled now.</summary>
public sealed record ContractReadiness(string ContractCode, Cancellable CanCancel);

/// <summary>Whether HTX cancels orders of a contract now.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Cancellable>))]
public enum Cancellable
{
    /// <summary>HTX says so.</summary>
    [JsonStringEnumMemberName("yes")]
    Yes,

    /// <summary>HTX says that it does not, or is in maintenance.</summary>
    [JsonStringEnumMemberName("no")]
    No,

    /// <summary>HTX did not say.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>
/// How many calls of an account could go out at once now, of HTX's 72 per 3 s: less what this process sent, and what others
/// of the UID sent as far as HTX's last answer said. A check sends none that trades, so of others' <c>Trade</c> nothing is known.
/// </summary>
public sealed record RateBudgetLeft(int Trade, int Read);

/// <summary>Whether a kill of one target would work now on every one of its accounts (none where it is switched off), or why not.</summary>
public sealed record TargetReadiness(string Target, bool Ready, IReadOnlyList<string> Accounts, string? Problem);

/// <summary>The JSON of readiness and drill: the run reports' names and times.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(ReadinessReport))]
[JsonSerializable(typeof(DrillRecord))]
[JsonSerializable(typeof(ExpiringSecret))]
internal sealed partial class ReadinessJson : JsonSerializerContext;
