using HtxCancel.Cancellation;

namespace HtxCancel.Diagnostics;

/// <summary>The record that the host shuts down while a run is under way.</summary>
internal sealed record RunStopping(string RunId, Trigger Trigger, bool DryRun, CancelScope Scope, long ElapsedMs);
