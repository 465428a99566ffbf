using HtxCancel.ApiKeys;
using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>What runs on one account leave for the next ones. Thread-safe.</summary>
/// <param name="budgetWith">The rate budget of the account, which holds this access key (null: not known yet).</param>
internal sealed class AccountMemory(Func<string?, (RateBudget Whole, RateShare Share)> budgetWith)
{
    private volatile object? _mode;

    /// <summary>The asset mode that HTX told last; null before the first time. Only chooses what a run sends first.</summary>
    public AssetMode? Mode
    {
        get => (AssetMode?)_mode;
        set => _mode = value;
    }

    /// <summary>
    /// How many calls the account's UID may still send, and the part of it for what only looks: that must not make a kill wait.
    /// </summary>
    /// <param name="keys">The account's keys; null where they are not known yet.</param>
    public (RateBudget Whole, RateShare Share) BudgetWith(ApiKeyPair? keys) => budgetWith(keys?.AccessKey);
}
