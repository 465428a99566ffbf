namespace HtxCancel.Cancellation;

/// <summary>What names one order of one account.</summary>
/// <param name="OrderId">HTX's id, or algo id.</param>
/// <param name="IsConditional">It is the algo id of a trigger, take-profit, stop-loss or trailing order.</param>
internal readonly record struct OrderKey(string OrderId, bool IsConditional);
