namespace HtxCancel.Tests.Drivers;

/// <summary>A key store at the edge: answers what it is told to, at once, and counts how often it was asked.</summary>
internal sealed class FixedKeys(ApiKeyResult answer) : IApiKeys
{
    private readonly Dictionary<string, ApiKeyResult> _own = new(StringComparer.Ordinal);

    /// <summary>What it answers for each secret that has no answer of its own.</summary>
    public ApiKeyResult Answer { get; set; } = answer;

    public ApiKeyResult? Fresh { get; set; }

    public int Refreshed { get; private set; }

    /// <summary>Answers in the store's place.</summary>
    public Func<CancellationToken, Task<ApiKeyResult>>? OnRefresh { get; set; }

    /// <summary>What is in memory, whatever the store would answer.</summary>
    public ApiKeyResult.Found? InMemory { get; set; }

    /// <summary>Gives one secret an answer of its own, now and when it is fetched anew.</summary>
    public void Answers(string secretName, ApiKeyResult answer) => _own[secretName] = answer;

    public Task<ApiKeyResult> GetAsync(string secretName, CancellationToken cancellationToken) =>
        Task.FromResult(_own.GetValueOrDefault(secretName, Answer));

    public Task<ApiKeyResult> RefreshAsync(string secretName, CancellationToken cancellationToken)
    {
        Refreshed++;
        return OnRefresh?.Invoke(cancellationToken) ?? Task.FromResult(_own.GetValueOrDefault(secretName, Fresh ?? Answer));
    }

    public ApiKeyResult.Found? Cached(string secretName) => InMemory;
}
