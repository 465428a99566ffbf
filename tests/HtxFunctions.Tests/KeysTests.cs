using System.Net;
using HtxFunctions.Tests.Drivers;

namespace HtxFunctions.Tests;

/// <summary>The real Azure clients against a vault and an identity endpoint that misbehave.</summary>
public sealed class KeysTests
{
    [Fact]
    public async Task A_missing_secret_is_502_refused_naming_the_account_and_what_to_do()
    {
        await using var app = await AppDriver.StartAsync(("Accounts:main:SecretName", "nosuch"));

        var reply = await app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        AssertRefused(app, reply, "404", "create it, or correct SecretName");
    }

    [Fact]
    public async Task A_disabled_secret_is_refused()
    {
        await using var app = await StartWithoutCacheAsync();
        app.Vault.Secrets["other"] = app.Vault.Secrets["htx-main"];
        app.Vault.Enabled = false;

        AssertRefused(app, await app.PostAsync("""{"contract_code":"BTC-USDT"}"""), "403", "enable it");
    }

    [Fact]
    public async Task A_forbidden_secret_is_refused_naming_the_role()
    {
        await using var app = await StartWithoutCacheAsync();
        app.Vault.Forbidden = true;

        AssertRefused(app, await app.PostAsync("""{"contract_code":"BTC-USDT"}"""), "403", "Key Vault Secrets User");
    }

    [Theory]
    [InlineData("canary-secret-plain-text")]
    [InlineData("""{"access_key":"canary-access-x"}""")]
    [InlineData("""{"access_key":"canary-access-x","secret_key":"  "}""")]
    [InlineData("""{"AccessKey":"canary-access-x","SecretKey":"canary-secret-y"}""")]
    [InlineData("""["canary-access-x","canary-secret-y"]""")]
    [InlineData("")]
    public async Task A_malformed_secret_is_refused_without_being_shown(string value)
    {
        await using var app = await StartWithoutCacheAsync();
        app.Vault.Secrets["other"] = value;

        AssertRefused(app, await app.PostAsync("""{"contract_code":"BTC-USDT"}"""), "'other'", """{"access_key":"…","secret_key":"…"}""");
    }

    [Fact]
    public async Task Blanks_around_a_key_do_not_matter()
    {
        await using var app = await StartWithoutCacheAsync();
        app.Vault.Secrets["other"] = app.Vault.Secrets["htx-main"].Replace("canary-access-5f2c9d1e", " canary-access-5f2c9d1e\\t\\n", StringComparison.Ordinal);
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        Assert.Equal("clear", (await app.PostAsync("""{"contract_code":"BTC-USDT"}""")).Outcome);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_vault_that_fails_for_a_moment_is_asked_again(int status)
    {
        await using var app = await StartWithoutCacheAsync();
        app.Vault.Secrets["other"] = app.Vault.Secrets["htx-main"];
        var failures = 4;
        app.Vault.Fault = http =>
        {
            var fails = Interlocked.Decrement(ref failures) >= 0;
            http.Response.StatusCode = fails ? status : http.Response.StatusCode;
            return Task.FromResult(fails);
        };

        Assert.Equal("clear", (await app.PostAsync("""{"contract_code":"BTC-USDT"}""")).Outcome);
    }

    [Fact]
    public async Task A_vault_that_stays_silent_is_503_unknown_by_the_deadline()
    {
        await using var app = await StartWithoutCacheAsync(("Cancel:HttpDeadline", "00:00:02"));
        app.Vault.Fault = async http =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
            return true;
        };

        var reply = await app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unknown"), (reply.Status, reply.Outcome));
        Assert.InRange(reply.Json.GetProperty("elapsed_ms").GetInt64(), 1900, 3000);
        Assert.Empty(app.Exchange.Calls);
    }

    [Fact]
    public async Task A_dead_identity_endpoint_is_503_unknown_by_the_deadline()
    {
        await using var app = await AppDriver.StartAsync(("Accounts:main:SecretName", "other"), ("Cancel:HttpDeadline", "00:00:02"), ("KeyVault:ClientId", Guid.NewGuid().ToString()));
        app.World.Identity.Fault = http =>
        {
            http.Response.StatusCode = 500;
            return Task.FromResult(true);
        };

        var reply = await app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unknown"), (reply.Status, reply.Outcome));
        Assert.Contains("managed identity", reply.Contract.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_were_fetched_at_the_start_outlive_the_vault()
    {
        await using var app = await AppDriver.StartAsync(("Cancel:LookInterval", "00:00:00.1"));
        Assert.Equal("clear", (await app.PostAsync("""{"contract_code":"BTC-USDT"}""")).Outcome);
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        app.Vault.Fault = http =>
        {
            http.Abort();
            return Task.FromResult(true);
        };

        var reply = await app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        Assert.Equal("clear", reply.Outcome);
        Assert.Empty(app.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_key_that_was_rotated_is_fetched_anew()
    {
        await using var app = await AppDriver.StartAsync(("Cancel:LookInterval", "00:00:00.1"));
        Assert.Equal("clear", (await app.PostAsync("""{"contract_code":"BTC-USDT"}""")).Outcome);
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        Assert.Single(app.Account.Keys).Exists = false;
        app.Exchange.AddKey("10001", "canary-access-new", "canary-secret-new");
        app.Vault.Secrets["htx-main"] = """{"access_key":"canary-access-new","secret_key":"canary-secret-new"}""";

        Assert.Equal("clear", (await app.PostAsync("""{"contract_code":"BTC-USDT"}""")).Outcome);
        Assert.Empty(app.Exchange.RestingOrders);
    }

    [Fact]
    public async Task Fifty_calls_at_once_ask_the_vault_once()
    {
        await using var app = await StartWithoutCacheAsync();
        app.Vault.Secrets["other"] = app.Vault.Secrets["htx-main"];
        var asked = 0;
        app.Vault.Fault = http =>
        {
            Interlocked.Increment(ref asked);
            return Task.FromResult(false);
        };

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.PostAsync("""{"contract_code":"BTC-USDT","dry_run":true}""")));

        Assert.All(replies, reply => Assert.Equal("dry_run", reply.Outcome));

        // The challenge and the secret.
        Assert.InRange(asked, 1, 2);
    }

    // Its secret did not exist when the app started, so that nothing is cached.
    private static async Task<AppDriver> StartWithoutCacheAsync(params (string, string?)[] settings)
    {
        var app = await AppDriver.StartAsync([("Accounts:main:SecretName", "other"), ("Cancel:LookInterval", "00:00:00.1"), .. settings]);

        // The fetch of the start has ended too: what a test then does is not shared with it.
        while (!app.Messages(1100).Any())
        {
            await Task.Yield();
        }

        return app;
    }

    private static void AssertRefused(AppDriver app, AppDriver.Reply reply, params string[] says)
    {
        Assert.Equal((HttpStatusCode.BadGateway, "refused"), (reply.Status, reply.Outcome));
        Assert.Equal("main", reply.Json.GetProperty("accounts")[0].GetProperty("account").GetString());
        Assert.All(says, text => Assert.Contains(text, reply.Contract.GetProperty("detail").GetString(), StringComparison.Ordinal));
        Assert.Empty(app.Exchange.Calls);
    }
}
