using System.Net;
using HtxFunctions.Tests.Drivers;
using Microsoft.AspNetCore.Http;
using Sandbox.Identity;

namespace HtxFunctions.Tests;

/// <summary>The real Azure clients against a vault and an identity endpoint that misbehave.</summary>
public sealed class KeysTests
{
    [Fact]
    public async Task A_missing_secret_is_refused_with_502_naming_the_account_and_what_to_do()
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
    public async Task A_vault_that_answers_429_500_or_503_for_a_moment_ends_clear(int status)
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
    public async Task A_vault_that_hangs_is_unknown_with_503_by_the_deadline()
    {
        await using var app = await StartWithoutCacheAsync(("Cancel:HttpDeadline", "00:00:02"));
        app.Vault.Fault = WaitAsync(Timeout.InfiniteTimeSpan);

        var reply = await app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unknown"), (reply.Status, reply.Outcome));
        Assert.InRange(reply.Json.GetProperty("elapsed_ms").GetInt64(), 1900, 3000);
        Assert.Empty(app.Calls);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_vault_that_answers_429_500_or_503_until_the_deadline_is_unknown(int status)
    {
        await using var app = await StartWithoutCacheAsync(("Cancel:HttpDeadline", "00:00:01"));
        app.Vault.Fault = AnswerAsync(status);

        AssertUnknown(app, await app.PostAsync("""{"contract_code":"BTC-USDT"}"""), $"{status}");
    }

    [Fact]
    public async Task A_vault_that_takes_1_s_for_each_answer_ends_clear()
    {
        await using var app = await StartWithoutCacheAsync();
        app.Vault.Secrets["other"] = app.Vault.Secrets["htx-main"];
        app.Vault.Fault = WaitAsync(TimeSpan.FromSeconds(1));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        Assert.Equal("clear", (await app.PostAsync("""{"contract_code":"BTC-USDT"}""")).Outcome);
        Assert.Empty(app.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("500")]
    [InlineData("hang")]
    public async Task An_identity_endpoint_that_refuses_or_answers_500_or_hangs_until_the_deadline_is_unknown(string fault)
    {
        await using var identity = await StartIdentityAsync(Misbehave(fault));
        await using var app = await AppDriver.StartAsync(identity, ("Cancel:HttpDeadline", "00:00:01"), ("Cancel:LookInterval", "00:00:00.1"));

        var reply = await app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        AssertUnknown(app, reply, "identity");
        Assert.InRange(reply.Json.GetProperty("elapsed_ms").GetInt64(), 900, 2000);
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("500")]
    public async Task An_identity_endpoint_that_refuses_or_answers_500_for_a_moment_ends_clear(string fault)
    {
        var failures = 3;
        var misbehave = Misbehave(fault);
        await using var identity = await StartIdentityAsync(http => Interlocked.Decrement(ref failures) >= 0 ? misbehave(http) : Task.FromResult(false));
        await using var app = await AppDriver.StartAsync(identity, ("Cancel:LookInterval", "00:00:00.1"));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        Assert.Equal("clear", (await app.PostAsync("""{"contract_code":"BTC-USDT"}""")).Outcome);
        Assert.Empty(app.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_first_token_that_takes_7_s_ends_clear()
    {
        await using var identity = await StartIdentityAsync(WaitAsync(TimeSpan.FromSeconds(7)));
        await using var app = await AppDriver.StartAsync(identity, ("Cancel:LookInterval", "00:00:00.1"));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var reply = await app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        Assert.Equal("clear", reply.Outcome);
        Assert.InRange(reply.Json.GetProperty("elapsed_ms").GetInt64(), 5000, 15_000);
        Assert.Empty(app.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_secret_that_is_rotated_in_the_middle_of_a_run_ends_clear()
    {
        await using var app = await AppDriver.StartAsync(("Cancel:LookInterval", "00:00:00.1"));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        app.Exchange.OnRequest(AppDriver.OpenOrders, (_, attempt) =>
        {
            if (attempt == 1)
            {
                Assert.Single(app.Account.Keys).Exists = false;
                app.Exchange.AddKey("10001", "canary-access-new", "canary-secret-new");
                app.Vault.Secrets["htx-main"] = """{"access_key":"canary-access-new","secret_key":"canary-secret-new"}""";
            }

            return null;
        });

        Assert.Equal("clear", (await app.PostAsync("""{"contract_code":"BTC-USDT"}""")).Outcome);
        Assert.Empty(app.Exchange.RestingOrders);
    }

    [Fact]
    public async Task Keys_that_were_fetched_at_the_start_outlive_the_vault()
    {
        await using var app = await AppDriver.StartAsync(("Cancel:LookInterval", "00:00:00.1"));
        Assert.Equal("clear", (await app.PostAsync("""{"contract_code":"BTC-USDT"}""")).Outcome);
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        app.Vault.Fault = DropAsync;

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

    private static async Task<IdentityStandIn> StartIdentityAsync(Func<HttpContext, Task<bool>> fault)
    {
        var identity = await IdentityStandIn.StartAsync();
        identity.Fault = fault;
        identity.PutInEnvironment();
        return identity;
    }

    private static Func<HttpContext, Task<bool>> Misbehave(string fault) => fault switch
    {
        "hang" => WaitAsync(Timeout.InfiniteTimeSpan),
        "500" => AnswerAsync(500),
        _ => DropAsync,
    };

    private static Task<bool> DropAsync(HttpContext http)
    {
        http.Abort();
        return Task.FromResult(true);
    }

    private static Func<HttpContext, Task<bool>> AnswerAsync(int status) => http =>
    {
        http.Response.StatusCode = status;
        return Task.FromResult(true);
    };

    // The Azure SDK's own waits are real ones, and so are these.
    private static Func<HttpContext, Task<bool>> WaitAsync(TimeSpan time) => async http =>
    {
        await Task.Delay(time, TimeProvider.System, http.RequestAborted);
        return false;
    };

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
        Assert.Empty(app.Calls);
    }

    private static void AssertUnknown(AppDriver app, AppDriver.Reply reply, string says)
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unknown"), (reply.Status, reply.Outcome));
        Assert.Contains(says, reply.Contract.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(app.Calls);
    }
}
