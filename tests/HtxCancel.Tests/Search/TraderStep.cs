using HtxCancel.Tests.Runs.Cases;

namespace HtxCancel.Tests.Search;

/// <summary>What somebody else does to an account while the run is under way.</summary>
/// <param name="AtMs">When, milliseconds from the start of the run.</param>
/// <param name="Kind">What.</param>
/// <param name="Order">The order that is placed, or names the account.</param>
/// <param name="Which">Chooses one of the orders that rest then.</param>
internal sealed record TraderStep(int AtMs, TraderStepKind Kind, BookedOrder Order, int Which)
{
    public override string ToString() => $"at {AtMs} ms: {Kind} {(Kind == TraderStepKind.Place ? Order.ToString() : $"of account {Order.Account}, number {Which}")}";
}
