namespace HtxCancel.Runs;

/// <summary>One order to cancel orders.</summary>
/// <param name="Scope">Exactly what is to be cancelled; its accounts must be switched on in the settings.</param>
/// <param name="Trigger">What asks for it; decides how long the run may take.</param>
/// <param name="DryRun">Only list what would be cancelled.</param>
public sealed record CancelCommand(CancelScope Scope, Trigger Trigger, bool DryRun = false)
{
    /// <summary>The alert that asks for it; null when none does. Two alerts that ask the same share runs.</summary>
    public AlertDetails? Alert { get; init; }

    /// <summary>For how many minutes whatever comes is cancelled too, 0 to 720; 0 for no hold. Needs open kills.</summary>
    public int HoldMinutes { get; init; }

    /// <summary>Who asks, and why; null where nobody said. Calls that differ in nothing else share runs.</summary>
    public AskedBy? AskedBy { get; init; }

    /// <summary>Goes on with an open kill, by this deadline; null for a run that was asked for.</summary>
    internal Resumption? Resumes { get; init; }

    /// <summary>What equal calls have in common.</summary>
    internal CancelCommand WithoutCaller => this with { Alert = null, AskedBy = null };
}

/// <summary>How an open kill is gone on with.</summary>
/// <param name="Kill">The kill as it was stored.</param>
/// <param name="Scope">What of its scope is run again.</param>
/// <param name="Deadline">How long the run may take.</param>
internal sealed record Resumption(OpenKill Kill, CancelScope Scope, TimeSpan Deadline);
