namespace HtxCancel.Readiness;

/// <summary>Whether a kill would work now, on every account and of every target: the body of the HTTP answer. Problems say what is wrong
/// and what to do about it, a sentence each, of an account with its name in front; warnings what does not keep a kill from working yet.
/// The preferred host stands first, accounts and targets by name.</summary>
internal sealed record ReadinessReport(
    bool Ready, IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings, DateTimeOffset CheckedAt, long ElapsedMs,
    IReadOnlyList<HostReadiness> Hosts, IReadOnlyList<AccountReadiness> Accounts, IReadOnlyList<TargetReadiness> Targets)
{
    /// <summary>How open kills stand.</summary>
    public OpenKillsReadiness OpenKills { get; init; } = OpenKillsReadiness.Off;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ReadinessJson.Default.ReadinessReport);
}

/// <summary>One of HTX's hosts: its round trip in milliseconds, a new connection included, or what came instead of its time.</summary>
internal sealed record HostReadiness(string Host, long? RoundTripMs, string? Problem);

/// <summary>Whether a kill would work on one account now, of each target that names it and its contracts: how far HTX's clock is ahead of
/// this machine's, the API that its orders live on (<c>v1</c>, <c>v5</c>), whether HTX accepted a read that was signed with its keys.
/// Null is what HTX did not say.</summary>
internal sealed record AccountReadiness(
    string Account, bool Ready, IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings,
    SecretReadiness Secret, long? ClockOffsetMs, string? Api, bool? SignedRead,
    IReadOnlyList<TargetOnAccount> Targets, IReadOnlyList<ContractReadiness> Contracts, RateBudgetLeft RateBudgetLeft)
{
    [JsonIgnore]
    public AssetMode? Mode { get; init; }

    /// <summary>What HTX says that the key may do; null where it did not say anything.</summary>
    public KeyReadiness? Key { get; init; }
}

/// <summary>How an account's Key Vault secret stands: whether the vault gave it just now and it holds a pair of keys, how old the copy in
/// memory was, the secret's own expiry (UTC) and the whole days until then, negative after it. Null is what is not known.</summary>
internal sealed record SecretReadiness(bool Readable, bool? WellFormed, long? CachedAgeS, DateTimeOffset? ExpiresAt, int? DaysLeft)
{
    /// <summary>The expiry is at most 14 days away, or over.</summary>
    [JsonIgnore]
    public bool IsExpiring { get; init; }
}

/// <summary>What a target would do on one of its accounts. It has no effect where the account cannot have the orders that it names (null:
/// the account's kind is not known); the problem says what to do about it.</summary>
internal sealed record TargetOnAccount(string Target, bool Ready, bool? HasEffect, string? Problem);

/// <summary>Whether orders of one contract, or of any where the code is <c>*</c>, can be cancelled now.</summary>
internal sealed record ContractReadiness(string ContractCode, Cancellable CanCancel);

/// <summary>Whether HTX cancels orders of a contract now; it does not either while it is in maintenance.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Cancellable>))]
internal enum Cancellable
{
    [JsonStringEnumMemberName("yes")]
    Yes,
    [JsonStringEnumMemberName("no")]
    No,
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}

/// <summary>How many calls of an account could go out at once now, of HTX's 72 per 3 s: less what this process sent, and what others of
/// the UID sent as far as HTX's last answer said. A check sends none that trades, so of others' <c>Trade</c> nothing is known.</summary>
internal sealed record RateBudgetLeft(int Trade, int Read);

/// <summary>Whether a kill of one target would work now on every one of its accounts (none where it is switched off), or why not.</summary>
internal sealed record TargetReadiness(string Target, bool Ready, IReadOnlyList<string> Accounts, string? Problem);

/// <summary>The JSON of readiness and drill: the run reports' names and times.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(ReadinessReport))]
[JsonSerializable(typeof(DrillRecord))]
[JsonSerializable(typeof(ExpiringSecret))]
internal sealed partial class ReadinessJson : JsonSerializerContext;
