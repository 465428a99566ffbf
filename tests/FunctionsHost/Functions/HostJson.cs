using System.Globalization;
using System.Text.Json;

namespace FunctionsHost.Functions;

/// <summary>What this host reads of host.json.</summary>
/// <param name="FunctionTimeout">How long an invocation may take; infinite for -1.</param>
/// <param name="RoutePrefix">The first part of every function's route; empty for none.</param>
internal sealed record HostJson(TimeSpan FunctionTimeout, string RoutePrefix)
{
    private static readonly JsonDocumentOptions Comments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a folder's host.json; without one, or what it does not say, the real host's defaults hold.</summary>
    public static HostJson Read(string folder)
    {
        var path = Path.Combine(folder, "host.json");
        if (!File.Exists(path))
        {
            return new HostJson(TimeSpan.FromMinutes(30), "api");
        }

        using var json = JsonDocument.Parse(File.ReadAllText(path), Comments);
        var root = json.RootElement;
        var timeout = root.TryGetProperty("functionTimeout", out var said) ? said.GetString() : null;
        var prefix = root.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("http", out var http) && http.TryGetProperty("routePrefix", out var value)
            ? value.GetString()
            : null;
        return new HostJson(
            timeout switch
            {
                null => TimeSpan.FromMinutes(30),
                "-1" => Timeout.InfiniteTimeSpan,
                _ => TimeSpan.Parse(timeout, CultureInfo.InvariantCulture),
            },
            prefix?.Trim('/') ?? "api");
    }
}
