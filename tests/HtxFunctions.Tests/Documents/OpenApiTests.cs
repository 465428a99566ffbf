using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using BlobSimulator;
using FunctionsHost.Functions;
using HtxCancel.Notifications;
using HtxCancel.OpenKills;
using HtxCancel.Readiness;
using HtxFunctions.Requests;
using HtxFunctions.Responses;
using HtxFunctions.Tests.Drivers;

namespace HtxFunctions.Tests.Documents;

/// <summary>Holds <c>docs/openapi.yaml</c> to the app.</summary>
public sealed class OpenApiTests
{
    private static readonly OpenApiFile s_file = OpenApiFile.Read();

    public static TheoryData<string> Examples() => [.. OpenApiPlays.ByExample.Keys];

    public static TheoryData<string> Requests() => [.. s_file.RequestExamples.Select(example => example.Name)];

    public static TheoryData<string> Schemas() => [.. Contracts.Keys];

    private static Dictionary<string, JsonTypeInfo> Contracts { get; } = new()
    {
        ["CancelReport"] = ReportJson.Default.CancelReport,
        ["AlertIgnored"] = AlertJson.Default.AlertIgnored,
        ["Problem"] = ProblemJson.Default.Problem,
        ["Readiness"] = ReadinessJson.Default.ReadinessReport,
        ["Kills"] = KillListJson.Default.KillList,
        ["Targets"] = TargetJson.Default.TargetList,
        ["NotificationResults"] = NotificationJson.Default.NotificationResults,
    };

    [Fact]
    public async Task It_has_each_http_function_of_the_app_with_its_path_method_and_key_and_no_other()
    {
        await using var app = await AppDriver.StartAsync();
        var served =
            from function in app.World.Functions.Loaded
            let trigger = function.Trigger as FunctionTrigger.Http
            where trigger is not null
            from method in trigger.Methods
            select $"{method.ToLowerInvariant()} /api/{trigger.Route} {function.Name} {(trigger.Level == KeyLevel.Anonymous ? "open" : "key")}";

        var written = s_file.Operations.Select(operation =>
            $"{operation.Method} {operation.Path} {operation.Operation["operationId"]} {(operation.Operation["security"] is JsonArray { Count: 0 } ? "open" : "key")}");

        Assert.Equal(served.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Schemas))]
    public void A_schema_has_the_fields_types_nulls_and_enums_that_the_code_writes(string schema)
    {
        Assert.Empty(new JsonContract(s_file).Differences(schema, Contracts[schema]));
    }

    [Fact]
    public void Its_outcomes_are_those_of_a_run()
    {
        Assert.Equal(
            JsonContract.NamesOf(typeof(Outcome)).Order(StringComparer.Ordinal),
            s_file.Schema("Outcome")["enum"]!.AsArray().Select(outcome => (string)outcome!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_call_has_the_fields_that_a_call_may_have()
    {
        Assert.Equal(
            ScopeFieldNames.OfCall.All.Append("target").Concat(KillOptions.Names).Order(StringComparer.Ordinal),
            s_file.Schema("CancelCall")["properties"]!.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_answer_may_have_fields_that_the_file_does_not_name() => Assert.Empty(s_file.OpenSchemas);

    [Fact]
    public void Each_example_of_an_answer_is_played()
    {
        Assert.Equal(OpenApiPlays.ByExample.Keys.Order(StringComparer.Ordinal), s_file.AnswerExamples.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task The_app_answers_as_the_example_says_and_as_the_schema_allows(string example)
    {
        var play = OpenApiPlays.ByExample[example];
        await using var app = await OpenApiPlays.StartAsync(play);

        var reply = await play.CallAsync(app);

        var answer = JsonNode.Parse(reply.Json.GetRawText());
        var written = s_file.Answer(play.Operation, (int)reply.Status, reply.MediaType!);
        Assert.True(written is not null, $"{play.Operation} has no {(int)reply.Status} of {reply.MediaType}: {answer}");
        Assert.Empty(s_file.Faults(written["schema"]!, answer));
        var value = written["examples"]?[example]?["value"];
        Assert.Empty(s_file.Faults(written["schema"]!, value));
        Assert.Equal(Likeness.Of(value)?.ToString(), Likeness.Of(answer)?.ToString());
    }

    [Theory, MemberData(nameof(Requests))]
    public async Task The_app_takes_each_example_of_a_request(string example)
    {
        var (path, _, body, schema) = s_file.RequestExamples.Single(request => request.Name == example);
        await using var app = await AppDriver.StartAsync(new SimulatedBlobs(), ("Cancel:LookInterval", "00:00:00.1"), ("Targets:plain:Accounts", "*"), ("Targets:plain:ContractCodes", "*"));
        app.Account.AssetMode = 2;
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);

        var reply = await app.SendAsync(new HttpRequestMessage(HttpMethod.Post, path[1..]) { Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json") });

        Assert.Empty(s_file.Faults(schema, body));
        Assert.Equal("clear", reply.Outcome);
        Assert.Empty(app.Exchange.RestingOrders);
    }

    [Theory]
    [InlineData("""{"contract_codes":["BTC-USDT"],"dry_run":true}""", true)]
    [InlineData("""{"contract_codes":"BTC-USDT,ETH-USDT"}""", true)]
    [InlineData("""{"contract_code":"BTC-USDT","directoin":"buy"}""", false)]
    [InlineData("""{"contract_code":"BTC-USDT","direction":"long"}""", false)]
    [InlineData("""{"contract_code":"BTC-USDT","dry_run":"true"}""", false)]
    [InlineData("""{"contract_code":null}""", false)]
    [InlineData("""{"contract_code":"BTC-USDT","hold_minutes":30,"reason":"bot gone mad"}""", true)]
    [InlineData("""{"contract_code":"BTC-USDT","hold_minutes":721}""", false)]
    [InlineData("""{"contract_code":"BTC-USDT","hold_minutes":"30"}""", false)]
    [InlineData("""{"contract_code":"BTC-USDT","reason":""}""", false)]
    [InlineData("""{"contract_code":"BTC-USDT","reason":"two\nlines"}""", false)]
    public async Task A_call_fits_the_schema_exactly_when_the_app_takes_it(string body, bool isTaken)
    {
        await using var app = await AppDriver.StartAsync(new SimulatedBlobs(), ("Cancel:LookInterval", "00:00:00.1"));

        var reply = await app.PostAsync(body);

        Assert.Equal(isTaken, reply.Status == System.Net.HttpStatusCode.OK);
        Assert.Equal(isTaken, s_file.Faults(s_file.Schema("CancelCall"), JsonNode.Parse(body)).Count == 0);
    }
}
