using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>What runs on one account leave for the next ones. Thread-safe.</summary>
internal sealed class AccountMemory(TimeProvider time)
{
    private volatile object? _mode;

    /// <summary>How many calls the account's UID may still send.</summary>
    public RateBudget Budget { get; } = new(time);

    /// <summary>The asset mode that HTX told last; null before the first time. Only chooses what a run sends first.</summary>
    public AssetMode? Mode
    {
        get => (AssetMode?)_mode;
        set => _mode = value;
    }
}
