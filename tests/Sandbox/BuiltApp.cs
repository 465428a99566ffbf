using System.Reflection;

namespace Sandbox;

/// <summary>The app as the build wrote it.</summary>
internal static class BuiltApp
{
    /// <summary>Where it is.</summary>
    public static string Folder { get; } =
        typeof(BuiltApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "App").Value!;
}
