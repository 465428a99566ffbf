using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>What runs on one account leave for the next ones. Thread-safe.</summary>
internal sealed class AccountMemory
{
    private volatile object? _mode;

    /// <param name="time">The clock.</param>
    public AccountMemory(TimeProvider time)
    {
        Budget = new RateBudget(time);
        Share = new RateShare(Budget, time);
    }

    /// <summary>How many calls the account's UID may still send.</summary>
    public RateBudget Budget { get; }

    /// <summary>The part of <see cref="Budget"/> for what only looks: it must not make a kill wait.</summary>
    public RateShare Share { get; }

    /// <summary>The asset mode that HTX told last; null before the first time. Only chooses what a run sends first.</summary>
    public AssetMode? Mode
    {
        get => (AssetMode?)_mode;
        set => _mode = value;
    }
}
