using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HtxFunctions.Tests.Infra;

/// <summary>The variables of a deployment, as each way to deploy knows them, and the parameters that come of them.</summary>
internal static partial class Deployment
{
    private static readonly ConcurrentDictionary<string, JsonObject> Compiled = new();

    /// <summary>What <c>main.bicepparam</c> and the second phase read.</summary>
    public static IReadOnlySet<string> Variables { get; } = Names(
        ReadByBicep().Matches(Bicep.Text("infra", "main.bicepparam")).Concat(ReadByShell().Matches(Bicep.Text("infra", "wire-kill.sh"))),
        "AZURE_RESOURCE_GROUP", "AZURE_SUBSCRIPTION_ID", "CHECK_PAUSE");

    /// <summary>Those that azd itself asks for.</summary>
    public static IReadOnlySet<string> OfAzd { get; } = new HashSet<string> { "AZURE_ENV_NAME", "AZURE_LOCATION" };

    /// <summary>Those that <c>azd pipeline config</c> makes variables or secrets of the repository.</summary>
    public static IReadOnlySet<string> OfPipeline { get; } = Names(ListedInYaml().Matches(Bicep.Text("azure.yaml")));

    /// <summary>The environment of the workflow: variable by the name of what it is filled with.</summary>
    public static IReadOnlyDictionary<string, string> OfWorkflow { get; } = FilledInWorkflow().Matches(Bicep.Text(".github", "workflows", "azure-dev.yml"))
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["from"].Value);

    /// <summary>Those that the documents list.</summary>
    public static IReadOnlySet<string> OfDocuments { get; } = Names(
        Bicep.Text("docs", "deploy.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => ListedInTable().Matches(line.Split('|')[1])));

    /// <summary>The parameters of <c>main.bicepparam</c> with these variables, as JSON by name: compiled once for each set.</summary>
    public static JsonObject Parameters(IReadOnlyDictionary<string, string> variables) => Compiled.GetOrAdd(
        string.Join('\n', variables.OrderBy(variable => variable.Key, StringComparer.Ordinal)), _ => Compile(variables));

    /// <summary>What is said when <c>main.bicepparam</c> would be deployed with these variables; empty where it would.</summary>
    public static string Refusal(IReadOnlyDictionary<string, string> variables)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            // A copy: the snapshot is written beside the parameters.
            foreach (var file in Directory.GetFiles(Bicep.Infra, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder.FullName, Path.GetRelativePath(Bicep.Infra, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            var (exitCode, output, said) = Bicep.Run(
                variables,
                "snapshot",
                Path.Combine(folder.FullName, "main.bicepparam"),
                "--mode",
                "overwrite",
                "--location",
                "westeurope",
                "--subscription-id",
                "00000000-0000-0000-0000-000000000001");
            return exitCode == 0 ? "" : output + said;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static JsonObject Compile(IReadOnlyDictionary<string, string> variables)
    {
        var (exitCode, output, said) = Bicep.Run(variables, "build-params", Path.Combine(Bicep.Infra, "main.bicepparam"), "--stdout");
        Assert.True(exitCode == 0 && said.Length == 0, said);
        using var built = JsonDocument.Parse(output);
        return JsonNode.Parse(built.RootElement.GetProperty("parametersJson").GetString()!)!["parameters"]!.AsObject();
    }

    private static HashSet<string> Names(IEnumerable<Match> matches, params string[] except) =>
        [.. matches.Select(match => match.Groups["name"].Value).Except(except)];

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>[A-Z_]+)'")]
    private static partial Regex ReadByBicep();

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]{6,})[:?-]")]
    private static partial Regex ReadByShell();

    [GeneratedRegex(@"(?m)^    - (?<name>[A-Z_]+)\r?$")]
    private static partial Regex ListedInYaml();

    [GeneratedRegex(@"(?m)^      (?<name>[A-Z_]+): \$\{\{ (vars|secrets)\.(?<from>[A-Z_]+) \}\}")]
    private static partial Regex FilledInWorkflow();

    [GeneratedRegex("`(?<name>[A-Z_]{6,})`")]
    private static partial Regex ListedInTable();
}
