namespace HtxCancel.Diagnostics;

/// <summary>Order ids of one contract with one fate, at most 500 a record.</summary>
internal sealed record RunRecordOrders(string RunId, string Account, string ContractCode, string Fate, IReadOnlyList<string> OrderIds);
