namespace HtxCancel.Runs;

/// <summary>The memory of each account, one for all who use it, and the rate budgets, one a UID. Thread-safe.</summary>
internal sealed class AccountMemories(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, AccountMemory> _memories = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (RateBudget, RateBudget)> _budgets = new(StringComparer.Ordinal);

    /// <summary>What could not be made ready in advance.</summary>
    public WarmUpProblem WarmUp { get; } = new();

    /// <summary>The memory of <paramref name="account"/>.</summary>
    public AccountMemory Of(AccountSettings account) =>
        _memories.GetOrAdd(account.Name, _ => new AccountMemory(accessKey => BudgetOf(account, accessKey)));

    // The settings say whose UID it is; else one key is of one UID; else an account keeps its own while its key is rotated.
    private (RateBudget, RateBudget) BudgetOf(AccountSettings account, string? accessKey)
    {
        List<string> names = [$"account {account.Name}"];
        if (accessKey is not null)
            names.Insert(0, $"key {accessKey}");

        if (account.Uid is not null)
            names.Insert(0, $"uid {account.Uid}");

        lock (_budgets)
        {
            var known = names.Find(_budgets.ContainsKey);
            var budget = known is null ? Create() : _budgets[known];
            names.ForEach(name => _budgets[name] = budget);
            return budget;
        }
    }

    private (RateBudget, RateBudget) Create()
    {
        var whole = new RateBudget(time);
        return (whole, new RateBudget(time, RateBudget.ShareLimit, whole));
    }
}

/// <summary>What runs on one account leave for the next ones. Thread-safe.</summary>
/// <param name="budgetWith">The rate budget of the account, which holds this access key (null: not known yet).</param>
internal sealed class AccountMemory(Func<string?, (RateBudget Whole, RateBudget Share)> budgetWith)
{
    private volatile object? _mode;

    /// <summary>The asset mode that HTX named last; null before the first time. Only chooses what a run sends first.</summary>
    public AssetMode? Mode
    {
        get => (AssetMode?)_mode;
        set => _mode = value;
    }

    /// <summary>
    /// How many calls the account's UID may still send, and the part of it for what only looks: that must not make a kill wait.
    /// </summary>
    /// <param name="keys">The account's keys; null where they are not known yet.</param>
    public (RateBudget Whole, RateBudget Share) BudgetWith(ApiKeyPair? keys) => budgetWith(keys?.AccessKey);
}
