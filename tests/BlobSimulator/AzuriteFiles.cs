using System.Diagnostics;
using System.Reflection;

namespace BlobSimulator;

/// <summary>Azurite's own files: node's package of it, in the version that package.json names.</summary>
internal static class AzuriteFiles
{
    private static readonly Lazy<string?> Missing = new(Install);

    /// <summary>This project's folder, with package.json and what npm installs for it.</summary>
    public static string Folder { get; } =
        typeof(AzuriteFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "BlobSimulator").Value!;

    /// <summary>Whether npm has installed it.</summary>
    public static bool IsInstalled => File.Exists(Path.Combine(Folder, "node_modules", "azurite", "package.json"));

    /// <summary>Why Azurite cannot run here; null where it can. It is installed where it is not there yet, which takes half a minute, once.</summary>
    public static string? WhyNot => Missing.Value;

    private static string? Install()
    {
        if (Find("node") is null)
        {
            return "Azurite needs Node.js: node is not on the PATH.";
        }

        if (IsInstalled)
        {
            return null;
        }

        if (Find("npm") is not { } npm)
        {
            return $"Azurite is not installed and npm is not on the PATH: run npm ci in {Folder}.";
        }

        // Without its scripts, of which Azurite needs none; tried once, so that a machine without a network knows it soon.
        string[] arguments = ["ci", "--prefix", Folder, "--ignore-scripts", "--no-fund", "--no-audit", "--fetch-retries", "0"];
        using var process = Process.Start(new ProcessStartInfo(npm, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"npm ci could not install Azurite in {Folder}: {errors.GetAwaiter().GetResult().Trim()}";
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => (string[])[Path.Combine(folder, program), Path.Combine(folder, $"{program}.exe"), Path.Combine(folder, $"{program}.cmd")])
        .FirstOrDefault(file => File.Exists(file) && (!OperatingSystem.IsWindows() || Path.HasExtension(file)));
}
