using System.Diagnostics;
using System.Reflection;
using System.Text;
using FunctionsHost;
using FunctionsHost.Http;
using FunctionsHost.Workers;
using HtxSimulator;
using Sandbox.Identity;
using Sandbox.Vault;

namespace Benchmarks.Scenarios;

/// <summary>
/// From the start of the published process, ReadyToRun and behind a functions host, to its first signed request.
/// </summary>
internal static class StartScenario
{
    private const int Trials = 15;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var folder = await PublishAsync();
        await using var world = await World.StartAsync();
        List<double> ours = [];
        for (var trial = -2; trial < Trials; trial++)
        {
            var app = await world.StartAppAsync(folder);
            if (trial >= 0)
            {
                ours.Add(app.ToSigned);
            }
        }

        return [new Figure("start", "process start to first signed request", "ms", ours.Median())];
    }

    /// <summary>Publishes the app; returns its folder.</summary>
    public static async Task<string> PublishAsync()
    {
        var repository = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Repository").Value!;
        var output = Path.Combine(repository, "artifacts", "app");
        string[] arguments = ["publish", Path.Combine(repository, "src", "HtxFunctions"), "-c", "Release", "-o", output, "-v", "quiet"];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? output : throw new InvalidOperationException($"The app was not published: {said}");
    }

    /// <summary>Identity, vault and exchange, in another process than what is started.</summary>
    internal sealed class World : IAsyncDisposable
    {
        private readonly SimulatedExchange _exchange = new(TimeProvider.System) { CancelLag = TimeSpan.Zero };
        private readonly IdentityStandIn _identity;
        private readonly VaultStandIn _vault;
        private readonly VaultRoad _road;
        private long _signedAt;
        private long _cancelAt;

        private World(IdentityStandIn identity, VaultStandIn vault)
        {
            _identity = identity;
            _vault = vault;
            _road = VaultRoad.Build(vault);
        }

        /// <summary>The exchange's server.</summary>
        public SimulatorServer Server { get; private set; } = null!;

        /// <summary>Starts them.</summary>
        public static async Task<World> StartAsync()
        {
            var identity = await IdentityStandIn.StartAsync();
            var world = new World(identity, await VaultStandIn.StartAsync(identity));
            world.Server = await SimulatorServer.StartAsync(world._exchange);
            foreach (var path in Paths.All)
            {
                var isCancel = Paths.Cancels.Contains(path);
                world._exchange.OnRequest(path, (_, _) =>
                {
                    var now = Stopwatch.GetTimestamp();
                    Interlocked.CompareExchange(ref world._signedAt, now, 0);
                    Interlocked.CompareExchange(ref world._cancelAt, isCancel ? now : 0, 0);
                    return null;
                });
            }

            return world;
        }

        /// <summary>Starts the app and kills; returns milliseconds to its first signed request and to its first cancel.</summary>
        public async Task<(double ToSigned, double ToCancel)> StartAppAsync(string folder)
        {
            var keys = NewKeys();
            _vault.Secrets["htx-main"] = $$"""{"access_key":"{{keys.Access}}","secret_key":"{{keys.Secret}}"}""";
            var settings = new Dictionary<string, string?>
            {
                ["IDENTITY_ENDPOINT"] = _identity.Endpoint.ToString(),
                ["IDENTITY_HEADER"] = _identity.Header,
                ["KeyVault:Uri"] = _vault.Uri.ToString(),
                ["KeyVault:ClientId"] = _identity.ClientId,
                ["Accounts:main:SecretName"] = "htx-main",
                ["Htx:BaseUrls"] = $"{Server.Url},{new UriBuilder(Server.Url) { Host = "localhost" }.Uri}",
                ["CancelSchedule"] = "0 30 3 1 1 *",
                ["DrillSchedule"] = "0 30 5 1 1 *",
            };
            foreach (var (name, value) in _road.Environment)
            {
                settings[name] = value;
            }

            (_signedAt, _cancelAt) = (0, 0);
            var startedAt = Stopwatch.GetTimestamp();
            await using var app = await FunctionApp.StartAsync(new FunctionAppOptions { Worker = new PublishedWorker(folder), Settings = settings });
            using var client = new HttpClient { BaseAddress = app.Url };
            client.DefaultRequestHeaders.Add(FunctionKeys.Header, app.HostKey);
            using var call = new StringContent("""{"contract_code":"BTC-USDT"}""", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("api/orders/cancel", call);
            answer.EnsureSuccessStatusCode();
            return Since(startedAt);
        }

        /// <summary>Opens an account with keys and a rate limit of its own, and one order on BTC-USDT.</summary>
        public (string Access, string Secret) NewKeys()
        {
            var name = Guid.NewGuid().ToString("N");
            _exchange.AddAccount(name, $"benchmark-access-{name}", $"benchmark-secret-{name}").Place("BTC-USDT", "buy", "open", 100m, 1);
            return ($"benchmark-access-{name}", $"benchmark-secret-{name}");
        }

        /// <summary>Runs a process to its end; returns milliseconds to its first signed request and to its first cancel.</summary>
        public async Task<(double ToSigned, double ToCancel)> RunAsync(string file, string[] arguments, string folder)
        {
            (_signedAt, _cancelAt) = (0, 0);
            var info = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
            var startedAt = Stopwatch.GetTimestamp();
            using var process = Process.Start(info)!;
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? Since(startedAt) : throw new InvalidOperationException($"{file} {arguments[0]} ended with {process.ExitCode}.");
        }

        private (double ToSigned, double ToCancel) Since(long startedAt) => _cancelAt != 0
            ? (Stopwatch.GetElapsedTime(startedAt, _signedAt).TotalMilliseconds, Stopwatch.GetElapsedTime(startedAt, _cancelAt).TotalMilliseconds)
            : throw new InvalidOperationException("There was no cancel.");

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await _road.DisposeAsync();
            await _vault.DisposeAsync();
            await _identity.DisposeAsync();
        }
    }
}
