namespace Benchmarks;

/// <summary>Keys that need no vault: what is measured begins when they are in memory.</summary>
internal sealed class KnownKeys : IApiKeys
{
    /// <summary>The name of account number <paramref name="number"/>, and of its secret.</summary>
    public static string NameOf(int number) => $"a{number}";

    /// <summary>The keys of the account of this name.</summary>
    public static ApiKeyPair Of(string name) => new($"benchmark-access-{name}", $"benchmark-secret-{name}");

    /// <inheritdoc/>
    public Task<ApiKeyResult> GetAsync(string secretName, CancellationToken cancellationToken) =>
        Task.FromResult<ApiKeyResult>(new ApiKeyResult.Found(Of(secretName)));

    /// <inheritdoc/>
    public Task<ApiKeyResult> RefreshAsync(string secretName, CancellationToken cancellationToken) => GetAsync(secretName, cancellationToken);

    /// <inheritdoc/>
    public ApiKeyResult.Found? Cached(string secretName) => new(Of(secretName));
}
