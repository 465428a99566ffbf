using System.Text.Json.Nodes;

namespace HtxFunctions.Tests.Infra;

/// <summary>A template of <c>infra/</c> as the resource manager gets it: compiled once for each run of the tests.</summary>
internal sealed class Template
{
    private static readonly Lazy<Template> MainTemplate = new(() => Compile("main.bicep"));
    private static readonly Lazy<Template> KillTemplate = new(() => Compile("kill.bicep"));

    private Template(string said, JsonObject root)
    {
        Said = said;
        Deployments = [.. Nested(root)];
        Resources = [.. Deployments.SelectMany(ResourcesOf)];
    }

    /// <summary>The first phase.</summary>
    public static Template Main => MainTemplate.Value;

    /// <summary>The second phase.</summary>
    public static Template Kill => KillTemplate.Value;

    /// <summary>The folder <c>infra</c>.</summary>
    public static string Folder => Bicep.Infra;

    /// <summary>What the compiler said beside the template.</summary>
    public string Said { get; }

    /// <summary>The template itself, and every module in it.</summary>
    public IReadOnlyList<JsonObject> Deployments { get; }

    /// <summary>Every resource that is deployed: neither the modules themselves nor what is there before.</summary>
    public IReadOnlyList<JsonObject> Resources { get; }

    private static Template Compile(string file)
    {
        var (exitCode, json, said) = Bicep.Run(null, "build", Path.Combine(Folder, file), "--stdout");
        return exitCode == 0
            ? new Template(said, JsonNode.Parse(json)!.AsObject())
            : throw new InvalidOperationException($"{file} does not compile: {said}");
    }

    private static IEnumerable<JsonObject> Nested(JsonObject template) =>
        All(template).Where(IsModule).Select(module => module["properties"]!["template"]!.AsObject()).SelectMany(Nested).Prepend(template);

    private static IEnumerable<JsonObject> ResourcesOf(JsonObject template) =>
        All(template).Where(resource => !IsModule(resource) && resource["existing"]?.GetValue<bool>() != true);

    // An object by symbolic name where the template uses types of its own, else an array.
    private static IEnumerable<JsonObject> All(JsonObject template) =>
        (template["resources"] is JsonObject named ? named.Select(entry => entry.Value) : template["resources"]!.AsArray()).Select(resource => resource!.AsObject());

    private static bool IsModule(JsonObject resource) => resource["type"]!.GetValue<string>() == "Microsoft.Resources/deployments";
}
