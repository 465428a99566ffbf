namespace HtxCancel.ApiKeys;

/// <summary>Where the exchange keys come from. Thread-safe; nothing here throws.</summary>
internal interface IApiKeys
{
    /// <summary>The copy in memory at once if there is one, else asked for again and again until keys come, are refused, or
    /// <paramref name="cancellationToken"/> ends the wait (<see cref="ApiKeyResult.Silent"/>).</summary>
    Task<ApiKeyResult> GetAsync(string secretName, CancellationToken cancellationToken);

    /// <summary>Asks the store once, whatever the copy in memory says, and keeps the answer when it is a pair.</summary>
    Task<ApiKeyResult> RefreshAsync(string secretName, CancellationToken cancellationToken);

    /// <summary>The copy in memory, without asking the store; null when there is none.</summary>
    ApiKeyResult.Found? Cached(string secretName);
}

/// <summary>What a key store answered when it was asked for an account's keys.</summary>
internal abstract record ApiKeyResult
{
    private ApiKeyResult() { }

    /// <summary>Why there are no keys; null where there are.</summary>
    public string? Problem => (this as Refused)?.Detail ?? (this as Silent)?.Detail;

    internal sealed record Found(ApiKeyPair Keys) : ApiKeyResult
    {
        /// <summary>When the store was asked, UTC; null where it is not known.</summary>
        public DateTimeOffset? FetchedAt { get; init; }

        /// <summary>When the store says that they expire, UTC; null where it does not say.</summary>
        public DateTimeOffset? ExpiresAt { get; init; }
    }

    /// <summary>The store says no, and will say no again: missing, disabled, forbidden or malformed.</summary>
    internal sealed record Refused(string Detail) : ApiKeyResult
    {
        /// <summary>The store gave the secret, and it is no pair of keys.</summary>
        public bool IsMalformed { get; init; }
    }

    /// <summary>Nothing that settles it: no answer, an answer of a moment, no token.</summary>
    internal sealed record Silent(string Detail) : ApiKeyResult;
}

/// <summary>One account's HTX API key. Both halves are secrets to a log: <see cref="ToString"/> shows neither.</summary>
internal sealed record ApiKeyPair(string AccessKey, string SecretKey)
{
    public override string ToString() => "ApiKeyPair { … }";
}
