using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Azure;
using Sandbox.Terminal;

namespace Sandbox.Scenarios;

/// <summary>
/// A kill with a hold, and a bot that goes on placing orders: what it places is cancelled by the ticks, every 15 s, until the
/// kill is released. What is placed then stays.
/// </summary>
/// <param name="stage">Where.</param>
internal sealed class HoldScenario(Stage stage)
{
    private const string Body = $$"""{"target":"{{SandboxWorld.Target}}","hold_minutes":10,"reason":"the bot goes on"}""";
    private const int Placings = 5;

    // A tick needs more than a second between two of them to prove that nothing rests.
    private static readonly TimeSpan BetweenPlacings = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan TickLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Proof = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterTick = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<string> _resumed = new();
    private long _begun;
    private int _cancelled;

    private int Elapsed => (int)Stopwatch.GetElapsedTime(_begun).TotalSeconds;

    /// <summary>Plays it.</summary>
    /// <param name="stage">Where.</param>
    /// <param name="stop">Gives it up.</param>
    /// <returns>Whether the book was as it should be all the time, and the kill's report.</returns>
    public static Task<(bool IsRight, string LastLine)> PlayAsync(Stage stage, CancellationToken stop) => new HoldScenario(stage).RunAsync(stop);

    private async Task<(bool IsRight, string LastLine)> RunAsync(CancellationToken stop)
    {
        var answer = await stage.PostAsync(CurlLines.CancelPath, Body, stop);
        var report = answer.Report ?? default;
        stage.Say($"{answer.Outcome}: {answer.Cancelled} cancelled, {stage.World.Exchange!.RestingOrders.Count} resting.");
        stage.Say(report.Text("goes_on_detail") ?? "It does not go on.");
        stage.Runs.Logged += Keep;
        _begun = Stopwatch.GetTimestamp();
        var isHeld = await HoldsAsync(stop);
        stage.Runs.Logged -= Keep;
        return (answer.IsClear && isHeld && await IsReleasedAsync(report.Text("kill_id"), stop), answer.Line);
    }

    private void Keep(string line)
    {
        if (line.StartsWith(RunLog.ResumedPrefix, StringComparison.Ordinal))
        {
            _resumed.Enqueue(line[RunLog.ResumedPrefix.Length..]);
        }
    }

    private async Task<bool> HoldsAsync(CancellationToken stop)
    {
        stage.Say("");
        stage.Say($"A bot now places two orders every {BetweenPlacings.TotalSeconds:0} s. A tick comes every 15 s:");
        for (var placing = 0; placing < Placings; placing++)
        {
            Place();
            await Stage.UntilAsync(() => HaveTold(int.MaxValue), BetweenPlacings, stop);
        }

        var placed = 2 * Placings;
        stage.Say(string.Create(CultureInfo.InvariantCulture, $"  {Elapsed,3} s: the bot has stopped; {placed} placed, {stage.World.Exchange!.RestingOrders.Count} resting"));
        await Stage.UntilAsync(async () => await HaveTold(placed) || stage.World.Exchange.RestingOrders.Count == 0, TickLimit, stop);

        // The tick that cancelled the last ones still proves that none rests.
        await Stage.UntilAsync(() => HaveTold(placed), Proof, stop);
        var resting = stage.World.Exchange.RestingOrders.Count;
        stage.Say(resting == 0 ? $"All {placed} are gone: the ticks cancelled them." : $"{resting} of {placed} orders rest.");
        return resting == 0;
    }

    private async Task<bool> IsReleasedAsync(string? id, CancellationToken stop)
    {
        stage.Say("");
        var (_, list) = await stage.SendAsync(HttpMethod.Get, CurlLines.KillsPath, stop);
        foreach (var kill in list.Items("kills"))
        {
            stage.Say($"Open since {kill.Text("since")}, held until {kill.Text("hold_until")}, {kill.Text("tries")} tries, the last one {kill.Text("last_outcome")}.");
        }

        var isListed = list.Items("kills") is [var only] && only.Text("id") == id;
        var (status, _) = await stage.SendAsync(HttpMethod.Delete, $"{CurlLines.KillsPath}/{id}", stop);
        var posted = Posted();
        var tick = await LastTickAsync(stop);
        Place();
        stage.Say("Released. The bot places two more orders; they must still rest after the next tick ...");
        var hasTicked = await Stage.UntilAsync(async () => await LastTickAsync(stop) != tick, TickLimit, stop);
        await Task.Delay(AfterTick, stop);
        var resting = stage.World.Exchange!.RestingOrders.Count;
        stage.Say(string.Create(CultureInfo.InvariantCulture, $"  {Elapsed,3} s: a tick has passed; {resting} resting, {Posted() - posted} cancels sent"));
        return isListed && status == 204 && hasTicked && resting == 2 && Posted() == posted && await stage.FindOpenKillAsync(stop) is null;
    }

    // Shows what ticks have logged since the last time, and says whether these were so many orders.
    private Task<bool> HaveTold(int count)
    {
        while (_resumed.TryDequeue(out var line))
        {
            var record = JsonElement.Parse(line);
            var totals = record.Member("totals") ?? default;

            // What was placed while the tick was at work counts apart.
            var cancelled = Count(totals, "cancelled") + Count(totals, "reappeared");
            _cancelled += cancelled;
            stage.Say(string.Create(CultureInfo.InvariantCulture, $"  {Elapsed,3} s: a tick cancelled {cancelled}, {record.Text("outcome")}"));
        }

        return Task.FromResult(_cancelled >= count);
    }

    private static int Count(JsonElement totals, string name) => int.TryParse(totals.Text(name), CultureInfo.InvariantCulture, out var count) ? count : 0;

    private void Place()
    {
        stage.World.Account!.Place("BTC-USDT", "buy", "open", 91_204.5m, 12);
        stage.World.Account.Place("ETH-USDT", "sell", "open", 3_014.75m, 40);
    }

    private int Posted() => stage.World.Exchange!.Calls.Count(call => call.Method == "POST");

    // Each tick writes this blob.
    private async Task<ETag> LastTickAsync(CancellationToken stop) =>
        (await stage.World.Blobs!.Client.GetBlobClient("state/tick").GetPropertiesAsync(cancellationToken: stop)).Value.ETag;
}
