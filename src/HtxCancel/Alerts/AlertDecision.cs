namespace HtxCancel.Alerts;

/// <summary>
/// Whether an alert cancels orders. Its schema, condition and target decide, and nothing else of it. Only Azure Monitor's
/// common alert schema acts: of any other message nobody can know whether it says that something is over.
/// </summary>
public abstract record AlertDecision
{
    private AlertDecision(AlertDetails details) => Details = details;

    /// <summary>What the alert says of itself.</summary>
    public AlertDetails Details { get; }

    /// <summary>
    /// Decides on one call. Throws nothing, whatever the body holds.
    /// </summary>
    /// <param name="body">The call's body; null when there is none that can be read.</param>
    /// <param name="targetOfAddress">The target that the call's address names, for an alert that names none itself.</param>
    public static AlertDecision Of(ReadOnlyMemory<byte>? body, string? targetOfAddress)
    {
        var alert = AlertReading.Of((body ?? default).Span);
        if (!alert.IsCommonSchema)
        {
            return new Ignored(IgnoredReason.NotCommonSchema, alert.Details);
        }

        if (!alert.IsFired)
        {
            return new Ignored(IgnoredReason.NotFired, alert.Details);
        }

        return (alert.Target ?? targetOfAddress)?.Trim() is { Length: > 0 } target
            ? new Act(target, alert.Details)
            : new Ignored(IgnoredReason.NoTarget, alert.Details);
    }

    /// <summary>It cancels this target.</summary>
    public sealed record Act(string Target, AlertDetails Details) : AlertDecision(Details);

    /// <summary>It cancels nothing.</summary>
    public sealed record Ignored(IgnoredReason Reason, AlertDetails Details) : AlertDecision(Details);
}
