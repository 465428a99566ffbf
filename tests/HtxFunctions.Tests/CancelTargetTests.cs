using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using HtxFunctions.Functions;
using HtxFunctions.Tests.Drivers;
using HtxSimulator;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace HtxFunctions.Tests;

/// <summary>The call for an emergency: a target by its address, whatever the body says.</summary>
public sealed class CancelTargetTests : IAsyncLifetime
{
    private const string Path = "api/targets/sandbox/cancel";

    private AppDriver _app = null!;

    public async Task InitializeAsync()
    {
        _app = await AppDriver.StartAsync(
            ("Cancel:LookInterval", "00:00:00.1"), ("Cancel:HttpDeadline", "00:00:02"), ("Targets:off:ContractCodes", "BTC"), ("Targets:123:ContractCodes", "ETH-USDT"));
        _app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public static TheoryData<string, bool> Calls()
    {
        var calls = new TheoryData<string, bool>();
        foreach (var monitor in Monitors.Messages.Keys)
        {
            calls.Add(monitor, true);
            calls.Add(monitor, false);
        }

        return calls;
    }

    [Theory, MemberData(nameof(Calls))]
    public async Task What_a_monitor_posts_cancels_the_target_of_the_address_be_it_firing_or_over(string monitor, bool fires)
    {
        var reply = await MonitorAsync(monitor, fires, $"{Path}?code={_app.World.Functions.KeyOf("CancelTarget")}");

        AssertClear(reply);
    }

    [Theory, MemberData(nameof(Calls))]
    public async Task What_a_monitor_posts_to_the_route_for_alerts_is_ignored_be_it_firing_or_over(string monitor, bool fires)
    {
        var reply = await MonitorAsync(monitor, fires, "api/alerts?target=sandbox");

        Assert.Equal((HttpStatusCode.OK, "ignored"), (reply.Status, reply.Outcome));
        Assert.Equal("not_common_schema", reply.Json.GetProperty("reason").GetString());
        Assert.Single(_app.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("empty")]
    [InlineData("chunked")]
    [InlineData("dry run of another target")]
    [InlineData("half JSON")]
    [InlineData("bytes")]
    [InlineData("no content type")]
    [InlineData("wrong content type")]
    [InlineData("2 MiB")]
    public async Task The_body_changes_nothing(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = Body(body) };

        AssertClear(await _app.SendAsync(request));
    }

    [Theory]
    [InlineData("SANDBOX")]
    [InlineData("sandbox%20")]
    public async Task A_name_is_read_as_everywhere_else(string name) => AssertClear(await PostAsync($"api/targets/{name}/cancel"));

    [Fact]
    public async Task A_name_of_digits_is_a_name()
    {
        _app.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);

        var reply = await PostAsync("api/targets/123/cancel");

        Assert.Equal((HttpStatusCode.OK, "clear"), (reply.Status, reply.Outcome));
        Assert.Equal("BTC-USDT", Assert.Single(_app.Exchange.RestingOrders).ContractCode);
    }

    [Fact]
    public async Task A_dry_run_lists_what_would_go()
    {
        var reply = await PostAsync($"{Path}?dry_run=true");

        Assert.Equal((HttpStatusCode.OK, "dry_run"), (reply.Status, reply.Outcome));
        Assert.Equal(1, reply.Contract.GetProperty("still_open").GetArrayLength());
        Assert.Single(_app.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData("dry_run=false")]
    [InlineData("dry_run=false&")]
    public async Task What_says_nothing_more_cancels(string query) => AssertClear(await PostAsync($"{Path}?{query}"));

    [Theory]
    [InlineData("dry_run=1", "dry_run")]
    [InlineData("dry_run=", "dry_run")]
    [InlineData("dry_run=true&dry_run=true", "dry_run")]
    [InlineData("dry_run", "query")]
    [InlineData("Dry_Run=true", "query")]
    [InlineData("contract_code=BTC-USDT", "query")]
    [InlineData("target=sandbox", "query")]
    [InlineData("monitorID=778899&alertType=2", "query")]
    public async Task A_query_with_anything_else_cancels_nothing(string query, string field)
    {
        var reply = await PostAsync($"{Path}?{query}");

        AssertRefused(reply, HttpStatusCode.BadRequest);
        Assert.NotEmpty(reply.Errors(field));
    }

    [Fact]
    public async Task An_unknown_target_is_answered_404_with_the_names_of_those_there_are()
    {
        var reply = await PostAsync("api/targets/sandboks/cancel");

        AssertRefused(reply, HttpStatusCode.NotFound);
        Assert.Equal("is not a target of the settings: there are 123, off, sandbox", reply.Errors("target"));
        Assert.Contains("answered 404", Assert.Single(_app.Messages(2000)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_switched_off_target_is_answered_400_with_the_reason()
    {
        var reply = await PostAsync("api/targets/off/cancel");

        AssertRefused(reply, HttpStatusCode.BadRequest);
        Assert.StartsWith("'off' is switched off: Targets:off:ContractCodes", reply.Errors("target"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_key_or_with_another_functions_key_nothing_is_cancelled()
    {
        using var client = new HttpClient { BaseAddress = _app.World.Functions.Url };
        foreach (var key in new[] { "", "wrong", _app.World.Functions.KeyOf("CancelOrders") })
        {
            using var answer = await client.PostAsync($"{Path}?code={key}", null);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.Single(_app.Exchange.RestingOrders);
    }

    [Fact]
    public async Task An_outcome_is_mapped_to_a_status_as_everywhere_else()
    {
        _app.Fault(SimulatedResponse.Json("""{"status":"error","err_code":1056,"err_msg":"settling","ts":1767323045000}"""));

        var reply = await PostAsync(Path);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "blocked", TimeSpan.FromSeconds(30)), (reply.Status, reply.Outcome, reply.RetryAfter));
    }

    [Fact]
    public async Task Targets_are_listed_by_name_in_fields_in_words_and_with_their_fault()
    {
        var reply = await _app.SendAsync(new HttpRequestMessage(HttpMethod.Get, "api/targets"));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        var targets = reply.Json.GetProperty("targets").EnumerateArray().ToList();
        Assert.Equal(["123", "off", "sandbox"], targets.Select(target => target.GetProperty("name").GetString()));
        Assert.Equal(
            "Cancels plain orders in isolated margin on BTC-USDT, ETH-USDT, XRP-USDT of account main; everything else stays.",
            targets[2].GetProperty("cancels").GetString());
        Assert.Equal(
            """{"accounts":["main"],"contract_codes":["BTC-USDT","ETH-USDT","XRP-USDT"],"direction":null,"offset":null,"margin_mode":"isolated","order_types":["plain"]}""",
            targets[2].GetProperty("scope").GetRawText());
        Assert.StartsWith("Targets:off:ContractCodes", targets[1].GetProperty("fault").GetString(), StringComparison.Ordinal);
        Assert.Empty(_app.Calls);
    }

    [Fact]
    public async Task Get_changes_nothing_on_any_route()
    {
        var paths = typeof(CancelTarget).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .SelectMany(parameter => parameter.GetCustomAttributes<HttpTriggerAttribute>())
            .Select(trigger => $"api/{trigger.Route}".Replace("{name}", "sandbox", StringComparison.Ordinal))
            .Append("admin/functions/CancelOrdersOnSchedule")
            .ToList();
        Assert.InRange(paths.Count, 5, 50);
        foreach (var path in paths)
        {
            using var answer = await _app.World.Client.GetAsync($"{path}?target=sandbox");
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable or HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
        }

        Assert.Single(_app.Exchange.RestingOrders);
        Assert.DoesNotContain(_app.Calls, call => call.Path.Contains("cancel", StringComparison.Ordinal));
        Assert.Empty(_app.Messages(1000));
    }

    private Task<AppDriver.Reply> MonitorAsync(string monitor, bool fires, string path)
    {
        var (contentType, firing, over) = Monitors.Messages[monitor];
        return _app.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(fires ? firing : over, Encoding.UTF8, new MediaTypeHeaderValue(contentType)),
        });
    }

    private Task<AppDriver.Reply> PostAsync(string path) => _app.SendAsync(new HttpRequestMessage(HttpMethod.Post, path));

    private static HttpContent? Body(string body) => body switch
    {
        "none" => null,
        "empty" => new StringContent("", Encoding.UTF8, "application/json"),
        "chunked" => new StreamContent(new UnknownLengthStream("""{"dry_run":true}""")),
        "dry run of another target" => new StringContent("""{"target":"off","dry_run":true,"contract_code":"ETH-USDT"}""", Encoding.UTF8, "application/json"),
        "half JSON" => new StringContent("""{"contract_code":""", Encoding.UTF8, "application/json"),
        "bytes" => new ByteArrayContent([0xFF, 0xFE, 0x00, 0xC3, 0x28]),
        "no content type" => new ByteArrayContent("down"u8.ToArray()),
        "wrong content type" => new StringContent("down", Encoding.UTF8, "application/x-no-such-type"),
        "2 MiB" => new StringContent(new string('x', 2 * 1024 * 1024)),
        _ => throw new ArgumentOutOfRangeException(nameof(body)),
    };

    private void AssertClear(AppDriver.Reply reply)
    {
        Assert.Equal((HttpStatusCode.OK, "clear"), (reply.Status, reply.Outcome));
        Assert.Equal("http", reply.Json.GetProperty("trigger").GetString());
        Assert.Equal(1, reply.Json.GetProperty("totals").GetProperty("cancelled").GetInt32());
        Assert.Empty(_app.Exchange.RestingOrders);
    }

    private void AssertRefused(AppDriver.Reply reply, HttpStatusCode status)
    {
        Assert.Equal((status, "invalid", "application/problem+json"), (reply.Status, reply.Outcome, reply.MediaType));
        Assert.Single(_app.Exchange.RestingOrders);
        Assert.Equal(LogLevel.Warning, Assert.Single(_app.Log.Lines, line => line.Id.Id == 2000).Level);
    }

    private sealed class UnknownLengthStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override bool CanSeek => false;
    }
}
