using System.Text.Json.Nodes;
using BlobSimulator;
using FunctionsHost.Timers;
using HtxFunctions.Tests.Drivers;
using HtxSimulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Sandbox.Scenarios;

namespace HtxFunctions.Tests.Documents;

/// <summary>How the app is brought to each answer that is an example of the OpenAPI file.</summary>
internal static class OpenApiPlays
{
    private const string Body = """{"contract_code":"BTC-USDT"}""";

    public static IReadOnlyDictionary<string, Play> ByExample { get; } = new Dictionary<string, Play>
    {
        ["clear"] = new("CancelTarget", app => app.SendAsync(Post("api/targets/sandbox/cancel"))) { Arrange = app => Place(app, 2) },
        ["dry_run"] = new("CancelTarget", app => app.SendAsync(Post("api/targets/sandbox/cancel?dry_run=true")))
        {
            Arrange = app => Place(app, 2),
        },
        ["invalid"] = new("CancelOrders", app => app.PostAsync("""{"contract_code":"BTC-USD","directoin":"buy"}""")),
        ["unknown_target"] = new("CancelTarget", app => app.SendAsync(Post("api/targets/nosuch/cancel"))),
        ["remaining"] = new("CancelOrders", app => app.PostAsync(Body))
        {
            Arrange = app =>
            {
                app.Exchange.CancelsDoNothing = true;
                Place(app, 1);
            },
        },
        ["blocked"] = new("CancelOrders", app => app.PostAsync(Body))
        {
            Arrange = app =>
            {
                app.Exchange.OnRequest(AppDriver.CancelAll, (_, _) => app.Exchange.V1Error(1056, "In settlement. Cancel failed."));
                Place(app, 1);
            },
        },
        ["unknown"] = new("CancelOrders", app => app.PostAsync(Body))
        {
            Arrange = app =>
            {
                app.Exchange.OnRequest(AppDriver.AssetMode, (_, _) => SimulatedResponse.Html(502));
                Place(app, 1);
            },
        },
        // It ends before a store could have answered.
        ["refused"] = new("CancelOrders", app => app.PostAsync(Body)) { Settings = [("Accounts:main:SecretName", "htx-man")], HasStore = false },
        ["held"] = new("CancelTarget", HoldAsync) { Arrange = app => Place(app, 1) },
        ["goes_on"] = new("CancelOrdersOnAlert", app => app.AlertAsync(Alert("Fired")))
        {
            Arrange = app =>
            {
                app.Exchange.OnRequest(AppDriver.CancelAll, (_, _) => app.Exchange.V1Error(1056, "In settlement. Cancel failed."));
                Place(app, 1);
            },
        },
        ["kills"] = new("ListKills", async app =>
        {
            await HoldAsync(app);
            return await app.SendAsync(Get("api/kills"));
        }),
        ["no_such_kill"] = new("ReleaseKill", app => app.SendAsync(Delete("api/kills/0123456789abcdef01234567"))),
        ["no_store"] = new("ListKills", app => app.SendAsync(Get("api/kills"))) { StoreFault = BlobFault.Answers(403, "AuthorizationPermissionMismatch") },
        ["clear_on_alert"] = new("CancelOrdersOnAlert", app => app.AlertAsync(Alert("Fired"))) { Arrange = app => Place(app, 1) },
        ["ignored"] = new("CancelOrdersOnAlert", app => app.AlertAsync(Alert("Resolved"))),
        ["targets"] = new("ListTargets", app => app.SendAsync(Get("api/targets")))
        {
            Settings =
            [
                ("Targets:everything:Accounts", "*"), ("Targets:everything:ContractCodes", "*"),
                ("Targets:everything:MarginMode", "all"), ("Targets:everything:OrderTypes", "all"),
                ("Targets:everything:HoldMinutes", "30"), ("Targets:misspelt:ContractCodes", "BTC"),
            ],
        },
        ["ready"] = new("Readiness", AskAfterTickAsync)
        {
            Arrange = app => app.Vault.Expiries["htx-main"] = TimeProvider.System.GetUtcNow().AddDays(90.5),
        },
        ["not_ready"] = new("Readiness", AskAfterTickAsync) { Arrange = app => app.Vault.Forbidden = true },
        ["sent"] = new("TestNotifications", SendTestMessageAsync) { Settings = [("Notify:SecretName", "notify")] },
        ["not_sent"] = new("TestNotifications", app => app.SendAsync(Post("api/notifications/test")))
        {
            Settings = [("Notify:SecretName", "notify")],
            Arrange = app => app.Vault.Secrets["notify"] = """["http://example.com/"]""",
        },
    };

    /// <summary>Starts the app in which <paramref name="play"/> takes place.</summary>
    public static async Task<AppDriver> StartAsync(Play play)
    {
        (string, string?)[] settings =
            [("Cancel:LookInterval", "00:00:00.1"), ("Cancel:HttpDeadline", "00:00:01.5"), ("Targets:sandbox:ContractCodes", "BTC-USDT"), .. play.Settings];
        var app = play.HasStore
            ? await AppDriver.StartAsync(new SimulatedBlobs { Fault = _ => play.StoreFault }, settings)
            : await AppDriver.StartAsync(settings);

        // From its first run on, an app remembers which API the account lives on, and asks the other one nothing; and the store
        // answers at once.
        await app.PostAsync(Body, "?dry_run=true");
        await app.SendAsync(Get("api/kills"));
        play.Arrange(app);
        return app;
    }

    private static async Task<AppDriver.Reply> SendTestMessageAsync(AppDriver app)
    {
        await using var service = FunctionsHost.Loopback.CreateBuilder(port: 0).Build();
        service.MapPost("/kill", (HttpContext _) => Task.CompletedTask);
        await service.StartAsync();
        app.Vault.Secrets["notify"] = new JsonArray(new Uri(FunctionsHost.Loopback.AddressOf(service), "kill").ToString()).ToJsonString();
        return await app.SendAsync(Post("api/notifications/test"));
    }

    private static Task<AppDriver.Reply> HoldAsync(AppDriver app) => app.SendAsync(Post("api/targets/sandbox/cancel?hold_minutes=30&reason=bot+gone+mad"));

    private static async Task<AppDriver.Reply> AskAfterTickAsync(AppDriver app)
    {
        await app.World.Functions.RunTimerAsync("ResumeKills", new TimerTick());
        return await app.SendAsync(Get("api/readiness"));
    }

    private static void Place(AppDriver app, int orders)
    {
        for (var order = 0; order < orders; order++)
            app.Account.Place("BTC-USDT", "buy", "open", 60000m + order, 1);
    }

    private static string Alert(string condition) => SampleAlerts.Create(condition, "sandbox", TimeProvider.System.GetUtcNow().AddSeconds(-40));

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Delete(string path) => new(HttpMethod.Delete, path);

    private static HttpRequestMessage Post(string path) => new(HttpMethod.Post, path) { Content = new ByteArrayContent([]) };

    /// <summary>One call in one app.</summary>
    /// <param name="Operation">The operation's id.</param>
    /// <param name="CallAsync">Makes the call.</param>
    internal sealed record Play(string Operation, Func<AppDriver, Task<AppDriver.Reply>> CallAsync)
    {
        public Action<AppDriver> Arrange { get; init; } = _ => { };

        public (string Key, string? Value)[] Settings { get; init; } = [];

        /// <summary>Whether open kills are on, as deployed.</summary>
        public bool HasStore { get; init; } = true;

        /// <summary>What the store does instead of answering.</summary>
        public BlobFault? StoreFault { get; init; }
    }
}
