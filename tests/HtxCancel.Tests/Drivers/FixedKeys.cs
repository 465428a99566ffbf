using HtxCancel.ApiKeys;

namespace HtxCancel.Tests.Drivers;

/// <summary>A key store at the edge: answers what it is told to, at once, and counts how often it was asked.</summary>
internal sealed class FixedKeys(ApiKeyResult answer) : IApiKeys
{
    public ApiKeyResult Answer { get; set; } = answer;

    public ApiKeyResult? Fresh { get; set; }

    public int Refreshed { get; private set; }

    public Task<ApiKeyResult> GetAsync(string secretName, CancellationToken cancellationToken) => Task.FromResult(Answer);

    public Task<ApiKeyResult> RefreshAsync(string secretName, CancellationToken cancellationToken)
    {
        Refreshed++;
        return Task.FromResult(Fresh ?? Answer);
    }
}
