using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>What the contracts of one account share during a run.</summary>
/// <param name="Book">The account's orders.</param>
/// <param name="Mode">Which API generation the account lives on.</param>
/// <param name="Milestones">When the run got where.</param>
internal sealed record AccountContext(IOrderBook Book, AssetModeWatch Mode, RunMilestones Milestones);
