using System.Text.Json.Serialization;

namespace HtxCancel.Readiness;

/// <summary>How an account's Key Vault secret stands.</summary>
/// <param name="Readable">The vault told it just now.</param>
/// <param name="WellFormed">It holds a pair of keys; null where it was not told.</param>
/// <param name="CachedAgeS">How old the copy in memory was when the check began, seconds; null where there was none.</param>
/// <param name="ExpiresAt">The secret's own expiry, UTC; null where it has none or none is known.</param>
/// <param name="DaysLeft">Whole days until then, negative after it.</param>
public sealed record SecretReadiness(bool Readable, bool? WellFormed, long? CachedAgeS, DateTimeOffset? ExpiresAt, int? DaysLeft)
{
    /// <summary>How long before its expiry a secret is warned of.</summary>
    internal static readonly TimeSpan WarnedBefore = TimeSpan.FromDays(14);

    /// <summary>The expiry is at most 14 days away, or over.</summary>
    [JsonIgnore]
    public bool IsExpiring { get; init; }
}
