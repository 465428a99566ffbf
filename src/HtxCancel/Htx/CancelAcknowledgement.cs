namespace HtxCancel.Htx;

/// <summary>HTX accepted a cancel. Accepted is not cancelled: only a look shows that.</summary>
/// <param name="Accepted">Ids that HTX says it cancels.</param>
/// <param name="Errors">Ids that HTX says something else about; one can stand in both.</param>
/// <param name="AreConditional">The ids are algo ids.</param>
internal sealed record CancelAcknowledgement(IReadOnlyList<string> Accepted, IReadOnlyList<OrderError> Errors, bool AreConditional = false);
