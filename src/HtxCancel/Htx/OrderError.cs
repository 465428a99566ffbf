namespace HtxCancel.Htx;

/// <summary>What HTX said of one order instead of cancelling it.</summary>
internal sealed record OrderError(string OrderId, HtxError Error);
