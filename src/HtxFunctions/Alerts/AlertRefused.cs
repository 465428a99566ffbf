using HtxCancel.Alerts;

namespace HtxFunctions.Alerts;

/// <summary>The record of an alert whose target cannot be cancelled.</summary>
/// <param name="Target">The target.</param>
/// <param name="Fault">Why not.</param>
/// <param name="Alert">What the alert said of itself.</param>
internal sealed record AlertRefused(string Target, string Fault, AlertDetails Alert);
