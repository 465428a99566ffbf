using HtxCancel.Cancellation;

namespace HtxCancel.Htx.TradeV5;

/// <summary>The body of <c>cancel_all_orders</c> for one contract, which is always named: without it HTX takes everything.</summary>
/// <param name="ContractCode">The contract.</param>
/// <param name="Side">Only this side; null, and then left out, for both.</param>
/// <exception cref="ArgumentException"><paramref name="ContractCode"/> is blank.</exception>
internal sealed record CancelContractBody(string ContractCode, Direction? Side)
{
    /// <summary>The contract.</summary>
    public string ContractCode { get; } = string.IsNullOrWhiteSpace(ContractCode)
        ? throw new ArgumentException("A cancel of one contract's orders must name it.", nameof(ContractCode))
        : ContractCode;
}
