using System.Diagnostics.Tracing;
using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Core.Diagnostics;
using BlobSimulator;
using FunctionsHost.Timers;
using HtxCancel.Tests.Drivers;
using HtxSimulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sandbox;
using Sandbox.Identity;
using Sandbox.Vault;

namespace HtxFunctions.Tests.Drivers;

/// <summary>
/// The whole app over real sockets: functions host, vault, identity and exchange. Its end checks that no answer and no
/// line that the app or the Azure SDK logged holds a key, a signature or the function key.
/// </summary>
internal sealed class AppDriver : IAsyncDisposable
{
    public const string CancelAll = "/linear-swap-api/v1/swap_cancelall";
    public const string OpenOrders = "/linear-swap-api/v1/swap_openorders";
    public const string AssetMode = "/v5/account/asset_mode";

    private static readonly IReadOnlyList<SandboxAccount> Accounts =
        [new SandboxAccount(SandboxWorld.AccountName) { AccessKey = Canary.AccessKey, SecretKey = Canary.SecretKey }];

    private readonly StringBuilder _answers = new();
    private readonly AzureEventSourceListener _azureLog;

    private AppDriver(CapturedLog log, HostLog hostLog, AzureEventSourceListener azureLog, SandboxWorld world)
    {
        Log = log;
        HostLog = hostLog;
        _azureLog = azureLog;
        World = world;
    }

    public SandboxWorld World { get; }

    /// <summary>What the app logs, what the host drops included.</summary>
    public CapturedLog Log { get; }

    /// <summary>What the functions host keeps of it.</summary>
    public HostLog HostLog { get; }

    public SimulatedExchange Exchange => World.Exchange!;

    /// <summary>Every call to the exchange but what the warm-up asks beside: the hosts' time, and which API the account lives on.</summary>
    public IReadOnlyList<SimulatedCall> Calls => [.. Exchange.Calls.Where(call => call.Path is not (AssetMode or "/api/v1/timestamp"))];

    public SimulatedAccount Account => World.Account!;

    public VaultStandIn Vault => World.Vault;

    public static Task<AppDriver> StartAsync(params (string Key, string? Value)[] settings) => StartAsync(identity: null, blobs: null, settings);

    /// <summary>Starts with an identity endpoint that is in the environment already, and may fail from the start.</summary>
    public static Task<AppDriver> StartAsync(IdentityStandIn? identity, params (string Key, string? Value)[] settings) => StartAsync(identity, blobs: null, settings);

    /// <summary>Starts with a store for open kills.</summary>
    public static Task<AppDriver> StartAsync(IBlobContainer blobs, params (string Key, string? Value)[] settings) => StartAsync(identity: null, blobs, settings);

    private static Task<AppDriver> StartAsync(IdentityStandIn? identity, IBlobContainer? blobs, (string Key, string? Value)[] settings)
    {
        var log = new CapturedLog();
        return StartAsync(log, new SandboxWorldOptions
        {
            Accounts = Accounts,
            Identity = identity,
            Blobs = blobs,
            Settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value),
            ConfigureServices = services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft", LogLevel.None).AddProvider(log)),
        });
    }

    /// <summary>
    /// Starts the published app as a process of its own. Its log is what the functions host keeps: lines have the names of their
    /// events, and no numbers; what the process writes to its console is there too.
    /// </summary>
    public static Task<AppDriver> StartPublishedAsync(string folder, CapturedLog log, IdentityStandIn? identity, params (string Key, string? Value)[] settings) =>
        StartPublishedAsync(folder, log, identity, blobs: null, settings);

    /// <summary>As above, with a store for open kills.</summary>
    public static Task<AppDriver> StartPublishedAsync(
        string folder, CapturedLog log, IdentityStandIn? identity, IBlobContainer? blobs, params (string Key, string? Value)[] settings) =>
        StartAsync(log, new SandboxWorldOptions
        {
            Published = folder,
            Blobs = blobs,
            Accounts = Accounts,
            Identity = identity,
            Settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value),
            Log = [log],
        });

    /// <summary>Posts JSON with Content-Length and the function key.</summary>
    public Task<Reply> PostAsync(string? json, string query = "", string contentType = "application/json") =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/orders/cancel" + query)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8) { Headers = { ContentType = new(contentType) { CharSet = "utf-8" } } },
        });

    /// <summary>Posts an alert with Content-Length and the function key.</summary>
    public Task<Reply> AlertAsync(string? json, string query = "") =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/alerts" + query) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") });

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await World.Client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            _answers.AppendLine(text).AppendLine(response.Headers.ToString());
            return new Reply(
                response.StatusCode,
                response.Content.Headers.ContentType?.MediaType,
                response.Headers.RetryAfter?.Delta,
                text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
        }
    }

    public Task TickAsync(TimerTick? tick = null) => World.Functions.RunTimerAsync("CancelOrdersOnSchedule", tick ?? new TimerTick());

    public void Fault(SimulatedResponse answer)
    {
        foreach (var path in new[] { CancelAll, OpenOrders, AssetMode })
        {
            Exchange.OnRequest(path, (_, _) => answer);
        }
    }

    public IEnumerable<string> Messages(int eventId) => Log.Lines.Where(line => line.Id.Id == eventId).Select(line => line.Message);

    public async ValueTask DisposeAsync()
    {
        var functionKey = World.Functions.HostKey;
        await World.DisposeAsync();
        _azureLog.Dispose();
        var everything = string.Join('\n', Log.Lines.Select(line => line.Message).Concat(HostLog.Lines.Select(line => line.Message))) + _answers;
        Assert.Null(Canary.Find(everything, Exchange));
        Assert.DoesNotContain(functionKey, everything, StringComparison.Ordinal);
        Assert.Empty(Exchange.UnknownRequests);
    }

    private static async Task<AppDriver> StartAsync(CapturedLog log, SandboxWorldOptions options)
    {
        var hostLog = new HostLog();
        var azureLog = new AzureEventSourceListener((e, message) => log.Log(LogLevel.Debug, e.EventId, message, null, (state, _) => state), EventLevel.Verbose);
        try
        {
            return new AppDriver(log, hostLog, azureLog, await SandboxWorld.StartAsync(options with { Log = [.. options.Log, hostLog] }));
        }
        catch
        {
            azureLog.Dispose();
            throw;
        }
    }

    internal sealed record Reply(HttpStatusCode Status, string? MediaType, TimeSpan? RetryAfter, JsonElement Json)
    {
        public string? Outcome => Json.GetProperty("outcome").GetString();

        public JsonElement Contract => Json.GetProperty("accounts")[0].GetProperty("contracts")[0];

        public string Errors(string field) => string.Join('|', Json.GetProperty("errors").GetProperty(field).EnumerateArray().Select(message => message.GetString()));
    }
}
