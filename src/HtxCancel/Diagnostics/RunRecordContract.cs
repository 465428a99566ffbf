using HtxCancel.Cancellation;

namespace HtxCancel.Diagnostics;

/// <summary>A contract that did not end clear, in the record of a run.</summary>
internal sealed record RunRecordContract(string Account, string ContractCode, Outcome Outcome, string? Detail);
