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

    public static Process Start(params string[] arguments)
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
        return Process.Start(start)!;
    }
}
