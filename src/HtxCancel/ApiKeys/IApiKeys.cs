namespace HtxCancel.ApiKeys;

/// <summary>Where the exchange keys come from. Thread-safe.</summary>
internal interface IApiKeys
{
    /// <summary>
    /// The keys held under <paramref name="secretName"/>: the copy in memory at once if there is one, else asked for
    /// again and again until they come, are refused, or <paramref name="cancellationToken"/> ends the wait
    /// (<see cref="ApiKeyResult.Silent"/>). Throws nothing.
    /// </summary>
    Task<ApiKeyResult> GetAsync(string secretName, CancellationToken cancellationToken);

    /// <summary>Asks the store once, whatever the copy in memory says, and keeps the answer when it is a pair. Throws nothing.</summary>
    Task<ApiKeyResult> RefreshAsync(string secretName, CancellationToken cancellationToken);

    /// <summary>The copy in memory, without asking the store; null when there is none.</summary>
    ApiKeyResult.Found? Cached(string secretName);
}
