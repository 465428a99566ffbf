using FunctionsHost;
using FunctionsHost.Http;

namespace Sandbox.Terminal;

/// <summary>Commands that call every trigger of a running sandbox.</summary>
internal static class CurlLines
{
    /// <summary>Where the cancel function is, below the host.</summary>
    public const string CancelPath = "api/orders/cancel";

    /// <summary>Where the function for alerts is, below the host.</summary>
    public const string AlertPath = "api/alerts";

    /// <summary>Where the sandbox's target is cancelled, below the host.</summary>
    public const string TargetPath = $"api/targets/{SandboxWorld.Target}/cancel";

    /// <summary>Asks for the sandbox's target.</summary>
    public const string TargetBody = $$"""{"target":"{{SandboxWorld.Target}}"}""";

    /// <summary>Where the open kills are, below the host.</summary>
    public const string KillsPath = "api/kills";

    /// <summary>Where readiness is asked for, below the host.</summary>
    public const string ReadinessPath = "api/readiness";

    /// <summary>Where the page is, below the host.</summary>
    public const string PagePath = "api/console";

    // As little of Azure Monitor's common alert schema as decides.
    private const string AlertBody =
        $$$$"""{"schemaId":"azureMonitorCommonAlertSchema","data":{"customProperties":{"htxTarget":"{{{{SandboxWorld.Target}}}}"},"essentials":{"monitorCondition":"Fired","alertRule":"curl"}}}""";

    private const string TimerPath = "admin/functions/CancelOrdersOnSchedule";
    private const string DrillPath = "admin/functions/Drill";

    /// <summary>The commands, each on one line, with what they do.</summary>
    /// <param name="host">The functions host.</param>
    /// <param name="contractCode">A contract of the target.</param>
    /// <param name="body">What was called first.</param>
    /// <returns>What each does, and the command.</returns>
    public static IReadOnlyList<(string Title, string Command)> For(FunctionApp host, string contractCode, string body) =>
    [
        ("The call for an emergency", $"curl -sS -X POST -d '' '{new Uri(host.Url, TargetPath)}' -H '{FunctionKeys.Header}: {host.HostKey}'"),
        ("Dry run", $"curl -sS -X POST -d '' '{new Uri(host.Url, TargetPath)}?dry_run=true' -H '{FunctionKeys.Header}: {host.HostKey}'"),
        ("By address only, for a monitor that can send no header", $"curl -sS -X POST '{new Uri(host.Url, TargetPath)}?{FunctionKeys.QueryField}={host.HostKey}'"),
        body == TargetBody
            ? ("By contract", Post(host, CancelPath, host.HostKey, $$"""{"contract_code":"{{contractCode}}"}"""))
            : ("The same again", Post(host, CancelPath, host.HostKey, body)),
        ("An alert that fired", Post(host, AlertPath, host.HostKey, AlertBody)),
        ("The schedule, now (answers 202 at once)", Post(host, TimerPath, host.MasterKey, "{}")),
        ("Would a kill work? (cancels nothing)", $"curl -sS '{new Uri(host.Url, ReadinessPath)}' -H '{FunctionKeys.Header}: {host.HostKey}'"),
        ("The drill, now (answers 202 at once; its record is in the log)", Post(host, DrillPath, host.MasterKey, "{}")),
    ];

    private static string Post(FunctionApp host, string path, string key, string body) =>
        $"curl -sS '{new Uri(host.Url, path)}' -H '{FunctionKeys.Header}: {key}' -H 'Content-Type: application/json' -d '{body}'";
}
