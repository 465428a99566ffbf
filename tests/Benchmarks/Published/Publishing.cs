using System.Diagnostics;
using System.Reflection;

namespace Benchmarks.Published;

/// <summary>Publishes functions apps into the repository's artifacts folder, as they are deployed: Release, ReadyToRun.</summary>
internal static class Publishing
{
    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } =
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Repository").Value!;

    /// <summary>Publishes the app.</summary>
    public static async Task<PublishedFunctions> AppAsync() =>
        new(await PublishAsync(Path.Combine("src", "HtxFunctions"), "app"), "api/orders/cancel", "api/orders/cancel");

    /// <summary>Publishes the app that it is measured against.</summary>
    public static async Task<PublishedFunctions> TemplateAsync() =>
        new(await PublishAsync(Path.Combine("tests", "Benchmarks", "TemplateApp"), "template"), "api/hello", "api/cancel");

    private static async Task<string> PublishAsync(string project, string name)
    {
        var output = Path.Combine(Repository, "artifacts", name);

        // Build servers would go on working beside what is measured.
        string[] arguments = ["publish", Path.Combine(Repository, project), "-c", "Release", "-o", output, "-v", "quiet", "--disable-build-servers"];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? output : throw new InvalidOperationException($"{project} was not published: {said}");
    }
}
