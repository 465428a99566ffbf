using HtxCancel.Cancellation;

namespace HtxCancel.Settings;

/// <summary>One named scope of the settings, <c>Targets:&lt;name&gt;</c>.</summary>
/// <param name="Name">Its name: letters, digits, '-' and '_'.</param>
/// <param name="Scope">What it cancels; null when it is switched off.</param>
/// <param name="Fault">Why the target is switched off, in a sentence; null when it is on.</param>
public sealed record TargetSettings(string Name, CancelScope? Scope, string? Fault);
