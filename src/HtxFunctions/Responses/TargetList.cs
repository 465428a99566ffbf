namespace HtxFunctions.Responses;

/// <summary>The targets of the settings, by name.</summary>
internal sealed record TargetList(IReadOnlyList<ListedTarget> Targets)
{
    public static TargetList Of(AccountsAndTargets settings) => new(
    [
        .. settings.Targets.Values.OrderBy(target => target.Name, StringComparer.OrdinalIgnoreCase)
            .Select(target => new ListedTarget(target.Name, target.Scope, target.Scope is { } scope ? Sentence(scope, target.HoldMinutes) : null, target.HoldMinutes, target.Fault)),
    ]);

    private static string Sentence(CancelScope scope, int holdMinutes) =>
        $"{ScopeSentence.OfKill(scope)}{(holdMinutes > 0 ? $" What comes within {holdMinutes} minutes is cancelled too." : "")}";

    /// <summary>The list as one line of JSON in UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, TargetJson.Default.TargetList);
}

/// <summary>One target.</summary>
/// <param name="Name">Its name, for a call.</param>
/// <param name="Scope">What it cancels, in the fields of a call; null where it is switched off.</param>
/// <param name="Cancels">The same in a sentence.</param>
/// <param name="HoldMinutes">For how many minutes a kill of it goes on cancelling what comes; 0 for no hold.</param>
/// <param name="Fault">Why it is switched off, in a sentence; null where it is on.</param>
internal sealed record ListedTarget(string Name, CancelScope? Scope, string? Cancels, int HoldMinutes, string? Fault);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TargetList))]
internal sealed partial class TargetJson : JsonSerializerContext;
