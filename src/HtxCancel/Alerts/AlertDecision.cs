namespace HtxCancel.Alerts;

/// <summary>Whether an alert cancels orders. Its schema, condition and target decide, and nothing else of it. Only Azure Monitor's common
/// alert schema acts: of any other message nobody can know whether it says that something is over.</summary>
internal abstract record AlertDecision
{
    private AlertDecision(AlertDetails details) => Details = details;

    public AlertDetails Details { get; }

    /// <summary>Decides on one call, by its body (null when none can be read) and the target in its address, for an alert that names none
    /// itself. Throws nothing, whatever the body holds.</summary>
    public static AlertDecision Of(ReadOnlyMemory<byte>? body, string? targetOfAddress)
    {
        var alert = AlertReading.Of(body ?? default);
        if (!alert.IsCommonSchema)
            return new Ignored(IgnoredReason.NotCommonSchema, alert.Details);

        if (!alert.IsFired)
            return new Ignored(IgnoredReason.NotFired, alert.Details);

        return (alert.Target ?? targetOfAddress)?.Trim() is { Length: > 0 } target
            ? new Act(target, alert.Details)
            : new Ignored(IgnoredReason.NoTarget, alert.Details);
    }

    /// <summary>It cancels this target.</summary>
    internal sealed record Act(string Target, AlertDetails Details) : AlertDecision(Details);

    /// <summary>It cancels nothing.</summary>
    internal sealed record Ignored(IgnoredReason Reason, AlertDetails Details) : AlertDecision(Details);
}

/// <summary>Why an alert cancels nothing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IgnoredReason>))]
internal enum IgnoredReason
{
    /// <summary>It says that a condition is over, or it does not say that one is met.</summary>
    [JsonStringEnumMemberName("not_fired")]
    NotFired,

    /// <summary>It names no target, and neither does its address.</summary>
    [JsonStringEnumMemberName("no_target")]
    NoTarget,

    /// <summary>It is not in Azure Monitor's common alert schema: other JSON, no JSON, or no body at all.</summary>
    [JsonStringEnumMemberName("not_common_schema")]
    NotCommonSchema,
}

/// <summary>What an alert says of itself; null is what it does not say. Texts longer than an Azure name can be are cut.</summary>
/// <param name="AlertId">The same for every call that Azure Monitor makes about one alert.</param>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Severity"><c>Sev0</c> to <c>Sev4</c>.</param>
/// <param name="FiredAt">When it fired, UTC.</param>
/// <param name="Condition"><c>Fired</c> or <c>Resolved</c>.</param>
public sealed record AlertDetails(string? AlertId, string? Rule, string? Severity, DateTimeOffset? FiredAt, string? Condition)
{
    /// <summary>Of an alert that says nothing.</summary>
    public static AlertDetails None { get; } = new(null, null, null, null, null);
}
