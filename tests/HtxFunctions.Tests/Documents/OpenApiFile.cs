using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HtxFunctions.Tests.Documents;

/// <summary><c>docs/openapi.yaml</c>, read as JSON.</summary>
/// <param name="root">The whole of it.</param>
internal sealed class OpenApiFile(JsonObject root)
{
    private static readonly string[] s_methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private readonly JsonObject _schemas = root["components"]!["schemas"]!.AsObject();

    /// <summary>Each operation: its path, method, and what the file says of it.</summary>
    public IEnumerable<(string Path, string Method, JsonObject Operation)> Operations =>
        from path in root["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where s_methods.Contains(operation.Key)
        select (path.Key, operation.Key, operation.Value!.AsObject());

    /// <summary>The names of all examples of answers, each once.</summary>
    public IEnumerable<string> AnswerExamples =>
        Operations.SelectMany(operation => operation.Operation["responses"]!.AsObject())
            .SelectMany(response => Resolve(response.Value!)["content"]?.AsObject() ?? [])
            .SelectMany(media => media.Value!["examples"]?.AsObject() ?? [])
            .Select(example => example.Key)
            .Distinct();

    /// <summary>Each example of a request: where it goes, its name and its body.</summary>
    public IEnumerable<(string Path, string Name, JsonNode Body, JsonNode Schema)> RequestExamples =>
        from operation in Operations
        let media = operation.Operation["requestBody"]?["content"]?["application/json"]
        where media is not null
        from example in media["examples"]!.AsObject()
        select (operation.Path, example.Key, example.Value!["value"]!, media["schema"]!);

    /// <summary>The names of schemas in which an object may have properties that are not named.</summary>
    public IEnumerable<string> OpenSchemas => _schemas.Where(schema => HasOpenObject(schema.Value)).Select(schema => schema.Key);

    public static OpenApiFile Read()
    {
        using var text = File.OpenText(Repository.PathOf("docs", "openapi.yaml"));
        var yaml = new YamlStream();
        yaml.Load(text);
        return new OpenApiFile(Json(yaml.Documents.Single().RootNode)!.AsObject());
    }

    public JsonNode Schema(string name) => _schemas[name]!;

    /// <summary>What the file says of a kind of answer; null where it does not have it.</summary>
    public JsonNode? Answer(string operationId, int status, string mediaType)
    {
        var operation = Operations.Single(operation => (string?)operation.Operation["operationId"] == operationId).Operation;
        var response = operation["responses"]![status.ToString(CultureInfo.InvariantCulture)];
        return response is null ? null : Resolve(response)["content"]?[mediaType];
    }

    /// <summary>What a <c>$ref</c> stands for; anything else stands for itself.</summary>
    public JsonNode Resolve(JsonNode node) => node is JsonObject reference && reference["$ref"] is { } pointer
        ? Resolve(((string)pointer!).Split('/').Skip(1).Aggregate((JsonNode)root, (found, part) => found[part] ?? throw new InvalidOperationException($"{pointer} is not there")))
        : node;

    /// <summary>What of <paramref name="value"/> does not fit <paramref name="schema"/>.</summary>
    public IReadOnlyList<string> Faults(JsonNode schema, JsonNode? value)
    {
        // A JSON schema of its own, with what the file's other schemas are called.
        var whole = new JsonObject { ["allOf"] = new JsonArray(schema.DeepClone()), ["$defs"] = _schemas.DeepClone() };
        var text = whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        var result = JsonSchema.FromText(text).Evaluate(JsonSerializer.SerializeToElement(value), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? []
            : [.. (result.Details ?? []).SelectMany(detail => detail.Errors ?? [], (detail, error) => $"{detail.InstanceLocation}: {error.Value}").DefaultIfEmpty("does not fit")];
    }

    private static bool HasOpenObject(JsonNode? node) => node switch
    {
        JsonObject schema => (schema["properties"] is JsonObject && schema["additionalProperties"] is null) || schema.Any(child => HasOpenObject(child.Value)),
        JsonArray items => items.Any(HasOpenObject),
        _ => false,
    };

    // https://yaml.org/spec/1.2.2/#103-core-schema
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Json(child.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
        YamlScalarNode { Style: not ScalarStyle.Plain } quoted => quoted.Value,
        YamlScalarNode { Value: "null" or "~" or "" or null } => null,
        YamlScalarNode { Value: "true" } => true,
        YamlScalarNode { Value: "false" } => false,
        YamlScalarNode { Value: var number } when long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        YamlScalarNode { Value: var text } => text,
        _ => throw new NotSupportedException($"line {node.Start.Line}: {node.NodeType}"),
    };
}
