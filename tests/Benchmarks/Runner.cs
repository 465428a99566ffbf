using System.Diagnostics;
using System.Text.Json;
using Benchmarks.Scenarios;

namespace Benchmarks;

/// <summary>Runs scenarios by name and shows what they measured.</summary>
internal static class Runner
{
    private static readonly Dictionary<string, Func<Task<IReadOnlyList<Figure>>>> Scenarios = new(StringComparer.Ordinal)
    {
        ["sign"] = SignScenario.RunAsync,
        ["kill"] = KillScenario.RunAsync,
        ["invocation"] = InvocationScenario.RunAsync,
        ["sweep"] = SweepScenario.RunAsync,
        ["start"] = StartScenario.RunAsync,
        ["soak"] = SoakScenario.RunAsync,
        ["peers"] = PeersScenario.RunAsync,
    };

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Runs what <paramref name="args"/> say.</summary>
    /// <returns>0; 1 when a bound is missed and <c>--check</c> is given; 2 when the arguments are wrong.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var names = args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToList();
        var options = args.Except(names).ToHashSet();
        if (names is not [var name] || (name != "all" && !Scenarios.ContainsKey(name)) || options.Except(["--json", "--check"]).Any())
        {
            Console.Error.WriteLine($"Say one of {string.Join(", ", Scenarios.Keys)}, all; with --json for machines, with --check to fail where a bound is missed; or chart FILE.");
            return 2;
        }

        var figures = name == "all" ? await RunAllAsync() : await Scenarios[name]();
        if (options.Contains("--json"))
        {
            Console.WriteLine(JsonSerializer.Serialize(figures, Json));
        }
        else
        {
            FigureTable.Write(figures, Console.Out);
        }

        return options.Contains("--check") && figures.Any(figure => !figure.IsMet) ? 1 : 0;
    }

    // Each in a process of its own, so that none inherits another's heap, threads or compiled code.
    private static async Task<IReadOnlyList<Figure>> RunAllAsync()
    {
        List<Figure> figures = [];
        foreach (var name in Scenarios.Keys)
        {
            Console.Error.WriteLine($"{name} …");
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [name, "--json"]) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{name} ended with {process.ExitCode}.");
            }

            // Whatever else a scenario wrote came before.
            figures.AddRange(JsonSerializer.Deserialize<List<Figure>>(output.TrimEnd().Split('\n')[^1], Json)!);
        }

        return figures;
    }
}
