using System.Diagnostics;
using System.Reflection;

namespace HtxFunctions.Tests.Infra;

/// <summary>The Bicep compiler, and what stands around <c>infra/</c>.</summary>
internal static class Bicep
{
    /// <summary>The folder <c>infra</c>.</summary>
    public static string Infra { get; } = Metadata("Infra");

    /// <summary>Runs it with <paramref name="variables"/>, and no other upper-case variable of a deployment, in its environment.</summary>
    public static (int ExitCode, string Output, string Said) Run(IReadOnlyDictionary<string, string>? variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(Metadata("BicepPath"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => variables is not null && Deployment.Variables.Contains(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, said.Result);
    }

    /// <summary>The text of a file of the repository.</summary>
    public static string Text(params string[] path) => File.ReadAllText(Path.Combine([Infra, "..", .. path]));

    private static string Metadata(string key) =>
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
