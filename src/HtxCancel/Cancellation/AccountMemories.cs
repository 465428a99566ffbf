using System.Collections.Concurrent;
using HtxCancel.Htx;
using HtxCancel.Settings;
using HtxCancel.Warming;

namespace HtxCancel.Cancellation;

/// <summary>The memory of each account, one for all who use it, and the rate budgets, one a UID. Thread-safe.</summary>
internal sealed class AccountMemories(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, AccountMemory> _memories = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (RateBudget, RateShare)> _budgets = new(StringComparer.Ordinal);

    /// <summary>What could not be made ready in advance.</summary>
    public WarmUpProblem WarmUp { get; } = new();

    /// <summary>The memory of <paramref name="account"/>.</summary>
    public AccountMemory Of(AccountSettings account) =>
        _memories.GetOrAdd(account.Name, _ => new AccountMemory(accessKey => BudgetOf(account, accessKey)));

    // The settings say whose UID it is; else one key is of one UID; else an account keeps its own while its key is rotated.
    private (RateBudget, RateShare) BudgetOf(AccountSettings account, string? accessKey)
    {
        List<string> names = [$"account {account.Name}"];
        if (accessKey is not null)
        {
            names.Insert(0, $"key {accessKey}");
        }

        if (account.Uid is not null)
        {
            names.Insert(0, $"uid {account.Uid}");
        }

        lock (_budgets)
        {
            var known = names.Find(_budgets.ContainsKey);
            var budget = known is null ? Create() : _budgets[known];
            names.ForEach(name => _budgets[name] = budget);
            return budget;
        }
    }

    private (RateBudget, RateShare) Create()
    {
        var whole = new RateBudget(time);
        return (whole, new RateShare(whole, time));
    }
}
