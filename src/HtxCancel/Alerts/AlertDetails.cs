namespace HtxCancel.Alerts;

/// <summary>What an alert says of itself; null is what it does not say. Texts longer than an Azure name can be are cut.</summary>
/// <param name="AlertId">The id of the alert, the same for every call that Azure Monitor makes about it.</param>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Severity"><c>Sev0</c> to <c>Sev4</c>.</param>
/// <param name="FiredAt">When it fired, UTC.</param>
/// <param name="Condition"><c>Fired</c> or <c>Resolved</c>.</param>
public sealed record AlertDetails(string? AlertId, string? Rule, string? Severity, DateTimeOffset? FiredAt, string? Condition)
{
    /// <summary>Of an alert that says nothing.</summary>
    public static AlertDetails None { get; } = new(null, null, null, null, null);
}
