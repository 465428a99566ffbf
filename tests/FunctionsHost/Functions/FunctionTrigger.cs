using System.Text.Json;

namespace FunctionsHost.Functions;

/// <summary>What starts a function.</summary>
/// <param name="Binding">The name of the parameter that gets what started it.</param>
internal abstract record FunctionTrigger(string Binding)
{
    /// <summary>A call over HTTP.</summary>
    /// <param name="Binding">The name of the parameter that gets the request.</param>
    /// <param name="Route">The route template after the host's prefix; null for the function's name.</param>
    /// <param name="Methods">The methods that it answers; none for all.</param>
    /// <param name="Level">The key that a call must bring.</param>
    internal sealed record Http(string Binding, string? Route, IReadOnlyList<string> Methods, KeyLevel Level) : FunctionTrigger(Binding);

    /// <summary>A schedule.</summary>
    /// <param name="Binding">The name of the parameter that gets the tick.</param>
    /// <param name="Schedule">A six-field NCRONTAB expression, or the name of an app setting between percent signs.</param>
    internal sealed record Timer(string Binding, string Schedule) : FunctionTrigger(Binding);

    /// <summary>Reads a binding; null when it is no trigger that this host knows.</summary>
    /// <param name="binding">The binding, JSON.</param>
    public static FunctionTrigger? TryRead(JsonElement binding) => Text(binding, "type")?.ToUpperInvariant() switch
    {
        "HTTPTRIGGER" => new Http(
            Text(binding, "name")!,
            Text(binding, "route"),
            binding.TryGetProperty("methods", out var methods) && methods.ValueKind == JsonValueKind.Array ? [.. methods.EnumerateArray().Select(method => method.GetString()!)] : [],
            Enum.Parse<KeyLevel>(Text(binding, "authLevel") ?? nameof(KeyLevel.Function), ignoreCase: true)),
        "TIMERTRIGGER" => new Timer(Text(binding, "name")!, Text(binding, "schedule") ?? ""),
        _ => null,
    };

    private static string? Text(JsonElement binding, string name) =>
        binding.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
