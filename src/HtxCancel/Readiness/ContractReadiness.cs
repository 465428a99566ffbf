namespace HtxCancel.Readiness;

/// <summary>Whether orders of one contract of an account's targets can be cancelled now.</summary>
/// <param name="ContractCode">The contract, or <c>*</c> of a target that has every one.</param>
/// <param name="CanCancel">What HTX says of it; of <c>*</c>: <c>no</c> where it cancels of no contract.</param>
public sealed record ContractReadiness(string ContractCode, Cancellable CanCancel);
