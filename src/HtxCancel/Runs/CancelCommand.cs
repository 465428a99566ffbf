namespace HtxCancel.Runs;

/// <summary>One order to cancel orders.</summary>
/// <param name="Scope">Exactly what is to be cancelled; its accounts must be switched on in the settings.</param>
/// <param name="Trigger">What asks for it; decides how long the run may take.</param>
/// <param name="DryRun">Only list what would be cancelled.</param>
public sealed record CancelCommand(CancelScope Scope, Trigger Trigger, bool DryRun = false)
{
    /// <summary>The alert that asks for it; null when none does. Two alerts that ask the same share runs.</summary>
    public AlertDetails? Alert { get; init; }
}
