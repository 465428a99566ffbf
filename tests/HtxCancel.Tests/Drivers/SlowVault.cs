using System.Collections.Concurrent;

namespace HtxCancel.Tests.Drivers;

/// <summary>A key store that has each pair in memory, and takes its time to fetch it anew; one fetch at a time a secret.</summary>
internal sealed class SlowVault(FixedKeys first, TimeProvider time) : IApiKeys
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(8);

    private readonly ConcurrentDictionary<string, ApiKeyResult.Found> _inMemory = new();
    private readonly ConcurrentDictionary<string, ApiKeyResult.Found> _inVault = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<ApiKeyResult>>> _underWay = new();

    /// <summary>How long a fetch takes; what takes longer than 8 s is given up.</summary>
    public TimeSpan Takes { get; set; }

    /// <summary>Called with each fetch.</summary>
    public Action? OnFetch { get; set; }

    /// <summary>Called when a fetch has brought a pair.</summary>
    public Action? OnFetched { get; set; }

    /// <summary>Puts another pair into the vault.</summary>
    public void Rotate(string secretName, ApiKeyPair keys) => _inVault[secretName] = new ApiKeyResult.Found(keys);

    public async Task<ApiKeyResult> GetAsync(string secretName, CancellationToken cancellationToken) =>
        Cached(secretName) ?? await first.GetAsync(secretName, cancellationToken);

    public async Task<ApiKeyResult> RefreshAsync(string secretName, CancellationToken cancellationToken)
    {
        OnFetch?.Invoke();
        try
        {
            return await _underWay.GetOrAdd(secretName, name => new(() => FetchAsync(name))).Value.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new ApiKeyResult.Silent("the vault did not answer in time");
        }
    }

    public ApiKeyResult.Found? Cached(string secretName) => _inMemory.GetValueOrDefault(secretName);

    private async Task<ApiKeyResult> FetchAsync(string secretName)
    {
        try
        {
            if (Takes > TimeSpan.Zero)
            {
                await Task.Delay(Takes < s_longest ? Takes : s_longest, time);
            }

            if (Takes >= s_longest)
            {
                return new ApiKeyResult.Silent("the vault did not answer");
            }

            if (!_inVault.TryGetValue(secretName, out var pair))
            {
                return await first.GetAsync(secretName, CancellationToken.None);
            }

            _inMemory[secretName] = pair;
            OnFetched?.Invoke();
            return pair;
        }
        finally
        {
            _underWay.TryRemove(secretName, out _);
        }
    }
}
