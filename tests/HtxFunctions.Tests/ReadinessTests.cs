using System.Net;
using System.Text.Json;
using FunctionsHost.Http;
using HtxFunctions.Tests.Drivers;
using HtxSimulator;

namespace HtxFunctions.Tests;

public sealed class ReadinessTests
{
    [Fact]
    public async Task An_app_that_is_well_answers_200_ready_and_cancels_nothing()
    {
        await using var app = await AppDriver.StartAsync();
        var expiry = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddDays(40.5).ToUnixTimeSeconds());
        app.Vault.Expiries["htx-main"] = expiry;
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var reply = await GetAsync(app);

        Assert.Equal((HttpStatusCode.OK, "application/json", true), (reply.Status, reply.MediaType, reply.Json.GetProperty("ready").GetBoolean()));
        var account = reply.Json.GetProperty("accounts")[0];
        Assert.Equal((true, "v1", true), (account.GetProperty("ready").GetBoolean(), account.GetProperty("api").GetString(), account.GetProperty("signed_read").GetBoolean()));
        Assert.Equal((expiry, 40), (account.GetProperty("secret").GetProperty("expires_at").GetDateTimeOffset(), account.GetProperty("secret").GetProperty("days_left").GetInt32()));
        Assert.InRange(account.GetProperty("clock_offset_ms").GetInt64(), -1000, 1000);
        Assert.Single(app.Exchange.RestingOrders);
        Assert.DoesNotContain(app.Exchange.Calls, call => call.Path.Contains("cancel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_age_of_the_copy_in_memory_is_told()
    {
        await using var app = await AppDriver.StartAsync();
        await GetAsync(app);

        var secret = (await GetAsync(app)).Json.GetProperty("accounts")[0].GetProperty("secret");

        Assert.InRange(secret.GetProperty("cached_age_s").GetInt64(), 0, 60);
        Assert.Equal(JsonValueKind.Null, secret.GetProperty("expires_at").ValueKind);
    }

    [Fact]
    public async Task A_secret_that_expires_soon_is_a_warning_and_no_503()
    {
        await using var app = await AppDriver.StartAsync();
        app.Vault.Expiries["htx-main"] = TimeProvider.System.GetUtcNow().AddDays(3);

        var reply = await GetAsync(app);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Contains("Secret 'htx-main' expires on", reply.Json.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_hangs_is_503_within_5_seconds()
    {
        await using var app = await AppDriver.StartAsync();
        await GetAsync(app);
        app.Vault.Fault = async http =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
            return true;
        };

        var reply = await GetAsync(app);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, false), (reply.Status, reply.Json.GetProperty("ready").GetBoolean()));
        Assert.Null(reply.RetryAfter);
        Assert.InRange(reply.Json.GetProperty("elapsed_ms").GetInt64(), 1900, 5000);
        Assert.Contains("a kill now would use the keys in memory", Assert.Single(Problems(reply)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_forbids_is_503_naming_the_role()
    {
        await using var app = await AppDriver.StartAsync();
        app.Vault.Forbidden = true;

        var reply = await GetAsync(app);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.Status);
        Assert.Contains("Key Vault Secrets User", Problems(reply)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_secret_is_503_without_being_shown()
    {
        await using var app = await AppDriver.StartAsync();
        app.Vault.Secrets["htx-main"] = "canary-secret-plain-text";

        var reply = await GetAsync(app);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.Status);
        Assert.Contains("is not the JSON that is expected", Problems(reply)[0], StringComparison.Ordinal);
        Assert.False(reply.Json.GetProperty("accounts")[0].GetProperty("secret").GetProperty("well_formed").GetBoolean());
    }

    [Fact]
    public async Task An_exchange_that_gives_no_answer_is_503_within_5_seconds()
    {
        await using var app = await AppDriver.StartAsync();
        app.Fault(SimulatedResponse.Hang);
        app.Exchange.OnRequest("/api/v1/timestamp", (_, _) => SimulatedResponse.Hang);

        var reply = await GetAsync(app);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.Status);
        Assert.InRange(reply.Json.GetProperty("elapsed_ms").GetInt64(), 1900, 5000);
        Assert.StartsWith("No host of Htx:BaseUrls says what time it is", Problems(reply)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_needs_a_function_key_and_GET()
    {
        await using var app = await AppDriver.StartAsync();
        app.World.Client.DefaultRequestHeaders.Remove(FunctionKeys.Header);

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(app)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/readiness"))).Status);
        Assert.Empty(app.Calls);
    }

    private static Task<AppDriver.Reply> GetAsync(AppDriver app) => app.SendAsync(new HttpRequestMessage(HttpMethod.Get, "api/readiness"));

    private static List<string> Problems(AppDriver.Reply reply) => [.. reply.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!)];
}
