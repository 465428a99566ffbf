using System.Text.Json;
using HtxCancel.Tests.Drivers;
using HtxFunctions.Tests.Drivers;
using HtxFunctions.Tests.Published;
using HtxSimulator;
using Sandbox;
using Sandbox.Scenarios;

namespace HtxFunctions.Tests.OpenKills;

/// <summary>What is deployed dies in the middle of a kill, and the next one carries it out: the published process, Azurite, real time.</summary>
public sealed class CrashTests(AzuriteFixture fixture) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    [FactOnLinuxWithAzurite]
    public async Task A_kill_whose_process_was_killed_is_carried_out_within_45_s_of_the_next_start()
    {
        var log = new CapturedLog();
        await using var app = await StartAsync(log);
        var isStored = HoldBackEth(app);

        // Its answer is lost with it.
        var call = app.World.Client.PostAsync("api/orders/cancel", Json("""{"contract_codes":["BTC-USDT","ETH-USDT"],"reason":"bot gone mad"}"""));
        await Eventually.FindAsync(OpenKill, "open kill");
        await Eventually.FindAsync(() => app.Exchange.RestingOrders.Count == 1 ? app.Exchange : null, "cancel of the first contract");
        await app.World.KillWorkerAsync();
        await call;
        isStored();

        await EndsClearAsync(app, log, "http", "bot gone mad");
    }

    [FactOnLinuxWithAzurite]
    public async Task An_alerts_kill_whose_host_ended_is_carried_out_within_45_s_of_the_next_start()
    {
        var log = new CapturedLog();
        await using var app = await StartAsync(log, ("Targets:sandbox:ContractCodes", "BTC-USDT,ETH-USDT"));
        var isStored = HoldBackEth(app);

        var alert = app.World.Client.PostAsync("api/alerts", Json(SampleAlerts.Create("Fired", SandboxWorld.Target, TimeProvider.System.GetUtcNow())));
        await Eventually.FindAsync(OpenKill, "open kill");
        await Eventually.FindAsync(() => app.Exchange.RestingOrders.Count == 1 ? app.Exchange : null, "cancel of the first contract");
        await app.World.StopFunctionsAsync();
        await alert.ContinueWith(_ => { }, TaskScheduler.Default);
        isStored();
        await app.World.StartFunctionsAsync();

        await EndsClearAsync(app, log, "alert", SampleAlerts.Rule);
    }

    private async Task<AppDriver> StartAsync(CapturedLog log, params (string, string?)[] settings)
    {
        await foreach (var blob in fixture.Azurite.Client.GetBlobsAsync())
        {
            await fixture.Azurite.Client.GetBlobClient(blob.Name).DeleteIfExistsAsync();
        }

        var app = await AppDriver.StartPublishedAsync(await PublishedApp.FolderAsync(), log, identity: null, fixture.Azurite, settings);
        app.Exchange.Contracts.UnionWith(["BTC-USDT", "ETH-USDT"]);
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        app.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);
        return app;
    }

    // Until the process is dead HTX cancels nothing of the second contract.
    private static Action HoldBackEth(AppDriver app)
    {
        var isDead = false;
        app.Exchange.OnRequest(AppDriver.CancelAll, (request, _) =>
            !isDead && request.Body.Contains("ETH-USDT", StringComparison.Ordinal) ? Fault.Code(1056).Instead!(app.Exchange, request) : null);
        return () => isDead = true;
    }

    private string? OpenKill() => fixture.Azurite.Client.GetBlobs(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, "open/", CancellationToken.None).FirstOrDefault()?.Name;

    private async Task EndsClearAsync(AppDriver app, CapturedLog log, string trigger, string why)
    {
        using var limit = new CancellationTokenSource(Longest);
        while (OpenKill() is not null)
        {
            await Task.Delay(100, limit.Token);
        }

        Assert.Empty(app.Exchange.RestingOrders);
        var line = await Eventually.FindAsync(() => log.Lines.Select(line => line.Message).FirstOrDefault(text => text.StartsWith("CancelRunFinished", StringComparison.Ordinal)), "record");
        var record = JsonDocument.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..]).RootElement;
        Assert.Equal(("clear", trigger), (record.GetProperty("outcome").GetString(), record.GetProperty("trigger").GetString()));
        Assert.Contains(why, line, StringComparison.Ordinal);
        Assert.True(record.TryGetProperty("first_run_id", out _));
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
}
