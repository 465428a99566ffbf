namespace HtxFunctions.Requests;

/// <summary>What a call says beside its scope: <c>dry_run</c>, <c>hold_minutes</c>, <c>reason</c>, and who calls.</summary>
public sealed class KillOptions(KillsSettings kills, Caller caller)
{
    private const int LongestReason = 200;

    /// <summary>The names of the fields.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["dry_run", "hold_minutes", "reason"];

    /// <summary>The command that a call comes to. Who takes it looks at the errors first.</summary>
    /// <param name="request">The call.</param>
    /// <param name="scope">What is cancelled.</param>
    /// <param name="target">The target that brought the scope; null for none. Its hold counts where the call says none.</param>
    /// <param name="text">The value of a field; null where the call does not have it.</param>
    /// <param name="errors">Takes what is wrong.</param>
    internal CancelCommand Read(HttpRequestData request, CancelScope scope, TargetSettings? target, Func<string, string?> text, FieldErrors errors)
    {
        if (text("dry_run") is not (null or "true" or "false"))
            errors.Add("dry_run", "must be true or false");

        var isDryRun = text("dry_run") == "true";
        var hold = KillsSettings.HoldMinutes(text("hold_minutes"), errors, "hold_minutes");
        if (hold is not null && isDryRun)
            errors.Add("hold_minutes", "cannot stand beside dry_run, which cancels nothing");
        else if (hold > 0 && kills.ContainerUri is null)
            errors.Add("hold_minutes", "needs open kills, and they are off: set Kills:ContainerUri, or leave the field out");

        var reason = text("reason");
        if (reason?.Length > LongestReason || reason?.Any(char.IsControl) == true || (reason is not null && string.IsNullOrWhiteSpace(reason)))
            errors.Add("reason", $"must be 1 to {LongestReason} printable characters");

        var name = caller.NameOf(request);
        return new CancelCommand(scope, Trigger.Http, isDryRun)
        {
            HoldMinutes = isDryRun ? 0 : hold ?? target?.HoldMinutes ?? 0,
            AskedBy = name is null && reason is null ? null : new AskedBy(name, reason),
        };
    }
}
