using System.Text.Json;

namespace Sandbox.Terminal;

/// <summary>Reads a report in which anything may be missing, null or of another kind than expected.</summary>
internal static class JsonReading
{
    /// <summary>A member of an object.</summary>
    /// <param name="json">Perhaps an object.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>The member; <see langword="null"/> when it is missing or null.</returns>
    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>A member's text, or a number as text.</summary>
    /// <param name="json">Perhaps an object.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>The text, fit for a terminal; <see langword="null"/> when there is none.</returns>
    public static string? Text(this JsonElement json, string name) => json.Member(name) switch
    {
        { ValueKind: JsonValueKind.String or JsonValueKind.Number } member => Printable(member.ToString()),
        _ => null,
    };

    /// <summary>A member that is a list.</summary>
    /// <param name="json">Perhaps an object.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>Its items; none when it is no list.</returns>
    public static IReadOnlyList<JsonElement> Items(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    /// <summary>The members of a member that is an object.</summary>
    /// <param name="json">Perhaps an object.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>Its members; none when it is no object.</returns>
    public static IReadOnlyList<JsonProperty> Members(this JsonElement json, string name) =>
        json.Member(name)?.Members() ?? [];

    /// <summary>The members of an object.</summary>
    /// <param name="json">Perhaps an object.</param>
    /// <returns>Its members; none when it is no object.</returns>
    public static IReadOnlyList<JsonProperty> Members(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? [.. json.EnumerateObject()] : [];

    // What an exchange wrote could steer the terminal otherwise.
    private static string Printable(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
