using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using BlobSimulator;
using Sandbox;

namespace HtxFunctions.Tests.OpenKills;

/// <summary>A world whose functions end and start again, while its exchange and its blobs go on.</summary>
public sealed class WorldTests
{
    [Fact]
    public async Task Functions_that_start_again_have_the_same_keys_exchange_and_blobs()
    {
        var blobs = new SimulatedBlobs();
        await using var world = await SandboxWorld.StartAsync(new SandboxWorldOptions { Blobs = blobs });
        var key = world.Functions.HostKey;
        blobs.Put("kept", "text");
        world.Account!.Place("BTC-USDT", "buy", "open", 60000m, 1);

        await world.RestartFunctionsAsync();
        var outcome = await KillAsync(world);

        Assert.Equal((key, "clear", "text"), (world.Functions.HostKey, outcome, blobs.Find("kept")?.Text));
        Assert.Empty(world.Exchange!.RestingOrders);
    }

    [Fact]
    public async Task A_published_app_is_given_no_blobs_that_it_cannot_reach()
    {
        var options = new SandboxWorldOptions { Published = AppContext.BaseDirectory, Blobs = new SimulatedBlobs() };

        var fault = await Assert.ThrowsAsync<ArgumentException>(() => SandboxWorld.StartAsync(options));

        Assert.Contains("give it Azurite", fault.Message, StringComparison.Ordinal);
    }

    internal static async Task<string?> KillAsync(SandboxWorld world)
    {
        // Text has a length, without which the app is given no body.
        using var scope = new StringContent("""{"contract_codes":["BTC-USDT"]}""", Encoding.UTF8, "application/json");
        using var answer = await world.Client.PostAsync(new Uri("api/orders/cancel", UriKind.Relative), scope);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("outcome").GetString();
    }
}
