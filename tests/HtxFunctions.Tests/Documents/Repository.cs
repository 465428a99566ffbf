using System.Reflection;

namespace HtxFunctions.Tests.Documents;

/// <summary>Where this repository is checked out.</summary>
internal static class Repository
{
    public static string Folder { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Repository").Value!;

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Folder, .. parts]);
}
