namespace HtxCancel.ApiKeys;

/// <summary>What a key store answered when it was asked for an account's keys.</summary>
internal abstract record ApiKeyResult
{
    private ApiKeyResult()
    {
    }

    /// <summary>The keys, well-formed.</summary>
    /// <param name="Keys">The pair.</param>
    internal sealed record Found(ApiKeyPair Keys) : ApiKeyResult
    {
        /// <summary>When the store told them, UTC; null where it does not say.</summary>
        public DateTimeOffset? FetchedAt { get; init; }

        /// <summary>When the store says that they expire, UTC; null where it does not say.</summary>
        public DateTimeOffset? ExpiresAt { get; init; }
    }

    /// <summary>The store says no, and will say no again: missing, disabled, forbidden or malformed.</summary>
    /// <param name="Detail">Why, in a sentence without its end.</param>
    internal sealed record Refused(string Detail) : ApiKeyResult
    {
        /// <summary>The store told the secret, and it is no pair of keys.</summary>
        public bool IsMalformed { get; init; }
    }

    /// <summary>Nothing that settles it: no answer, an answer of a moment, no token.</summary>
    internal sealed record Silent(string Detail) : ApiKeyResult;
}
