namespace HtxSimulator;

/// <summary>What one order answered to a cancel; no refusal when it was accepted.</summary>
internal sealed record CancelledItem(string OrderId, Refusal? Refusal);
