namespace HtxFunctions.Responses;

/// <summary>The answer to an alert that cancels nothing, and its record in the log.</summary>
internal sealed record AlertIgnored(IgnoredReason Reason, AlertDetails Alert)
{
    [JsonPropertyOrder(-1)]
    public string Outcome { get; } = "ignored";

    /// <summary>The reason in words, and what to do.</summary>
    public string Detail => Reason switch
    {
        IgnoredReason.NotFired => "The alert does not say Fired: nothing was cancelled.",
        IgnoredReason.NoTarget =>
            "The alert names no target (htxTarget in its custom properties), and its address none (?target=): nothing was cancelled.",
        IgnoredReason.NotCommonSchema =>
            "This is no alert in Azure Monitor's common alert schema, and nothing else acts here: nothing was cancelled. "
            + "Turn the common alert schema on in the action group; other monitors call POST /api/targets/{name}/cancel, and only when they fire.",
    };
}

/// <summary>The record of an alert whose target cannot be cancelled.</summary>
internal sealed record AlertRefused(string Target, string Fault, AlertDetails Alert);

/// <summary>The JSON of alerts: the report's names and times.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(AlertIgnored))]
[JsonSerializable(typeof(AlertRefused))]
internal sealed partial class AlertJson : JsonSerializerContext;
