namespace HtxCancel.Cancellation;

/// <summary>How a contract's outcome follows from its last cancel and its looks: the first row that fits.</summary>
internal static class ContractOutcome
{
    /// <summary>The outcome of a contract that was to be cancelled.</summary>
    public static Outcome Of(CancelState cancel, LookState looks) => (cancel, looks) switch
    {
        (CancelState.Accepted, LookState.EmptyTwice) => Outcome.Clear,
        (CancelState.Refused, _) => Outcome.Refused,
        (CancelState.Blocked, not LookState.EmptyTwice) => Outcome.Blocked,
        (_, LookState.Blocked) => Outcome.Blocked,
        (_, LookState.Orders) => Outcome.Remaining,
        _ => Outcome.Unknown,
    };
}
