using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace HtxFunctions.Tests.Published;

/// <summary>
/// The app as it is deployed: the folder that HTX_PUBLISHED names, or one below obj, published anew when the app has changed.
/// </summary>
internal static class PublishedApp
{
    private const string FolderVariable = "HTX_PUBLISHED";

    private static readonly Lazy<Task<string>> Found = new(FindAsync);

    /// <summary>Whether it can run on this machine.</summary>
    public static bool CanRun => OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    private static string Repository => Metadata("Repository");

    /// <summary>Where it is. It is looked for, and published, once in a test run.</summary>
    public static Task<string> FolderAsync() => Found.Value;

    private static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
        {
            return Path.GetFullPath(named);
        }

        var folder = Metadata("Published");
        var stamp = Path.Combine(folder, ".sources");
        var sources = string.Join('\n', Sources());
        if (!File.Exists(stamp) || await File.ReadAllTextAsync(stamp) != sources)
        {
            await PublishAsync(folder);
            await File.WriteAllTextAsync(stamp, sources);
        }

        return folder;
    }

    private static async Task PublishAsync(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        // Build servers would outlive the tests and keep the output open.
        string[] arguments = ["publish", Path.Combine(Repository, "src", "HtxFunctions"), "-c", "Release", "-o", folder, "-v", "quiet", "--disable-build-servers"];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = publish.StandardError.ReadToEndAsync();
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} failed: {output}{await errors}");
    }

    // With their times: whatever is added, changed or taken away shows.
    private static IEnumerable<string> Sources()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository, "src"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository, "*.json"))
            .Concat(Directory.EnumerateFiles(Repository, "*.props"))
            .Where(file => !Path.GetRelativePath(Repository, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
        return files.Select(file => $"{Path.GetRelativePath(Repository, file)} {File.GetLastWriteTimeUtc(file):O}").Order(StringComparer.Ordinal);
    }

    private static string Metadata(string key) =>
        typeof(PublishedApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
