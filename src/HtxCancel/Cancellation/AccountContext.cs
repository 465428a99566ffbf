using HtxCancel.Htx;

namespace HtxCancel.Cancellation;

/// <summary>What all work on one account shares during a run.</summary>
/// <param name="V1">The account's orders through HTX's v1 API.</param>
/// <param name="V5">The account's orders through HTX's v5 API.</param>
/// <param name="Mode">Which of the two the account lives on.</param>
/// <param name="Milestones">When the run got where.</param>
internal sealed record AccountContext(IOrderBook V1, IOrderBook V5, AssetModeWatch Mode, RunMilestones Milestones)
{
    /// <summary>The account's orders through <paramref name="generation"/>.</summary>
    public IOrderBook BookOf(ApiGeneration generation) => generation switch
    {
        ApiGeneration.V1 => V1,
        ApiGeneration.V5 => V5,
    };
}
