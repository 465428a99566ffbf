using System.Reflection;

namespace Console.Tests.Drivers;

/// <summary>Where this repository is checked out.</summary>
internal static class Repository
{
    private static readonly string Folder =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Repository").Value!;

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Folder, .. parts]);
}
