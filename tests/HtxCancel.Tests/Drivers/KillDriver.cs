using System.Text;
using BlobSimulator;
using HtxCancel.Notifications;
using HtxCancel.OpenKills;
using HtxSimulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HtxCancel.Tests.Drivers;

/// <summary>
/// The whole service against the stand-in exchange, in process and on fake time. Its end checks that nothing it logged or
/// answered holds a key or a signature, and that every request was one that HTX knows.
/// </summary>
internal sealed class KillDriver : IDisposable
{
    public const string CancelAll = "/linear-swap-api/v1/swap_cancelall";
    public const string OpenOrders = "/linear-swap-api/v1/swap_openorders";
    public const string AssetMode = "/v5/account/asset_mode";
    public const string V5Opens = "/v5/trade/order/opens";
    public const string V5CancelAll = "/v5/trade/cancel_all_orders";
    public const string V5CancelBatch = "/v5/trade/cancel_batch_orders";
    public const string AlgoOpens = "/v5/algo/order/opens";
    public const string AlgoCancel = "/v5/algo/cancel_orders";

    private readonly StringBuilder _answers = new();
    private readonly Dictionary<string, string?> _configuration = new() { ["Accounts:main:SecretName"] = "htx-main" };
    private CancelService? _service;
    private OpenKillService? _kills;
    private KillStore? _store;

    public KillDriver(TestClock? time = null)
    {
        Time = time ?? new TestClock();
        Exchange = new SimulatedExchange(Time);
        Account = Exchange.AddAccount("10001", Canary.AccessKey, Canary.SecretKey);
        Keys = new FixedKeys(new ApiKeyResult.Found(new ApiKeyPair(Canary.AccessKey, Canary.SecretKey)));
    }

    public TestClock Time { get; }

    public SimulatedExchange Exchange { get; }

    public SimulatedAccount Account { get; }

    public FixedKeys Keys { get; }

    /// <summary>The key store that the service asks, where that is not <see cref="Keys"/>; before the first kill.</summary>
    public IApiKeys? Vault { get; set; }

    /// <summary>Hears of the runs; before the first kill.</summary>
    public Notifier? Notifier { get; init; }

    /// <summary>Keeps open kills; before the first kill. Another driver may share it.</summary>
    public SimulatedBlobs? Blobs { get; init; }

    /// <summary>Goes on with open kills.</summary>
    public OpenKillService Kills => _kills ??= CreateKills();

    public HtxTransport? Transport { get; private set; }

    public CapturedLog Log { get; } = new();

    public TestLifetime Lifetime { get; } = new();

    public RunsInFlight? Runs { get; private set; }

    public CancelService Service => _service ??= CreateService();

    /// <summary>The store of open kills.</summary>
    public KillStore Store => _store ??= CreateStore();

    public CancelSettings Settings { get; } = new();

    public string[] BaseUrls { get; init; } = ["https://api.hbdm.com", "https://api.hbdm.vn"];

    public bool AllowUnknownRequests { get; init; }

    /// <summary>What spreads the repetitions of a request.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;

    public static CancelScope Scope(params string[] codes) => new(["main"], codes.Length == 0 ? ["BTC-USDT"] : codes, null, null);

    public Task<CancelReport> KillAsync(CancelScope? scope = null, Trigger trigger = Trigger.Http, bool dryRun = false) =>
        KillAsync(new CancelCommand(scope ?? Scope(), trigger, dryRun));

    public async Task<CancelReport> KillAsync(CancelCommand command)
    {
        var report = await OnFakeTimeAsync(() => Service.RunAsync(command));
        Keep(report);
        return report;
    }

    /// <summary>Runs what makes several calls.</summary>
    public Task<T> OnFakeTimeAsync<T>(Func<Task<T>> calls) =>
        // Off the test framework's synchronization context, under which no continuation runs inline.
        Task.Run(() => Time.RunAsync(calls));

    /// <summary>Runs what makes several calls, and has no result.</summary>
    public Task OnFakeTimeAsync(Func<Task> calls) => OnFakeTimeAsync(async () =>
    {
        await calls();
        return true;
    });

    /// <summary>Ticks every 15 s from now on, as the timer does, for so long.</summary>
    public async Task TickForAsync(TimeSpan span)
    {
        for (var until = Time.GetUtcNow() + span; Time.GetUtcNow() < until;)
        {
            var next = Time.GetUtcNow() + TimeSpan.FromSeconds(15);
            await Kills.TickAsync();
            await Task.Delay(next - Time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero, Time);
        }
    }

    /// <summary>Lets the end check a report that <see cref="KillAsync(CancelCommand)"/> has not made.</summary>
    public void Keep(CancelReport report)
    {
        lock (_answers)
        {
            _answers.AppendLine(Encoding.UTF8.GetString(report.ToJson()));
        }
    }

    /// <summary>Adds an account beside "main", with keys of its own; before the first kill.</summary>
    /// <param name="name">Its name in the settings.</param>
    /// <param name="assetMode">HTX's asset mode.</param>
    public SimulatedAccount AddAccount(string name, int assetMode = 0)
    {
        var keys = new ApiKeyPair($"canary-access-{name}", $"canary-secret-{name}");
        AddAccountSetting(name, $"htx-{name}");
        Keys.Answers($"htx-{name}", new ApiKeyResult.Found(keys));
        var account = Exchange.AddAccount($"uid-{name}", keys.AccessKey, keys.SecretKey);
        account.AssetMode = assetMode;
        return account;
    }

    /// <summary>Names an account in the settings that the exchange need not have; before the first kill.</summary>
    public void AddAccountSetting(string name, string secretName) => _configuration.Add($"Accounts:{name}:SecretName", secretName);

    /// <summary>Says whose UID an account of the settings is; before the first kill.</summary>
    public void AddUidSetting(string name, string uid) => _configuration.Add($"Accounts:{name}:Uid", uid);

    /// <summary>Every call with a key of an account.</summary>
    public IReadOnlyList<SimulatedCall> CallsOf(SimulatedAccount account)
    {
        var keys = account.Keys.Select(key => key.AccessKey).ToList();
        return [.. Exchange.Calls.Where(call => call.AccessKey is { } key && keys.Contains(key))];
    }

    /// <summary>Answers in place of the exchange on each path that a kill uses; null lets the request through.</summary>
    public void OnEveryRequest(Func<SimulatedRequest, int, SimulatedResponse?> answer)
    {
        foreach (var path in new[] { CancelAll, OpenOrders, AssetMode })
        {
            Exchange.OnRequest(path, answer);
        }
    }

    /// <summary>Lists so many contracts.</summary>
    public string[] ListContracts(int count)
    {
        var codes = Enumerable.Range(0, count).Select(number => $"C{number}-USDT").ToArray();
        Exchange.Contracts.UnionWith(codes);
        return codes;
    }

    /// <summary>Lists so many contracts, with one order resting on each.</summary>
    public string[] PlaceOnContracts(int count)
    {
        var codes = ListContracts(count);
        foreach (var code in codes)
        {
            Account.Place(code, "buy", "open", 10m, 1);
        }

        return codes;
    }

    public int CallsTo(string path) => Exchange.Calls.Count(call => call.Path == path);

    public void Dispose()
    {
        Assert.Null(Canary.Find(string.Join('\n', Log.Lines.Select(line => line.Message)) + _answers, Exchange));
        if (!AllowUnknownRequests)
        {
            Assert.Empty(Exchange.UnknownRequests);
        }

        Transport?.Dispose();
        Lifetime.Dispose();
    }

    private CancelService CreateService()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(_configuration)
            .Build();
        Transport = new HtxTransport(Options.Create(new HtxSettings { BaseUrls = BaseUrls }), Time, new SimulatorHandler(Exchange)) { Jitter = Jitter };
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(Log));
        Runs = new RunsInFlight(Lifetime, Time, factory.CreateLogger<RunsInFlight>());
        return new CancelService(
            AccountsAndTargets.Read(configuration), Options.Create(Settings), Vault ?? Keys, Transport, new AccountMemories(Time), Runs, Time, factory.CreateLogger<CancelService>(), Notifier, Blobs is null ? null : Store);
    }

    private OpenKillService CreateKills()
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(Log));
        return new OpenKillService(Store, Service, Time, factory.CreateLogger<OpenKillService>());
    }

    private KillStore CreateStore()
    {
        var settings = new Dictionary<string, string?> { ["Kills:ContainerUri"] = Blobs?.ContainerUri.ToString() };
        return new KillStore(KillsSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()), Blobs!.Connect, Time);
    }
}
