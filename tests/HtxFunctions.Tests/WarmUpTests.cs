using HtxFunctions.Tests.Drivers;
using Sandbox.Identity;

namespace HtxFunctions.Tests;

/// <summary>The warm-up with the real Azure clients and real sockets.</summary>
public sealed class WarmUpTests
{
    private const string NotWarm = "Not all could be made ready before the first call";

    [Fact]
    public async Task The_first_call_finds_the_keys_and_asks_the_vault_for_nothing()
    {
        await using var app = await AppDriver.StartAsync(("Cancel:LookInterval", "00:00:00.1"));
        while (app.Exchange.Calls.All(call => call.Path != AppDriver.AssetMode))
        {
            await Task.Yield();
        }

        var asked = 0;
        app.Vault.Fault = _ =>
        {
            Interlocked.Increment(ref asked);
            return Task.FromResult(false);
        };

        Assert.Equal("clear", (await app.PostAsync("""{"contract_code":"BTC-USDT"}""")).Outcome);
        Assert.Equal(0, asked);
        Assert.Empty(app.Messages(1103));
    }

    [Fact]
    public async Task A_warm_up_without_a_token_is_told_by_readiness_and_by_one_run()
    {
        await using var identity = await IdentityStandIn.StartAsync();
        var fails = true;
        identity.Fault = http =>
        {
            http.Response.StatusCode = fails ? 500 : 200;
            return Task.FromResult(fails);
        };
        identity.PutInEnvironment();
        await using var app = await AppDriver.StartAsync(identity, ("Cancel:LookInterval", "00:00:00.1"));
        while (!app.Messages(1100).Any())
        {
            await Task.Yield();
        }

        fails = false;
        var readiness = await app.SendAsync(new HttpRequestMessage(HttpMethod.Get, "api/readiness"));
        await app.PostAsync("""{"contract_code":"BTC-USDT"}""");
        await app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        Assert.Contains(
            readiness.Json.GetProperty("warnings").EnumerateArray(),
            warning => warning.GetString()!.StartsWith($"{NotWarm}: account main: no token from the managed identity", StringComparison.Ordinal));
        Assert.StartsWith($"{NotWarm}: account main: no token", Assert.Single(app.Messages(1103)), StringComparison.Ordinal);
    }
}
