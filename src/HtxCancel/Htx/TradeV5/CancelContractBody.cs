using HtxCancel.Cancellation;

namespace HtxCancel.Htx.TradeV5;

/// <summary>The body of <c>cancel_all_orders</c> for one contract, which is always named: without it HTX takes everything.</summary>
/// <exception cref="ArgumentException"><paramref name="contractCode"/> is blank.</exception>
internal sealed class CancelContractBody(string contractCode, Direction? side)
{
    /// <summary>The contract.</summary>
    public string ContractCode { get; } = string.IsNullOrWhiteSpace(contractCode)
        ? throw new ArgumentException("A cancel of one contract's orders must name it.", nameof(contractCode))
        : contractCode;

    /// <summary>Only this side; null, and then left out, for both.</summary>
    public Direction? Side { get; } = side;
}
