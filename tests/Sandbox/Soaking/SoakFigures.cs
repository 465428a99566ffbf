namespace Sandbox.Soaking;

/// <summary>What this process holds.</summary>
/// <param name="Threads">Its threads; <see langword="null"/> where the system does not tell.</param>
/// <param name="Sockets">Its open sockets, those that listen among them; <see langword="null"/> where the system does not tell.</param>
internal sealed record SoakFigures(int? Threads, int? Sockets)
{
    private const string OfThreads = "/proc/self/task";
    private const string OfFiles = "/proc/self/fd";

    /// <summary>Counts them now.</summary>
    /// <returns>The figures.</returns>
    public static SoakFigures Now() => OperatingSystem.IsLinux()
        ? new SoakFigures(Directory.GetDirectories(OfThreads).Length, new DirectoryInfo(OfFiles).GetFileSystemInfos().Count(IsSocket))
        : new SoakFigures(null, null);

    /// <summary>The greater of each.</summary>
    /// <param name="other">Other figures of the same process.</param>
    /// <returns>The figures.</returns>
    public SoakFigures Or(SoakFigures other) => new(Greater(Threads, other.Threads), Greater(Sockets, other.Sockets));

    private static int? Greater(int? one, int? other) => one is null || other is null ? null : Math.Max(one.Value, other.Value);

    private static bool IsSocket(FileSystemInfo file)
    {
        try
        {
            return file.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // It was closed meanwhile.
            return false;
        }
    }
}
