using System.Text;
using HtxCancel.Readiness;
using HtxCancel.Warming;
using HtxSimulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HtxCancel.Tests.Drivers;

/// <summary>
/// Readiness and drill against the stand-in exchange, in process and on fake time, beside a cancel service with the same
/// accounts. Its end checks that nothing that trades was sent, and that no key or signature came out.
/// </summary>
internal sealed class ReadinessDriver : IDisposable
{
    public const string AssetMode = "/v5/account/asset_mode";
    public const string OpenOrders = "/linear-swap-api/v1/swap_openorders";
    public const string V5Opens = "/v5/trade/order/opens";
    public const string Clock = "/api/v1/timestamp";
    public const string Heartbeat = "/heartbeat/";
    public const string States = "/linear-swap-api/v1/swap_api_state";

    private readonly StringBuilder _answers = new();
    private readonly Dictionary<string, string?> _configuration = new()
    {
        ["Accounts:main:SecretName"] = "htx-main",
        ["Targets:bots:Account"] = "main",
        ["Targets:bots:ContractCodes"] = "BTC-USDT,ETH-USDT",
    };

    private readonly TestLifetime _lifetime = new();
    private (HtxTransport Transport, AccountMemories Memories, ReadinessService Readiness, CancelService Service, DrillService Drill, WarmUp WarmUp)? _parts;

    public ReadinessDriver()
    {
        Exchange = new SimulatedExchange(Time);
        Account = Exchange.AddAccount("10001", Canary.AccessKey, Canary.SecretKey);
        Keys = new FixedKeys(Found());
    }

    public TestClock Time { get; } = new();

    public SimulatedExchange Exchange { get; }

    public SimulatedAccount Account { get; }

    public FixedKeys Keys { get; }

    public CapturedLog Log { get; } = new();

    public CancelSettings Settings { get; } = new();

    public string[] BaseUrls { get; init; } = ["https://api.hbdm.com", "https://api.hbdm.vn"];

    /// <summary>Where HTX says what keys may do; null: it is not asked.</summary>
    public string? AccountUrl { get; init; }

    public bool AllowUnknownRequests { get; init; }

    /// <summary>Whether kills are sent beside what is checked.</summary>
    public bool AllowCancels { get; init; }

    /// <summary>What this process remembers of the account.</summary>
    public AccountMemory Memory => Parts.Memories.Of(new AccountSettings("main", "htx-main", null));

    /// <summary>The right keys, as a vault tells them.</summary>
    public static ApiKeyResult.Found Found() => new(new ApiKeyPair(Canary.AccessKey, Canary.SecretKey));

    /// <summary>Sets an app setting, or removes it with null; before the first check.</summary>
    public ReadinessDriver With(string setting, string? value)
    {
        _configuration[setting] = value;
        if (value is null)
        {
            _configuration.Remove(setting);
        }

        return this;
    }

    /// <summary>Adds an account with keys of its own; before the first check.</summary>
    public SimulatedAccount AddAccount(string name, int assetMode = 0)
    {
        var keys = new ApiKeyPair($"canary-access-{name}", $"canary-secret-{name}");
        With($"Accounts:{name}:SecretName", $"htx-{name}");
        Keys.Answers($"htx-{name}", new ApiKeyResult.Found(keys));
        var account = Exchange.AddAccount($"uid-{name}", keys.AccessKey, keys.SecretKey);
        account.AssetMode = assetMode;
        return account;
    }

    /// <summary>The signed calls so far.</summary>
    public IReadOnlyList<SimulatedCall> Signed => [.. Exchange.Calls.Where(call => call.AccessKey is not null)];

    public async Task<ReadinessReport> CheckAsync()
    {
        // Off the test framework's synchronization context, under which no continuation runs inline.
        var report = await Task.Run(() => Time.RunAsync(() => Parts.Readiness.CheckAsync()));
        return Keep(report);
    }

    /// <summary>So many checks, side by side.</summary>
    public async Task<IReadOnlyList<ReadinessReport>> CheckAllAsync(int count)
    {
        var reports = await Task.Run(() => Time.RunAsync(() => Task.WhenAll(Enumerable.Range(0, count).Select(_ => Parts.Readiness.CheckAsync()))));
        return [.. reports.Select(Keep)];
    }

    public Task<DrillRecord> DrillAsync() => Task.Run(() => Time.RunAsync(() => Parts.Drill.RunAsync()));

    /// <summary>Starts the warm-up, which ends with the driver.</summary>
    public Task StartWarmUpAsync() => Parts.WarmUp.StartAsync(CancellationToken.None);

    /// <summary>Stops the warm-up, as a host does that shuts down.</summary>
    public Task StopWarmUpAsync() => Parts.WarmUp.StopAsync(CancellationToken.None);

    /// <summary>Lets time pass.</summary>
    public Task PassAsync(TimeSpan span) => Task.Run(() => Time.RunAsync(async () =>
    {
        await Task.Delay(span, Time);
        return true;
    }));

    public async Task<CancelReport> KillAsync()
    {
        var report = await Task.Run(() => Time.RunAsync(() => Parts.Service.RunAsync(new CancelCommand(KillDriver.Scope(), Trigger.Http))));
        _answers.AppendLine(Encoding.UTF8.GetString(report.ToJson()));
        return report;
    }

    public void Dispose()
    {
        Assert.Null(Canary.Find(string.Join('\n', Log.Lines.Select(line => line.Message)) + _answers, Exchange));
        Assert.DoesNotContain(Exchange.Calls, call => !AllowCancels && call.Path.Contains("cancel", StringComparison.Ordinal));
        if (!AllowUnknownRequests)
        {
            Assert.Empty(Exchange.UnknownRequests);
        }

        _parts?.WarmUp.Dispose();
        _parts?.Transport.Dispose();
        _lifetime.Dispose();
    }

    private (HtxTransport Transport, AccountMemories Memories, ReadinessService Readiness, CancelService Service, DrillService Drill, WarmUp WarmUp) Parts => _parts ??= Create();

    private ReadinessReport Keep(ReadinessReport report)
    {
        _answers.AppendLine(Encoding.UTF8.GetString(report.ToJson()));
        Assert.InRange(report.ElapsedMs, 0, 5000);
        return report;
    }

    private (HtxTransport, AccountMemories, ReadinessService, CancelService, DrillService, WarmUp) Create()
    {
        var settings = AccountsAndTargets.Read(new ConfigurationBuilder().AddInMemoryCollection(_configuration).Build());
        var transport = new HtxTransport(Options.Create(new HtxSettings { BaseUrls = BaseUrls }), Time, new SimulatorHandler(Exchange));
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(Log));
        var memories = new AccountMemories(Time);
        var runs = new RunsInFlight(_lifetime, Time, factory.CreateLogger<RunsInFlight>());
        var service = new CancelService(settings, Options.Create(Settings), Keys, transport, memories, runs, Time, factory.CreateLogger<CancelService>());
        var health = AccountUrl is null ? null
            : new KeyHealth(new HtxTransport(Options.Create(new HtxSettings { BaseUrls = [AccountUrl] }), Time, new SimulatorHandler(Exchange)), Keys, Time);
        var readiness = new ReadinessService(settings, Keys, transport, memories, Time, factory.CreateLogger<ReadinessService>(), health);
        var drill = new DrillService(readiness, service, settings, Time, factory.CreateLogger<DrillService>());
        return (transport, memories, readiness, service, drill, new WarmUp(settings, Keys, transport, memories, Time));
    }
}
