using System.Security.Cryptography;
using System.Text.Json;
using BlobSimulator;
using FunctionsHost;
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
internal sealed partial class SandboxWorld : IAsyncDisposable
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
    private WorldFunctions? _functions;
    private Action<SimulatedAccount>? _place;

    private SandboxWorld()
    {
    }

    /// <summary>Issues the tokens.</summary>
    public IdentityStandIn Identity => _identity!;

    /// <summary>Holds the accounts' API keys.</summary>
    public VaultStandIn Vault => _vault!;

    /// <summary>Holds the open kills; <see langword="null"/> when the app has no store.</summary>
    public IBlobContainer? Blobs { get; private set; }

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

    /// <summary>Runs the app; another one after a restart.</summary>
    public FunctionApp Functions => _functions!.App;

    /// <summary>Calls the functions host with the function key in its header; another one after a restart.</summary>
    public HttpClient Client => _functions!.Client;

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

    /// <summary>Ends the functions, as a deployment does: what runs has 5 s. Everything around them goes on.</summary>
    /// <returns>A task that ends with it.</returns>
    public Task StopFunctionsAsync() => _functions!.StopAsync();

    /// <summary>Starts the functions again after <see cref="StopFunctionsAsync"/>: a new host and worker, the same settings and keys.</summary>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>A task that ends when they listen, on the port of the options or any free one.</returns>
    public Task StartFunctionsAsync(CancellationToken cancellationToken = default) => _functions!.StartAsync(cancellationToken);

    /// <summary>Ends the functions and starts them again.</summary>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>A task that ends when they listen.</returns>
    public async Task RestartFunctionsAsync(CancellationToken cancellationToken = default)
    {
        await StopFunctionsAsync();
        await StartFunctionsAsync(cancellationToken);
    }

    /// <summary>Kills the published worker's process, <see cref="FunctionApp.WorkerProcessId"/>, with SIGKILL.</summary>
    /// <returns>A task that ends when it is gone. The next call or tick has a new one.</returns>
    public Task KillWorkerAsync() => _functions!.KillWorkerAsync();

    /// <summary>Stops everything: the functions first, then what they use.</summary>
    /// <returns>A task that ends with it.</returns>
    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        _log?.Dispose();
    }

    private async Task StartPartsAsync(SandboxWorldOptions options, CancellationToken cancellationToken)
    {
        _place = options.Place;
        Blobs = options.Blobs;
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
        _functions = Own(new WorldFunctions(new FunctionAppOptions
        {
            Worker = options.Published is { } folder
                ? new PublishedWorker(folder)
                : AppWorker.Create(options.Time, Vault.Transport, Blobs?.Transport, options.ConfigureServices),
            Settings = Settings(options),
            Port = options.Port,
            Time = options.Time,
            Log = _log,
        }));
        await _functions.StartAsync(cancellationToken);
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

    private TPart Own<TPart>(TPart part)
        where TPart : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
