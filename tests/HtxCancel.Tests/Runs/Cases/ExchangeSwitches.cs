using HtxSimulator;

namespace HtxCancel.Tests.Runs.Cases;

/// <summary>How the exchange behaves where HTX's documents leave it open; none of it is a fault.</summary>
internal sealed record ExchangeSwitches
{
    public int CancelLagMs { get; init; }

    public int MaximumCancelledPerCall { get; init; } = int.MaxValue;

    public bool V5CodesAsText { get; init; }

    public bool V5StateAsNumber { get; init; }

    public bool V5BlankReduceOnly { get; init; }

    public bool V5OldestFirst { get; init; }

    public bool V5ListsCrossByDefault { get; init; }

    public bool V5RefusesIsolated { get; init; }

    public bool V5NothingToCancelIsError { get; init; } = true;

    public bool CursorIsInclusive { get; init; }

    public VanishedCursor VanishedCursor { get; init; }

    public void Set(SimulatedExchange exchange)
    {
        exchange.CancelLag = TimeSpan.FromMilliseconds(CancelLagMs);
        exchange.MaximumCancelledPerCall = MaximumCancelledPerCall;
        exchange.V5CodesAsText = V5CodesAsText;
        exchange.V5StateAsNumber = V5StateAsNumber;
        exchange.V5BlankReduceOnly = V5BlankReduceOnly;
        exchange.V5OldestFirst = V5OldestFirst;
        exchange.V5ListsCrossByDefault = V5ListsCrossByDefault;
        exchange.V5RefusesIsolated = V5RefusesIsolated;
        exchange.V5NothingToCancelIsError = V5NothingToCancelIsError;
        exchange.CursorIsInclusive = CursorIsInclusive;
        exchange.VanishedCursor = VanishedCursor;
    }
}
