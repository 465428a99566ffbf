namespace HtxSimulator;

/// <summary>One signed call: the envelope it answers in, the pool it is counted in, and what it does.</summary>
internal sealed record Route(
    ApiGeneration Generation,
    RequestPool Pool,
    Func<SimulatedExchange, SimulatedAccount, SimulatedRequest, ApiResult> CarryOut);
