using System.Security.Cryptography;
using System.Text.Json;
using FunctionsHost;
using FunctionsHost.Http;
using FunctionsHost.Workers;
using HtxSimulator;
using Microsoft.Extensions.Logging;
using Sandbox.Identity;
using Sandbox.Vault;

namespace Sandbox;

/// <summary>
/// The app with everything around it on this machine: managed identity, key vault, exchange and functions host. The
/// app's one target is <see cref="Target"/>; its one account is <see cref="AccountName"/>, unless the options say otherwise.
/// </summary>
internal sealed class SandboxWorld : IAsyncDisposable
{
    /// <summary>The name in the app's settings of an account that is the only one.</summary>
    public const string AccountName = "main";

    /// <summary>The target's name in the app's settings; the schedule cancels it too.</summary>
    public const string Target = "sandbox";

    /// <summary>The name of the vault's secret that holds the API key of <see cref="AccountName"/>.</summary>
    public const string SecretName = "htx-main";

    private const int FirstUid = 10001;

    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly Dictionary<string, SimulatedAccount> _accounts = [];
    private IdentityStandIn? _identity;
    private VaultStandIn? _vault;
    private ILoggerFactory? _log;
    private FunctionApp? _functions;
    private HttpClient? _client;
    private Action<SimulatedAccount>? _place;

    private SandboxWorld()
    {
    }

    /// <summary>Issues the tokens.</summary>
    public IdentityStandIn Identity => _identity!;

    /// <summary>Holds the accounts' API keys.</summary>
    public VaultStandIn Vault => _vault!;

    /// <summary>The simulated exchange; <see langword="null"/> when another one is used.</summary>
    public SimulatedExchange? Exchange { get; private set; }

    /// <summary>The accounts at the simulated exchange, by their names in the app's settings; none when another one is used.</summary>
    public IReadOnlyDictionary<string, SimulatedAccount> Accounts => _accounts;

    /// <summary>The account <see cref="AccountName"/> at the simulated exchange; <see langword="null"/> when there is none.</summary>
    public SimulatedAccount? Account => _accounts.GetValueOrDefault(AccountName);

    /// <summary>The orders that were placed at the simulated exchange before the functions started.</summary>
    public IReadOnlyList<SimulatedOrder> Placed { get; private set; } = [];

    /// <summary>Where the exchange is, as the app's settings say it: one address, or two with a comma between.</summary>
    public string ExchangeUrl { get; private set; } = "";

    /// <summary>The contracts of <see cref="Target"/>.</summary>
    public IReadOnlyList<string> ContractCodes { get; private set; } = [];

    /// <summary>Runs the app.</summary>
    public FunctionApp Functions => _functions!;

    /// <summary>Calls the functions host with the function key in its header.</summary>
    public HttpClient Client => _client!;

    /// <summary>Starts a world.</summary>
    /// <param name="options">What it is made of.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The world, with no order resting but those that the options place.</returns>
    /// <exception cref="FunctionsHostException">The port is in use.</exception>
    public static async Task<SandboxWorld> StartAsync(SandboxWorldOptions? options = null, CancellationToken cancellationToken = default)
    {
        var world = new SandboxWorld();
        try
        {
            await world.StartPartsAsync(options ?? new SandboxWorldOptions(), cancellationToken);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Empties the simulated exchange's book, and places the orders of the options again.</summary>
    public void PlaceAnew()
    {
        foreach (var account in _accounts.Values)
        {
            account.Empty();
            _place?.Invoke(account);
        }
    }

    /// <summary>Stops everything: the functions first, then what they use.</summary>
    /// <returns>A task that ends with it.</returns>
    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        _log?.Dispose();
    }

    private async Task StartPartsAsync(SandboxWorldOptions options, CancellationToken cancellationToken)
    {
        _place = options.Place;
        options.Progress?.Invoke("identity");
        await StartIdentityAsync(options, cancellationToken);
        options.Progress?.Invoke("vault");
        _vault = Own(await VaultStandIn.StartAsync(Identity, cancellationToken));
        ContractCodes = options.ContractCodes;
        options.Progress?.Invoke("exchange");
        if (options.Exchange is { } exchange)
        {
            ExchangeUrl = exchange.Url;
            KeepKey(options.Accounts.Single(), exchange.AccessKey, exchange.SecretKey);
        }
        else
        {
            await StartSimulatorAsync(options);
        }

        _log = LoggerFactory.Create(log =>
        {
            log.SetMinimumLevel(LogLevel.Trace);
            foreach (var provider in options.Log)
            {
                log.AddProvider(provider);
            }
        });
        options.Progress?.Invoke("functions");
        _functions = Own(await FunctionApp.StartAsync(
            new FunctionAppOptions
            {
                Worker = options.Published is { } folder ? new PublishedWorker(folder) : AppWorker.Create(options.Time, Vault.Transport, options.ConfigureServices),
                Settings = Settings(options),
                Port = options.Port,
                Time = options.Time,
                Log = _log,
            },
            cancellationToken));

        // A proxy of the environment would not find this machine.
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Functions.Url };
        _client.DefaultRequestHeaders.Add(FunctionKeys.Header, Functions.HostKey);
    }

    private async Task StartIdentityAsync(SandboxWorldOptions options, CancellationToken cancellationToken)
    {
        _identity = options.Identity;
        if (_identity is null)
        {
            _identity = Own(await IdentityStandIn.StartAsync(cancellationToken));
            _identity.PutInEnvironment();
        }
    }

    private async Task StartSimulatorAsync(SandboxWorldOptions options)
    {
        Exchange = new SimulatedExchange(options.Time);
        Exchange.Contracts.UnionWith(ContractCodes);
        foreach (var account in options.Accounts)
        {
            var accessKey = account.AccessKey ?? Guid.NewGuid().ToString();
            var secretKey = account.SecretKey ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
            var simulated = Exchange.AddAccount($"{FirstUid + _accounts.Count}", accessKey, secretKey);
            simulated.AssetMode = account.AssetMode;
            _accounts.Add(account.Name, simulated);
            KeepKey(account, accessKey, secretKey);
            options.Place?.Invoke(simulated);
        }

        Placed = Exchange.RestingOrders;
        var url = Own(await SimulatorServer.StartAsync(Exchange)).Url;
        if (options.Fault is null)
        {
            ExchangeUrl = url.ToString();
            return;
        }

        // Two names of one server, because HTX has two hosts: what fails at one is tried at the other.
        options.Fault(Exchange);
        ExchangeUrl = $"{url},{new UriBuilder(url) { Host = "localhost" }.Uri}";
    }

    private void KeepKey(SandboxAccount account, string accessKey, string secretKey) =>
        Vault.Secrets[account.SecretName] = JsonSerializer.Serialize(new { access_key = accessKey, secret_key = secretKey });

    private Dictionary<string, string?> Settings(SandboxWorldOptions options)
    {
        var accounts = options.Accounts;
        var settings = new Dictionary<string, string?>
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Production",
            ["KeyVault:Uri"] = Vault.Uri.ToString(),
            ["KeyVault:ClientId"] = Identity.ClientId,
            ["Htx:BaseUrls"] = ExchangeUrl,
            ["Htx:AccountUrl"] = ExchangeUrl.Split(',')[0],
            [$"Targets:{Target}:Accounts"] = string.Join(',', accounts.Select(account => account.Name)),
            [$"Targets:{Target}:ContractCodes"] = string.Join(',', ContractCodes),
            ["CancelTargets"] = Target,
            ["CancelSchedule"] = "0 30 3 1 1 *",
            ["DrillSchedule"] = "0 30 5 1 1 *",
        };
        foreach (var account in accounts)
        {
            settings[$"Accounts:{account.Name}:SecretName"] = account.SecretName;
        }

        if (accounts.Any(account => account.AssetMode == 1))
        {
            // Such an account has no isolated margin, which is what a target means that says nothing.
            settings[$"Targets:{Target}:MarginMode"] = "all";
        }

        if (options.Published is not null)
        {
            foreach (var (name, value) in Own(VaultRoad.Build(Vault)).Environment)
            {
                settings[name] = value;
            }
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings;
    }

    private TPart Own<TPart>(TPart part)
        where TPart : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
