using System.Collections.Concurrent;
using HtxCancel.Settings;
using HtxCancel.Warming;

namespace HtxCancel.Cancellation;

/// <summary>The memory of each account, one for all who use it: an account has one rate limit at HTX. Thread-safe.</summary>
internal sealed class AccountMemories(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, AccountMemory> _memories = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What could not be made ready in advance.</summary>
    public WarmUpProblem WarmUp { get; } = new();

    /// <summary>The memory of <paramref name="account"/>.</summary>
    public AccountMemory Of(AccountSettings account) => _memories.GetOrAdd(account.Name, _ => new AccountMemory(time));
}
