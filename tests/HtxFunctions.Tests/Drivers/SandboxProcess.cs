using System.Diagnostics;

namespace HtxFunctions.Tests.Drivers;

/// <summary>The sandbox as a user starts it.</summary>
internal static class SandboxProcess
{
    public static async Task<(int ExitCode, string[] Lines, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.TrimEnd().Split('\n'), await errors);
    }

    /// <summary>Starts it with a PATH that leads to dotnet alone.</summary>
    public static Process StartOnEmptyPath(params string[] arguments) => Start(arguments, start => start.Environment["PATH"] = "");

    public static Process Start(params string[] arguments) => Start(arguments, _ => { });

    private static Process Start(string[] arguments, Action<ProcessStartInfo> change)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Sandbox.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // What another test put there for its own world.
        start.Environment.Remove("IDENTITY_ENDPOINT");
        start.Environment.Remove("IDENTITY_HEADER");
        change(start);
        return Process.Start(start)!;
    }
}
