using HtxCancel.Cancellation;

namespace HtxCancel.Diagnostics;

/// <summary>The record that a run begins.</summary>
internal sealed record RunStart(string RunId, Trigger Trigger, bool DryRun, CancelScope Scope);
