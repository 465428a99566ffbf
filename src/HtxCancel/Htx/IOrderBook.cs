using HtxCancel.Cancellation;

namespace HtxCancel.Htx;

/// <summary>One account's orders through one of HTX's API generations.</summary>
internal interface IOrderBook
{
    /// <summary>The API's short name, as the report shows it.</summary>
    string Api { get; }

    /// <summary>Asks HTX to cancel what of <paramref name="scope"/> rests on <paramref name="contractCode"/>. Throws nothing.</summary>
    Task<HtxResult<CancelAcknowledgement>> CancelAsync(CancelScope scope, string contractCode, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the whole list of open orders of <paramref name="contractCode"/>, or of the account where it is null, and
    /// sorts it into what is in <paramref name="scope"/> and what is beside it. A list of more than
    /// <paramref name="maximumPages"/> is not whole. Throws nothing.
    /// </summary>
    Task<Look> LookAsync(CancelScope scope, string? contractCode, int maximumPages, CancellationToken cancellationToken);
}
