using System.Diagnostics;
using System.Text.Json;
using HtxSimulator;
using Sandbox.Terminal;

namespace Sandbox.Scenarios;

/// <summary>
/// The app's process is killed in the middle of a kill. Its caller gets no report; a tick of the next process finds the kill in
/// the store, and finishes it.
/// </summary>
/// <param name="stage">Where.</param>
internal sealed class CrashScenario(Stage stage)
{
    private const string Reason = "bot gone mad";
    private const string Body = $$"""{"target":"{{SandboxWorld.Target}}","reason":"{{Reason}}"}""";
    private const string CancelAll = "/linear-swap-api/v1/swap_cancelall";
    private const string HeldBack = "ETH-USDT";
    private const int Settling = 1056;

    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TickLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(5);

    private readonly SandboxWorld _world = stage.World;
    private readonly SimulatedExchange _exchange = stage.World.Exchange!;
    private volatile bool _settles = true;
    private volatile string? _record;

    private bool IsHalfDone => _exchange.RestingOrders.All(order => order.ContractCode == HeldBack);

    /// <summary>Plays it.</summary>
    /// <param name="stage">Where.</param>
    /// <param name="stop">Gives it up.</param>
    /// <returns>Whether the kill was finished by the next process, and the log's record that says so.</returns>
    public static Task<(bool IsRight, string LastLine)> PlayAsync(Stage stage, CancellationToken stop) => new CrashScenario(stage).RunAsync(stop);

    private async Task<(bool IsRight, string LastLine)> RunAsync(CancellationToken stop)
    {
        stage.Runs.Logged += Keep;
        _exchange.OnRequest(CancelAll, (request, _) =>
            _settles && request.Body.Contains(HeldBack, StringComparison.Ordinal) ? Fault.Code(Settling).Instead!(_exchange, request) : null);
        stage.Say($"{HeldBack} settles: HTX cancels nothing of it for now (code {Settling}).");
        var call = stage.PostAsync(CurlLines.CancelPath, Body, stop);
        string? kill = null;
        await Stage.UntilAsync(async () => (kill = await stage.FindOpenKillAsync(stop)) is not null && IsHalfDone, KillLimit, stop);
        if (kill is null || !IsHalfDone || call.IsCompleted)
        {
            return (false, (await call).Line);
        }

        var left = _exchange.RestingOrders.Count;
        var worker = _world.Functions.WorkerProcessId;
        stage.Say($"The kill is in the store, as {kill}. {_world.Placed.Count - left} orders are gone, {left} of {HeldBack} rest.");
        stage.Say($"The app's process {worker} is killed with SIGKILL.");
        var killed = Stopwatch.GetTimestamp();
        await _world.KillWorkerAsync();
        var answer = await call;
        _settles = false;
        stage.Say($"The caller has no report. {HeldBack} settles no more.");
        stage.Say("Waiting for a tick: one comes every 15 s, and leaves a kill alone for its first 20 s ...");
        if (!await Stage.UntilAsync(() => Task.FromResult(_record is not null), TickLimit, stop))
        {
            return (false, FunctionAnswer.None("No tick finished the kill.").Line);
        }

        return (await IsFinishedAsync(worker, left, killed, stop) && answer.Report is null, _record!);
    }

    private void Keep(string line)
    {
        if (line.StartsWith(RunLog.RecordPrefix, StringComparison.Ordinal))
        {
            _record = line[RunLog.RecordPrefix.Length..];
        }
    }

    private async Task<bool> IsFinishedAsync(int? dead, int left, long killed, CancellationToken stop)
    {
        var record = JsonElement.Parse(_record!);
        var (outcome, cancelled, resting) = (record.Text("outcome"), record.Member("totals")?.Text("cancelled"), _exchange.RestingOrders.Count);
        stage.Say($"{Stopwatch.GetElapsedTime(killed).TotalSeconds:0} s after that process {_world.Functions.WorkerProcessId} finished the kill.");
        stage.Say($"The record in the log: {outcome}, {cancelled} cancelled, begun by run {record.Text("first_run_id")}, asked for with the reason '{Reason}'.");
        var isClosed = await Stage.UntilAsync(async () => await stage.FindOpenKillAsync(stop) is null, StoreLimit, stop);
        stage.Say($"{resting} orders rest, and the kill is {(isClosed ? "open no more" : "still open")}.");
        return outcome == "clear" && cancelled == $"{left}" && resting == 0 && isClosed && _world.Functions.WorkerProcessId != dead
            && record.Text("first_run_id") is not null && record.Items("asked_by").Any(asked => asked.Text("reason") == Reason);
    }
}
