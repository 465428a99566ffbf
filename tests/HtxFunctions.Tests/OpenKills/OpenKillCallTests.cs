using System.Net;
using System.Text.Json;
using BlobSimulator;
using HtxFunctions.Tests.Drivers;
using HtxSimulator;
using Sandbox.Scenarios;

namespace HtxFunctions.Tests.OpenKills;

/// <summary>Holds, reasons, releases and alerts that go on, as a caller sees them.</summary>
public sealed class OpenKillCallTests
{
    private const string Call = """{"contract_code":"BTC-USDT"}""";

    private readonly SimulatedBlobs _blobs = new();

    [Theory]
    [InlineData("-1")]
    [InlineData("721")]
    [InlineData("1.5")]
    [InlineData("\"ten\"")]
    [InlineData("\"10\"")]
    [InlineData("null")]
    public async Task A_hold_out_of_range_is_refused_and_nothing_is_cancelled(string minutes)
    {
        await using var app = await StartAsync();

        var reply = await app.PostAsync($$"""{"contract_code":"BTC-USDT","hold_minutes":{{minutes}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains("0 to 720", reply.Errors("hold_minutes"), StringComparison.Ordinal);
        Assert.Single(app.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_hold_beside_a_dry_run_or_without_a_store_is_refused()
    {
        await using var app = await StartAsync();
        var dry = await app.PostAsync("""{"contract_code":"BTC-USDT","hold_minutes":5,"dry_run":true}""");
        var target = await SendAsync(app, HttpMethod.Post, "api/targets/sandbox/cancel?hold_minutes=5&dry_run=true");
        await app.DisposeAsync();
        await using var off = await AppDriver.StartAsync(("Cancel:LookInterval", "00:00:00.1"));
        var without = await off.PostAsync("""{"contract_code":"BTC-USDT","hold_minutes":5}""");

        Assert.All([dry, target, without], reply => Assert.Equal(HttpStatusCode.BadRequest, reply.Status));
        Assert.Contains("dry_run", dry.Errors("hold_minutes"), StringComparison.Ordinal);
        Assert.Contains("Kills:ContainerUri", without.Errors("hold_minutes"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\\nlines")]
    [InlineData("long")]
    public async Task A_reason_must_be_short_and_printable(string reason)
    {
        await using var app = await StartAsync();

        var reply = await app.PostAsync($$"""{"contract_code":"BTC-USDT","reason":"{{(reason == "long" ? new string('x', 201) : reason)}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains("200 printable", reply.Errors("reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_is_told_listed_and_released()
    {
        await using var app = await StartAsync(("WEBSITE_AUTH_ENABLED", "True"));

        var reply = await SendAsync(app, HttpMethod.Post, "api/targets/sandbox/cancel?hold_minutes=30&reason=bot+gone+mad", "mia@desk");
        var id = reply.Json.GetProperty("kill_id").GetString();
        var listed = await SendAsync(app, HttpMethod.Get, "api/kills");
        var readiness = await SendAsync(app, HttpMethod.Get, "api/readiness");
        var released = await SendAsync(app, HttpMethod.Delete, $"api/kills/{id}", "tom@desk");
        var again = await SendAsync(app, HttpMethod.Delete, $"api/kills/{id}");
        var empty = await SendAsync(app, HttpMethod.Get, "api/kills");

        Assert.Equal((HttpStatusCode.OK, "clear", true), (reply.Status, reply.Outcome, reply.Json.GetProperty("goes_on").GetBoolean()));
        Assert.Contains($"DELETE /api/kills/{id}", reply.Json.GetProperty("goes_on_detail").GetString(), StringComparison.Ordinal);
        var kill = Assert.Single(listed.Json.GetProperty("kills").EnumerateArray());
        Assert.Equal((id, "clear", 1), (kill.GetProperty("id").GetString(), kill.GetProperty("last_outcome").GetString(), kill.GetProperty("tries").GetInt32()));
        Assert.Equal("""[{"caller":"mia@desk","reason":"bot gone mad"}]""", kill.GetProperty("asked_by").GetRawText());
        Assert.Contains(id!, readiness.Json.GetProperty("warnings").GetRawText(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (released.Status, again.Status));
        Assert.Empty(empty.Json.GetProperty("kills").EnumerateArray());
        Assert.Contains("\"released_by\":\"tom@desk\"", Assert.Single(app.Messages(1202)), StringComparison.Ordinal);
        Assert.Contains("\"caller\":\"mia@desk\",\"reason\":\"bot gone mad\"", Assert.Single(app.Messages(1001)), StringComparison.Ordinal);
        Assert.Contains("bot gone mad", Assert.Single(app.Messages(1007)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0123456789abcdef01234567")]
    [InlineData("..%2Fstate%2Ftick")]
    [InlineData("x")]
    public async Task An_unknown_open_kill_is_404(string id)
    {
        await using var app = await StartAsync();

        var reply = await SendAsync(app, HttpMethod.Delete, $"api/kills/{id}");

        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.DoesNotContain(_blobs.Calls, call => call.Operation == BlobOperation.Delete && call.Status == 202);
    }

    [Fact]
    public async Task A_caller_that_the_platform_did_not_sign_in_is_not_believed()
    {
        await using var app = await StartAsync();

        var reply = await SendAsync(app, HttpMethod.Post, "api/targets/sandbox/cancel", "forged");

        Assert.Empty(reply.Json.GetProperty("asked_by").EnumerateArray());
    }

    [Fact]
    public async Task A_targets_hold_is_left_out_of_a_dry_run_and_of_an_app_without_a_store()
    {
        await using var app = await StartAsync(("Targets:sandbox:HoldMinutes", "20"));
        var dry = await SendAsync(app, HttpMethod.Post, "api/targets/sandbox/cancel?dry_run=true");
        var held = await SendAsync(app, HttpMethod.Post, "api/targets/sandbox/cancel");
        await app.DisposeAsync();
        await using var off = await AppDriver.StartAsync(("Cancel:LookInterval", "00:00:00.1"), ("Targets:sandbox:HoldMinutes", "20"));
        var without = await SendAsync(off, HttpMethod.Post, "api/targets/sandbox/cancel");

        Assert.Equal((HttpStatusCode.OK, "dry_run", false), (dry.Status, dry.Outcome, dry.Json.GetProperty("goes_on").GetBoolean()));
        Assert.True(held.Json.GetProperty("goes_on").GetBoolean());
        Assert.Equal((HttpStatusCode.OK, "clear", false), (without.Status, without.Outcome, without.Json.GetProperty("goes_on").GetBoolean()));
        Assert.Contains("hold of 20 minutes is left out", without.Json.GetProperty("durable_detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, without.Json.GetProperty("durable").ValueKind);
    }

    [Fact]
    public async Task An_alert_that_HTX_blocks_is_answered_202_and_goes_on()
    {
        await using var app = await StartAsync();
        app.Exchange.OnRequest(AppDriver.CancelAll, (request, _) => Fault.Code(1056).Instead!(app.Exchange, request));

        var reply = await app.AlertAsync(SampleAlerts.Create("Fired", "sandbox", TimeProvider.System.GetUtcNow()));

        Assert.Equal((HttpStatusCode.Accepted, "blocked", true), (reply.Status, reply.Outcome, reply.Json.GetProperty("goes_on").GetBoolean()));
        Assert.InRange(reply.Json.GetProperty("elapsed_ms").GetInt64(), 6_500, 8_000);
        Assert.Null(reply.RetryAfter);
        Assert.Single(_blobs.Blobs, blob => blob.Name.StartsWith("open/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_503_for_who_asks_it_and_nothing_for_a_kill()
    {
        await using var app = await StartAsync();
        _blobs.Fault = _ => BlobFault.Answers(403, "AuthorizationPermissionMismatch");

        var list = await SendAsync(app, HttpMethod.Get, "api/kills");
        var release = await SendAsync(app, HttpMethod.Delete, "api/kills/0123456789abcdef01234567");
        var readiness = await SendAsync(app, HttpMethod.Get, "api/readiness");
        var kill = await app.PostAsync(Call);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (list.Status, release.Status));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness.Status);
        Assert.Contains("answered 403 AuthorizationPermissionMismatch", readiness.Json.GetProperty("problems").GetRawText(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "clear", false), (kill.Status, kill.Outcome, kill.Json.GetProperty("durable").GetBoolean()));
    }

    private async Task<AppDriver> StartAsync(params (string Key, string? Value)[] settings)
    {
        var app = await AppDriver.StartAsync(_blobs, [("Cancel:LookInterval", "00:00:00.1"), .. settings]);
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        return app;
    }

    private static async Task<AppDriver.Reply> SendAsync(AppDriver app, HttpMethod method, string path, string? caller = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (caller is not null)
        {
            request.Headers.Add("X-MS-CLIENT-PRINCIPAL-NAME", caller);
        }

        return await app.SendAsync(request);
    }
}
