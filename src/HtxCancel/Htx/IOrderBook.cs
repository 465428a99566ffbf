using HtxCancel.Cancellation;

namespace HtxCancel.Htx;

/// <summary>One account's orders through one of HTX's API generations.</summary>
internal interface IOrderBook
{
    /// <summary>The API's short name, as the report shows it.</summary>
    string Api { get; }

    /// <summary>
    /// Whether <see cref="CancelAsync"/> can cancel <paramref name="scope"/> on a contract without a list of what rests.
    /// Otherwise orders are cancelled by the ids that a look shows.
    /// </summary>
    bool CancelsUnseen(CancelScope scope);

    /// <summary>Whether <see cref="CancelEveryContractAsync"/> can cancel <paramref name="scope"/>'s plain orders.</summary>
    bool CancelsEveryContract(CancelScope scope);

    /// <summary>
    /// Asks HTX to cancel what of <paramref name="scope"/> rests on <paramref name="contractCode"/>: exactly the orders of
    /// <paramref name="resting"/>, or those of them and others in scope where one call takes more; where it is null,
    /// whatever is in scope (see <see cref="CancelsUnseen"/>). One result a request that was sent. Throws nothing.
    /// </summary>
    /// <param name="scope">What may be cancelled.</param>
    /// <param name="contractCode">The contract.</param>
    /// <param name="resting">Orders in scope on this contract, as a look showed them; null when none could be read.</param>
    /// <param name="byId">Only by ids: a call that takes whatever is in scope has not worked before.</param>
    /// <param name="late">Takes what the slower one of two raced requests is answered, when it comes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<HtxResult<CancelAcknowledgement>>> CancelAsync(
        CancelScope scope,
        string contractCode,
        IReadOnlyList<ListedOrder>? resting,
        bool byId,
        Action<HtxResult<CancelAcknowledgement>> late,
        CancellationToken cancellationToken);

    /// <summary>
    /// Asks HTX to cancel every plain order of every contract, on the side that <paramref name="scope"/> says. A method of
    /// its own, so that no missing contract can become "everything". Throws nothing that HTX can cause.
    /// </summary>
    /// <exception cref="InvalidOperationException">The scope is not of a kind for which <see cref="CancelsEveryContract"/>.</exception>
    Task<HtxResult<CancelAcknowledgement>> CancelEveryContractAsync(
        CancelScope scope, Action<HtxResult<CancelAcknowledgement>> late, CancellationToken cancellationToken);

    /// <summary>
    /// Reads in full every list that <paramref name="scope"/> needs, of <paramref name="contractCode"/> or of the account
    /// where it is null, and sorts the orders into what is in scope and what is beside it. A list of more than
    /// <paramref name="maximumPages"/> is not whole. Throws nothing.
    /// </summary>
    Task<Look> LookAsync(CancelScope scope, string? contractCode, int maximumPages, CancellationToken cancellationToken);
}
