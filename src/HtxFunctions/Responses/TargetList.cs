namespace HtxFunctions.Responses;

/// <summary>The targets of the settings, by name.</summary>
internal sealed record TargetList(IReadOnlyList<ListedTarget> Targets)
{
    public static TargetList Of(AccountsAndTargets settings) => new(
    [
        .. settings.Targets.Values.OrderBy(target => target.Name, StringComparer.OrdinalIgnoreCase)
            .Select(target => new ListedTarget(target.Name, target.Scope, target.Scope is { } scope ? $"Cancels {ScopeSentence.Of(scope)}; everything else stays." : null, target.Fault)),
    ]);

    /// <summary>The list as one line of JSON in UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, TargetJson.Default.TargetList);
}

/// <summary>One target.</summary>
/// <param name="Name">Its name, for a call.</param>
/// <param name="Scope">What it cancels, in the fields of a call; null where it is switched off.</param>
/// <param name="Cancels">The same in a sentence.</param>
/// <param name="Fault">Why it is switched off, in a sentence; null where it is on.</param>
internal sealed record ListedTarget(string Name, CancelScope? Scope, string? Cancels, string? Fault);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TargetList))]
internal sealed partial class TargetJson : JsonSerializerContext;
