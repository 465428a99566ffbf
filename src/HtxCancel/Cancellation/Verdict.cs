namespace HtxCancel.Cancellation;

/// <summary>How a contract stands.</summary>
/// <param name="Outcome">How it would end now.</param>
/// <param name="Detail">Why that is not clear, in a sentence; null when it is.</param>
/// <param name="IsFinal">Nothing that is still to come can change it.</param>
internal sealed record Verdict(Outcome Outcome, string? Detail, bool IsFinal);
