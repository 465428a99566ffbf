namespace HtxCancel.Cancellation;

/// <summary>Why a look cannot be trusted to show the whole list.</summary>
/// <param name="Blocked">Settlement, delivery or maintenance.</param>
/// <param name="Detail">What happened, as a part of a sentence.</param>
internal sealed record LookProblem(bool Blocked, string Detail);
