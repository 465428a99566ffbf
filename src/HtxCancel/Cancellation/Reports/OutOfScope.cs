namespace HtxCancel.Cancellation.Reports;

/// <summary>How many orders rest on the account beside the scope, other contracts included. Null is what was not looked at.</summary>
/// <param name="Isolated">Isolated margin.</param>
/// <param name="Cross">Cross margin: never looked at.</param>
public sealed record OutOfScope(OrderCounts? Isolated, OrderCounts? Cross);
