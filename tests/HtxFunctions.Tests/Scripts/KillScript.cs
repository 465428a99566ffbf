using System.Diagnostics;
using System.Runtime.Versioning;
using HtxFunctions.Tests.Documents;

namespace HtxFunctions.Tests.Scripts;

/// <summary>Runs <c>scripts/kill</c> where its PATH holds nothing but a fake <c>az</c> and a fake <c>curl</c>.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class KillScript : IDisposable
{
    public const string Clear = """{"run_id":"1","outcome":"clear"}""";

    private readonly DirectoryInfo _tools = Directory.CreateTempSubdirectory("kill-script");

    public KillScript()
    {
        AzAnswers("""
            case "$*" in
              "functionapp list"*) printf 'func-a\tfunc-a.example\n' ;;
              "functionapp function keys list"*) echo KEY ;;
            esac
            """);
        CurlAnswers(Clear, 200);
    }

    /// <summary>The command line of the one call, and below it what it read from its input; null where none was sent.</summary>
    public string? Called => Read("curl.called");

    /// <summary>The command lines of <c>az</c>.</summary>
    public string? Asked => Read("az.called");

    public void AzAnswers(string script) => Write("az", script);

    public void CurlAnswers(string body, int status)
    {
        File.WriteAllText(Path.Combine(_tools.FullName, "curl.answer"), $"{body}\n{status:000}");
        Write("curl", """
            /bin/cat >> "$0.called"
            /bin/cat "$0.answer"
            """);
    }

    public void Remove(string tool) => File.Delete(Path.Combine(_tools.FullName, tool));

    public (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", [Repository.PathOf("scripts", "kill"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = _tools.FullName },
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public void Dispose() => _tools.Delete(recursive: true);

    private void Write(string tool, string script)
    {
        var file = Path.Combine(_tools.FullName, tool);
        File.WriteAllText(file, $"#!/bin/sh\nprintf '%s\\n' \"$*\" >> \"$0.called\"\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string? Read(string name)
    {
        var file = Path.Combine(_tools.FullName, name);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }
}
