using System.Security.Cryptography;
using System.Text.Json;
using Azure.Core.Pipeline;
using HtxFunctions;
using HtxSimulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sandbox.Functions;
using Sandbox.Identity;
using Sandbox.Vault;

namespace Sandbox;

/// <summary>
/// The app with everything around it on this machine: managed identity, key vault, exchange and functions host. The
/// app's one account is <see cref="AccountName"/>, its one target <see cref="Target"/>.
/// </summary>
internal sealed class SandboxWorld : IAsyncDisposable
{
    /// <summary>The account's name in the app's settings.</summary>
    public const string AccountName = "main";

    /// <summary>The target's name in the app's settings; the schedule cancels it too.</summary>
    public const string Target = "sandbox";

    /// <summary>The name of the vault's secret that holds the account's API key.</summary>
    public const string SecretName = "htx-main";

    private readonly Stack<IAsyncDisposable> _parts = new();
    private IdentityStandIn? _identity;
    private VaultStandIn? _vault;
    private FunctionsHost? _functions;
    private HttpClient? _client;

    private SandboxWorld()
    {
    }

    /// <summary>Issues the tokens.</summary>
    public IdentityStandIn Identity => _identity!;

    /// <summary>Holds the account's API key.</summary>
    public VaultStandIn Vault => _vault!;

    /// <summary>The simulated exchange; <see langword="null"/> when another one is used.</summary>
    public SimulatedExchange? Exchange { get; private set; }

    /// <summary>The account at the simulated exchange; <see langword="null"/> when another one is used.</summary>
    public SimulatedAccount? Account { get; private set; }

    /// <summary>Where the exchange is, as the app's settings say it.</summary>
    public string ExchangeUrl { get; private set; } = "";

    /// <summary>The contracts of <see cref="Target"/>.</summary>
    public IReadOnlyList<string> ContractCodes { get; private set; } = [];

    /// <summary>Runs the app.</summary>
    public FunctionsHost Functions => _functions!;

    /// <summary>Calls the functions host with the function key in its header.</summary>
    public HttpClient Client => _client!;

    /// <summary>Starts a world.</summary>
    /// <param name="options">What it is made of.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The world, with no order resting.</returns>
    /// <exception cref="IOException">The port is in use.</exception>
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

    /// <summary>Stops everything: the functions first, then what they use.</summary>
    /// <returns>A task that ends with it.</returns>
    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartPartsAsync(SandboxWorldOptions options, CancellationToken cancellationToken)
    {
        await StartIdentityAsync(options, cancellationToken);
        _vault = Own(await VaultStandIn.StartAsync(Identity, cancellationToken));
        var exchange = options.Exchange ?? await StartSimulatorAsync(options);
        ExchangeUrl = exchange.Url;
        ContractCodes = options.ContractCodes;
        Vault.Secrets[SecretName] = JsonSerializer.Serialize(new { access_key = exchange.AccessKey, secret_key = exchange.SecretKey });

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings()).AddInMemoryCollection(options.Settings).Build();
        _functions = Own(await FunctionsHost.StartAsync(
            new FunctionsHostOptions
            {
                Assembly = typeof(Composition).Assembly,
                Configuration = configuration,
                ConfigureServices = services => AddApp(services, configuration, options),
                Port = options.Port,
            },
            cancellationToken));

        // A proxy of the environment would not find this machine.
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Functions.Url };
        _client.DefaultRequestHeaders.Add(FunctionKeys.Header, Functions.FunctionKey);
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

    private async Task<ExchangeAccess> StartSimulatorAsync(SandboxWorldOptions options)
    {
        var accessKey = options.AccessKey ?? Guid.NewGuid().ToString();
        var secretKey = options.SecretKey ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        Exchange = new SimulatedExchange(options.Time);
        Account = Exchange.AddAccount("10001", accessKey, secretKey);
        var server = Own(await SimulatorServer.StartAsync(Exchange));
        return new ExchangeAccess(server.Url.ToString(), accessKey, secretKey);
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Production",
        ["KeyVault:Uri"] = Vault.Uri.ToString(),
        ["KeyVault:ClientId"] = Identity.ClientId,
        ["Htx:BaseUrls"] = ExchangeUrl,
        [$"Accounts:{AccountName}:SecretName"] = SecretName,
        [$"Targets:{Target}:Account"] = AccountName,
        [$"Targets:{Target}:ContractCodes"] = string.Join(',', ContractCodes),
        ["CancelTargets"] = Target,
        ["CancelSchedule"] = "0 30 3 1 1 *",
    };

    private void AddApp(IServiceCollection services, IConfiguration configuration, SandboxWorldOptions options)
    {
        services.AddSingleton(options.Time);
        services.AddSingleton<HttpPipelineTransport>(Vault.Transport);
        services.AddHtxFunctions(configuration);
        options.ConfigureServices?.Invoke(services);
    }

    private TPart Own<TPart>(TPart part)
        where TPart : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
