using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HtxFunctions.Tests.Documents;

/// <summary>Compares a schema of the OpenAPI file with what the code's own serializer writes: names, types, nulls and enums, all the way down.</summary>
internal sealed class JsonContract(OpenApiFile file)
{
    // The log's record is of the same type. An answer has always the one, and never the others.
    private const string Always = "CancelReport.accounts";
    private static readonly string[] s_never = ["CancelReport.not_clear", "CancelReport.not_clear_count"];

    /// <summary>Where the two differ; nothing where they do not.</summary>
    public IEnumerable<string> Differences(string schema, JsonTypeInfo type) => Differences(schema, file.Schema(schema), type.Type, isNullable: false, type);

    private IEnumerable<string> Differences(string at, JsonNode written, Type type, bool isNullable, JsonTypeInfo context)
    {
        var (schema, types) = Read(written);
        if (types.Contains("null") != isNullable)
            yield return $"{at}: null is {(isNullable ? "written, and the file does not say so" : "never written")}";

        type = Nullable.GetUnderlyingType(type) ?? type;
        var expected = TypeOf(type);
        if (expected is not null)
        {
            if (!types.Contains(expected))
                yield return $"{at}: is {expected}, not {string.Join(", ", types)}";

            if (type == typeof(DateTimeOffset) && schema != file.Schema("Time"))
                yield return $"{at}: is a Time";

            if (type.IsEnum && !NamesOf(type).ToHashSet().SetEquals(EnumOf(schema)))
                yield return $"{at}: is one of {string.Join(", ", NamesOf(type))}, not {string.Join(", ", EnumOf(schema))}";

            yield break;
        }

        var info = context.Options.GetTypeInfo(type);
        var inner = info.Kind switch
        {
            JsonTypeInfoKind.Object => DifferencesOfObject(at, schema, info),
            JsonTypeInfoKind.Enumerable when schema["items"] is { } items => Differences($"{at}[]", items, info.ElementType!, isNullable: false, info),
            JsonTypeInfoKind.Dictionary when schema["additionalProperties"] is JsonObject values => Differences($"{at}{{}}", values, info.ElementType!, isNullable: false, info),
            _ => [$"{at}: the file says nothing of what the {info.Kind} holds"],
        };
        foreach (var difference in inner)
            yield return difference;
    }

    private IEnumerable<string> DifferencesOfObject(string at, JsonNode schema, JsonTypeInfo info)
    {
        var fields = info.Properties.Where(property => property.Get is not null && !s_never.Contains($"{at}.{property.Name}")).ToDictionary(property => property.Name);
        var named = schema["properties"]!.AsObject().ToDictionary(property => property.Key, property => property.Value!);
        var required = schema["required"]!.AsArray().Select(name => (string)name!).ToHashSet();
        var isClosed = schema["additionalProperties"] is JsonValue value && !(bool)value;
        foreach (var name in named.Keys.Except(fields.Keys))
            yield return $"{at}.{name}: is not written";

        if (isClosed)
        {
            foreach (var name in fields.Keys.Except(named.Keys))
                yield return $"{at}.{name}: is written, and the file does not have it";
        }

        foreach (var (name, property) in named)
        {
            if (!fields.TryGetValue(name, out var field))
                continue;

            var isAlways = $"{at}.{name}" == Always || field.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: false) != true;
            if (required.Contains(name) != isAlways)
                yield return $"{at}.{name}: is {(isAlways ? "always" : "not always")} written";

            // What is left out where it is null is never written as null.
            foreach (var difference in Differences($"{at}.{name}", property, field.PropertyType, isAlways && field.IsGetNullable, info))
                yield return difference;
        }
    }

    // The schema behind references, and its types: { oneOf: [X, { type: null }] } is X or null.
    private (JsonNode Schema, IReadOnlySet<string> Types) Read(JsonNode written)
    {
        var schema = file.Resolve(written);
        if (schema["oneOf"] is JsonArray { Count: 2 } either && (string?)either[1]!["type"] == "null")
        {
            var (one, types) = Read(either[0]!);
            return (one, types.Append("null").ToHashSet());
        }

        return (schema, schema["type"] is JsonArray several ? several.Select(type => (string)type!).ToHashSet()
            : schema["type"] is { } single ? [(string)single!]
            : schema["const"] is not null ? ["string"]
            : new HashSet<string>());
    }

    private static string? TypeOf(Type type) =>
        type == typeof(string) || type == typeof(DateTimeOffset) || type.IsEnum ? "string"
        : type == typeof(bool) ? "boolean"
        : type == typeof(int) || type == typeof(long) ? "integer"
        : null;

    /// <summary>The members of an enum as JSON has them.</summary>
    public static IEnumerable<string> NamesOf(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(member => member.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name);

    private static IEnumerable<string> EnumOf(JsonNode schema) => schema["enum"]?.AsArray().Where(value => value is not null).Select(value => (string)value!) ?? [];
}
