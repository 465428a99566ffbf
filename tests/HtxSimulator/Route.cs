namespace HtxSimulator;

/// <summary>One signed call: the envelope it answers in, the pool it is counted in, and what it does.</summary>
internal sealed record Route(
    ApiGeneration Generation,
    RequestPool Pool,
    Func<SimulatedExchange, SimulatedAccount, SimulatedRequest, ApiResult> CarryOut)
{
    /// <summary>Which orders the list holds that is asked for; null for what is no list.</summary>
    public Func<SimulatedExchange, SimulatedAccount, SimulatedRequest, Predicate<SimulatedOrder>>? Listed { get; init; }
}
