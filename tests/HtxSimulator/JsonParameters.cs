using System.Globalization;
using System.Text.Json;

namespace HtxSimulator;

/// <summary>The business parameters of a POST: one JSON object.</summary>
internal sealed class JsonParameters
{
    private readonly JsonElement body;

    private JsonParameters(JsonElement body) => this.body = body;

    /// <summary>The parameters; null when the body is not a JSON object.</summary>
    public static JsonParameters? Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new(document.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The objects of an array; null when the body is not an array of objects.</summary>
    public static IReadOnlyList<JsonParameters>? ReadArray(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Array
                && document.RootElement.EnumerateArray().All(element => element.ValueKind == JsonValueKind.Object)
                    ? [.. document.RootElement.EnumerateArray().Select(element => new JsonParameters(element.Clone()))]
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A parameter's text; null when it is not given, which a blank one is not either.</summary>
    public string? Text(string name) =>
        body.TryGetProperty(name, out var value) && !string.IsNullOrWhiteSpace(value.ToString()) ? value.ToString() : null;

    /// <summary>The texts of an array; null when it is not given or is none.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(element => element.ToString())]
            : null;

    /// <summary>A count from 1, the default when it is not given; null when it is something else.</summary>
    public int? Count(string name, int defaultValue) => ReadCount(Text(name), defaultValue);

    /// <inheritdoc cref="Count"/>
    public static int? ReadCount(string? text, int defaultValue) =>
        text is null ? defaultValue
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 ? value
        : null;
}
