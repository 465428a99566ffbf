using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HtxFunctions.Tests.Drivers;
using HtxSimulator;
using Microsoft.Extensions.Logging;

namespace HtxFunctions.Tests;

public sealed class CancelOrdersTests : IAsyncLifetime
{
    private AppDriver _app = null!;

    public async Task InitializeAsync() => _app = await AppDriver.StartAsync(
        ("Cancel:LookInterval", "00:00:00.2"), ("Cancel:HttpDeadline", "00:00:02"));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Htxs_own_body_cancels_the_contracts_orders_and_answers_clear()
    {
        Place(4);
        _app.Account.Place("ETH-USDT", "buy", "open", 3000m, 1);

        var reply = await _app.PostAsync("""{"contract_code":" btc-usdt "}""");

        Assert.Equal((HttpStatusCode.OK, "clear", "application/json"), (reply.Status, reply.Outcome, reply.MediaType));
        Assert.Equal(4, reply.Json.GetProperty("totals").GetProperty("cancelled").GetInt32());
        Assert.Equal("BTC-USDT", reply.Json.GetProperty("scope").GetProperty("contract_codes")[0].GetString());
        Assert.Equal(1, reply.Json.GetProperty("accounts")[0].GetProperty("out_of_scope").GetProperty("isolated").GetProperty("plain").GetInt32());
        Assert.Equal("ETH-USDT", Assert.Single(_app.Exchange.RestingOrders).ContractCode);
        Assert.Null(reply.RetryAfter);
    }

    [Fact]
    public async Task The_host_keeps_what_a_run_logs_by_message_level_and_event_name()
    {
        Place(1);

        await _app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        var lines = _app.HostLog.Lines.Where(line => line.Category == "Function.CancelOrders.User" && line.Id.Name?.StartsWith("CancelRun", StringComparison.Ordinal) == true).ToList();
        Assert.Equal(["CancelRunStarted", "CancelRunFinished", "CancelRunOrders", "CancelRunSteps"], lines.Select(line => line.Id.Name));
        Assert.Equal((LogLevel.Information, Assert.Single(_app.Messages(1001))), (lines[1].Level, lines[1].Message));
    }

    [Fact]
    public async Task The_address_alone_can_fire_it()
    {
        Place(1);

        var reply = await _app.PostAsync(null, $"?contract_code=BTC-USDT&direction=buy&offset=open&code={_app.World.Functions.HostKey}");

        Assert.Equal((HttpStatusCode.OK, "clear"), (reply.Status, reply.Outcome));
        Assert.Equal("buy", reply.Json.GetProperty("scope").GetProperty("direction").GetString());
        Assert.Empty(_app.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_target_brings_its_own_scope()
    {
        Place(2);
        _app.Account.Place("XRP-USDT", "buy", "open", 2m, 1);

        var reply = await _app.PostAsync("""{"target":"sandbox"}""");

        Assert.Equal("clear", reply.Outcome);
        Assert.Empty(_app.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData("""{"target":"sandbox","dry_run":true}""", "")]
    [InlineData(null, "?contract_code=BTC-USDT&dry_run=true")]
    [InlineData("""{"contract_code":"BTC-USDT"}""", "?contract_code=btc-usdt&dry_run=true")]
    public async Task A_dry_run_cancels_nothing(string? body, string query)
    {
        Place(2);

        var reply = await _app.PostAsync(body, query);

        Assert.Equal((HttpStatusCode.OK, "dry_run"), (reply.Status, reply.Outcome));
        Assert.Equal(2, reply.Contract.GetProperty("still_open").GetArrayLength());
        Assert.Equal(2, _app.Exchange.RestingOrders.Count);
        Assert.DoesNotContain(_app.Exchange.Calls, call => call.Path == AppDriver.CancelAll);
    }

    [Theory]
    [InlineData("not json", "body", "is not JSON")]
    [InlineData("[]", "body", "must be a JSON object")]
    [InlineData("\"BTC-USDT\"", "body", "must be a JSON object")]
    [InlineData("""{"contract_code":"BTC-USDT",}""", "body", "is not JSON")]
    [InlineData("{}", "contract_code", "is required")]
    [InlineData("""{"contract_code":"\ud800"}""", "body", "not Unicode")]
    [InlineData("""{"contract_code":"BTC-USDT","\ud800":1}""", "body", "not Unicode")]
    [InlineData("""{"contract_code":5}""", "contract_code", "must be a string")]
    [InlineData("""{"contract_code":null}""", "contract_code", "must be a string")]
    [InlineData("""{"contract_code":["BTC-USDT"]}""", "contract_code", "must be a string")]
    [InlineData("""{"contract_code":""}""", "contract_code", "must be the code")]
    [InlineData("""{"contract_codes":["*","BTC-USDT"]}""", "contract_codes", "cannot have * beside codes")]
    [InlineData("""{"contract_codes":["BTC-USDT",null]}""", "contract_codes", "must be an array of strings")]
    [InlineData("""{"contract_codes":["BTC-USDT","\ud800"]}""", "body", "not Unicode")]
    [InlineData("""{"contract_code":"BTC-USD"}""", "contract_code", "must be the code")]
    [InlineData("""{"contract_code":"BTC-USDT-260327"}""", "contract_code", "delivery contracts know cross margin only")]
    [InlineData("""{"contract_code":"BTC-USDT,ETH-USDT"}""", "contract_code", "must be the code")]
    [InlineData("""{"contract_code":"BTC-USDT","direction":"long"}""", "direction", "must be buy or sell")]
    [InlineData("""{"contract_code":"BTC-USDT","direction":""}""", "direction", "must be buy or sell")]
    [InlineData("""{"contract_code":"BTC-USDT","direction":null}""", "direction", "must be a string")]
    [InlineData("""{"contract_code":"BTC-USDT","offset":"both"}""", "offset", "must be open or close")]
    [InlineData("""{"contract_code":"BTC-USDT","margin_mode":"fixed"}""", "margin_mode", "must be isolated, cross or all")]
    [InlineData("""{"contract_code":"BTC-USDT","order_types":["limit"]}""", "order_types", "must be of plain")]
    [InlineData("""{"contract_code":"BTC-USDT","accounts":["main","main"]}""", "accounts", "names an account twice")]
    [InlineData("""{"contract_code":"BTC-USDT","dry_run":"true"}""", "dry_run", "must be true or false")]
    [InlineData("""{"contract_code":"BTC-USDT","dry_run":null}""", "dry_run", "must be true or false")]
    [InlineData("""{"contract_code":"BTC-USDT","dry_run":1}""", "dry_run", "must be true or false")]
    [InlineData("""{"contract_code":"BTC-USDT","directoin":"buy"}""", "directoin", "is not a field")]
    [InlineData("""{"contract_code":"BTC-USDT","Direction":"buy"}""", "Direction", "is not a field")]
    [InlineData("""{"contract_code":"BTC-USDT","contract_code":"ETH-USDT"}""", "contract_code", "stands twice")]
    [InlineData("""{"contract_code":"BTC-USDT","account":"other"}""", "account", "there are main")]
    [InlineData("""{"target":"other"}""", "target", "there are sandbox")]
    [InlineData("""{"target":"sandbox","contract_code":"BTC-USDT"}""", "contract_code", "cannot stand beside target")]
    [InlineData("""{"target":"sandbox","account":"main"}""", "account", "cannot stand beside target")]
    [InlineData("""{"target":"sandbox","direction":"buy"}""", "direction", "cannot stand beside target")]
    public async Task A_wrong_body_is_answered_400_naming_the_field(string body, string field, string message)
    {
        Place(1);

        var reply = await _app.PostAsync(body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid", "application/problem+json"), (reply.Status, reply.Outcome, reply.MediaType));
        Assert.Contains(message, reply.Errors(field), StringComparison.Ordinal);
        AssertNothingLost();
    }

    [Theory]
    [InlineData("", "contract_code", "is required")]
    [InlineData("?contract_code=BTC-USD", "contract_code", "must be the code")]
    [InlineData("?contract_code=BTC-USDT&side=buy", "side", "is not a field")]
    [InlineData("?contract_code=BTC-USDT&Direction=buy", "Direction", "is not a field")]
    [InlineData("?contract_code=BTC-USDT&direction=buy&direction=sell", "direction", "stands twice")]
    [InlineData("?contract_code=BTC-USDT&direction=", "direction", "must be buy or sell")]
    [InlineData("?contract_code=BTC-USDT&dry_run=yes", "dry_run", "must be true or false")]
    [InlineData("?contract_code=BTC-USDT&dry_run", "query", "write it as name=value")]
    [InlineData("?contract_code=BTC-USDT&aVeryLongNameThatCouldBeAFunctionKey0123456789=", "(a long name)", "is not a field")]
    [InlineData("?contract_code=BTC-USDT&a%E2%80%AEb=1", "a?b", "is not a field")]
    [InlineData("?contract_code=%C5%BFOL-USDT", "contract_code", "must be the code")]
    [InlineData("?contract_code=BTC-USDT&contract_codes=ETH-USDT", "contract_codes", "cannot stand beside contract_code")]
    [InlineData("?contract_codes=BTC-USDT,", "contract_codes", "number 2 must be the code")]
    [InlineData("?target=sandbox&offset=open", "offset", "cannot stand beside target")]
    public async Task A_wrong_query_is_answered_400_naming_the_field(string query, string field, string message)
    {
        Place(1);

        var reply = await _app.PostAsync(null, query);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains(message, reply.Errors(field), StringComparison.Ordinal);
        AssertNothingLost();
    }

    [Theory]
    [InlineData("""{"contract_code":"BTC-USDT","direction":"buy"}""", "?direction=sell", "direction")]
    [InlineData("""{"contract_code":"BTC-USDT"}""", "?contract_code=ETH-USDT", "contract_code")]
    [InlineData("""{"contract_code":"BTC-USDT","dry_run":true}""", "?dry_run=false", "dry_run")]
    public async Task One_filter_with_two_values_is_answered_400(string body, string query, string field)
    {
        Place(1);

        var reply = await _app.PostAsync(body, query);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains("one value in the body and another in the query", reply.Errors(field), StringComparison.Ordinal);
        AssertNothingLost();
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var reply = await _app.PostAsync("""{"contract_code":"x","direction":"y","offset":"z","dry_run":"?","more":1}""");

        Assert.Equal(["contract_code", "direction", "dry_run", "more", "offset"], reply.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Single(_app.Messages(2000));
    }

    [Fact]
    public async Task A_body_full_of_wrong_fields_makes_neither_a_long_answer_nor_a_long_log_line()
    {
        var reply = await _app.PostAsync("{" + string.Join(',', Enumerable.Range(0, 4000).Select(field => $"\"field{field}\":1")) + "}");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.InRange(reply.Json.GetRawText().Length, 1, 4096);
        Assert.InRange(Assert.Single(_app.Messages(2000)).Length, 1, 4096);
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_all_that_is_complained_of() =>
        Assert.Equal("body", Assert.Single((await _app.PostAsync("{")).Json.GetProperty("errors").EnumerateObject()).Name);

    [Fact]
    public async Task A_body_that_is_not_utf_8_is_answered_400()
    {
        var content = new ByteArrayContent([.. """{"contract_code":"BTC-USDT"""u8, 0xFF, .. "\"}"u8]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

        var reply = await _app.SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/orders/cancel") { Content = content });

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
    }

    [Fact]
    public async Task A_chunked_body_is_answered_411()
    {
        Place(1);
        var request = new HttpRequestMessage(HttpMethod.Post, "api/orders/cancel?contract_code=BTC-USDT")
        {
            Content = new StringContent("""{"direction":"buy"}""", Encoding.UTF8, "application/json"),
            Headers = { TransferEncodingChunked = true },
        };

        var reply = await _app.SendAsync(request);

        Assert.Equal(HttpStatusCode.LengthRequired, reply.Status);
        Assert.Contains("Content-Length", reply.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        AssertNothingLost();
    }

    [Fact]
    public async Task A_body_of_more_than_64_KiB_is_answered_413()
    {
        Place(1);

        var reply = await _app.PostAsync("""{"contract_code":"BTC-USDT"}""" + new string(' ', 65536));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.Status);
        AssertNothingLost();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_that_is_not_declared_json_is_answered_415(string contentType)
    {
        Place(1);

        var reply = await _app.PostAsync("""{"contract_code":"BTC-USDT"}""", contentType: contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.Status);
        AssertNothingLost();
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON")]
    [InlineData("text/json")]
    [InlineData("application/vnd.desk+json")]
    public async Task Json_by_any_of_its_names_is_read(string contentType) =>
        Assert.Equal("clear", (await _app.PostAsync("""{"contract_code":"BTC-USDT"}""", contentType: contentType)).Outcome);

    [Fact]
    public async Task A_byte_order_mark_does_not_matter()
    {
        var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. """{"contract_code":"BTC-USDT"}"""u8]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

        Assert.Equal("clear", (await _app.SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/orders/cancel") { Content = content })).Outcome);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Without_the_right_function_key_the_host_answers_401(string? key)
    {
        Place(1);
        using var client = new HttpClient { BaseAddress = _app.World.Functions.Url };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("x-functions-key", key);
        }

        using var response = await client.PostAsync("api/orders/cancel?contract_code=BTC-USDT", null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        AssertNothingLost();
    }

    [Fact]
    public async Task An_outcome_that_calls_for_another_try_is_answered_503_with_retry_after()
    {
        Place(1);
        _app.Exchange.CancelsDoNothing = true;

        var reply = await _app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "remaining", TimeSpan.FromSeconds(5)), (reply.Status, reply.Outcome, reply.RetryAfter));
    }

    [Theory]
    [InlineData("""{"status":"maintain"}""")]
    [InlineData("""{"status":"error","err_code":1056,"err_msg":"settling","ts":1767323045000}""")]
    public async Task A_blocked_exchange_is_answered_503_with_a_longer_retry_after(string answer)
    {
        _app.Fault(SimulatedResponse.Json(answer));

        var reply = await _app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "blocked", TimeSpan.FromSeconds(30)), (reply.Status, reply.Outcome, reply.RetryAfter));
    }

    public static TheoryData<string> Faults() => ["hang", "reset", "nonsense", "html", "cut off"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_exchange_that_gives_no_answer_is_503_unknown_within_a_second_of_the_deadline(string fault)
    {
        Place(1);
        _app.Fault(fault switch
        {
            "hang" => SimulatedResponse.Hang,
            "reset" => SimulatedResponse.Reset,
            "html" => SimulatedResponse.Html(403),
            "cut off" => SimulatedResponse.CutOff(SimulatedResponse.Json("""{"status":"ok","data":{"errors":[],"successes":""},"ts":1}"""), 20),
            _ => SimulatedResponse.Json("It works!"),
        });

        var reply = await _app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unknown"), (reply.Status, reply.Outcome));
        Assert.InRange(reply.Json.GetProperty("elapsed_ms").GetInt64(), 1900, 3000);
        Assert.Single(_app.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_zipped_answer_is_read()
    {
        _app.Exchange.Compress = true;
        Place(3);

        Assert.Equal("clear", (await _app.PostAsync("""{"contract_code":"BTC-USDT"}""")).Outcome);
        Assert.Empty(_app.Exchange.RestingOrders);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_does_not_stop_the_kill_which_ends_clear()
    {
        Place(1);
        using var hangUp = new CancellationTokenSource();
        _app.Exchange.OnRequest(AppDriver.CancelAll, (_, _) =>
        {
            hangUp.Cancel();
            return null;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _app.World.Client.PostAsync("api/orders/cancel?contract_code=BTC-USDT", null, hangUp.Token));
        while (!_app.Messages(1001).Any())
        {
            await Task.Yield();
        }

        Assert.Empty(_app.Exchange.RestingOrders);
        Assert.Contains("\"outcome\":\"clear\"", Assert.Single(_app.Messages(1001)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_that_the_exchange_refuses_is_502_refused_naming_the_account_and_the_code()
    {
        // It is believed after 3 s of refusals.
        await using var app = await AppDriver.StartAsync(("Cancel:HttpDeadline", "00:00:12"));
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        Assert.Single(app.Account.Keys).Exists = false;

        var reply = await app.PostAsync("""{"contract_code":"BTC-USDT"}""");

        Assert.Equal((HttpStatusCode.BadGateway, "refused"), (reply.Status, reply.Outcome));
        Assert.Equal("main", reply.Json.GetProperty("accounts")[0].GetProperty("account").GetString());
        Assert.Contains("403", reply.Contract.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private void Place(int orders)
    {
        for (var order = 0; order < orders; order++)
        {
            _app.Account.Place("BTC-USDT", "buy", "open", 60000m + order, 1);
        }
    }

    private void AssertNothingLost()
    {
        Assert.Single(_app.Exchange.RestingOrders);
        Assert.Empty(_app.Calls);
    }
}
