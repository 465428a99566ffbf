using System.Diagnostics;
using System.Reflection;
using HtxSimulator;
using Sandbox.Identity;
using Sandbox.Vault;

namespace Benchmarks.Scenarios;

/// <summary>
/// From the start of the process to its first signed request, ReadyToRun published: against a bare host that makes the same
/// token, vault and exchange calls with the same SDKs.
/// </summary>
internal static class StartScenario
{
    private const int Trials = 15;

    /// <summary>Measures it.</summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var program = await PublishAsync();
        await using var world = await World.StartAsync();
        List<double> ours = [];
        List<double> theirs = [];
        for (var trial = -2; trial < Trials; trial++)
        {
            var app = await world.StartAppAsync(program, "app");
            var bare = await world.StartAppAsync(program, "bare");
            if (trial >= 0)
            {
                ours.Add(app.ToSigned);
                theirs.Add(bare.ToSigned);
            }
        }

        return [new Figure("start", "process start to first signed request", "ms", ours.Median(), theirs.Median(), 1.2)];
    }

    /// <summary>Publishes the process that is started; returns its file.</summary>
    public static async Task<string> PublishAsync()
    {
        var repository = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Repository").Value!;
        var output = Path.Combine(repository, "artifacts", "cold-start");
        string[] arguments =
        [
            "publish", Path.Combine(repository, "tests", "ColdStart"), "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true", "-o", output, "-v", "quiet",
        ];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(output, "ColdStart.dll") : throw new InvalidOperationException($"ColdStart was not published: {said}");
    }

    /// <summary>Identity, vault and exchange, in another process than what is started.</summary>
    internal sealed class World : IAsyncDisposable
    {
        private readonly SimulatedExchange _exchange = new(TimeProvider.System) { CancelLag = TimeSpan.Zero };
        private readonly IdentityStandIn _identity;
        private readonly VaultStandIn _vault;
        private long _signedAt;
        private long _cancelAt;

        private World(IdentityStandIn identity, VaultStandIn vault)
        {
            _identity = identity;
            _vault = vault;
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

        /// <summary>Starts the app or the bare host; returns milliseconds to its first signed request and to its first cancel.</summary>
        public Task<(double ToSigned, double ToCancel)> StartAppAsync(string program, string mode)
        {
            var keys = NewKeys();
            _vault.Secrets["htx-main"] = $$"""{"access_key":"{{keys.Access}}","secret_key":"{{keys.Secret}}"}""";
            return RunAsync("dotnet", [program, mode], new()
            {
                ["IDENTITY_ENDPOINT"] = _identity.Endpoint.ToString(),
                ["IDENTITY_HEADER"] = _identity.Header,
                ["KeyVault__Uri"] = _vault.Uri.ToString(),
                ["KeyVault__ClientId"] = _identity.ClientId,
                ["Accounts__main__SecretName"] = "htx-main",
                ["Htx__BaseUrls"] = $"{Server.Url},{new UriBuilder(Server.Url) { Host = "localhost" }.Uri}",
                ["ColdStart__VaultPort"] = _vault.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["ColdStart__VaultCertificate"] = Convert.ToBase64String(_vault.PublicCertificate),
            });
        }

        /// <summary>Opens an account with keys and a rate limit of its own, and one order on BTC-USDT.</summary>
        public (string Access, string Secret) NewKeys()
        {
            var name = Guid.NewGuid().ToString("N");
            _exchange.AddAccount(name, $"benchmark-access-{name}", $"benchmark-secret-{name}").Place("BTC-USDT", "buy", "open", 100m, 1);
            return ($"benchmark-access-{name}", $"benchmark-secret-{name}");
        }

        /// <summary>Runs a process to its end; returns milliseconds to its first signed request and to its first cancel.</summary>
        public async Task<(double ToSigned, double ToCancel)> RunAsync(string file, string[] arguments, Dictionary<string, string> environment, string? folder = null)
        {
            (_signedAt, _cancelAt) = (0, 0);
            var info = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder ?? "", RedirectStandardOutput = true };
            foreach (var (name, value) in environment)
            {
                info.Environment[name] = value;
            }

            var startedAt = Stopwatch.GetTimestamp();
            using var process = Process.Start(info)!;
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 && _cancelAt != 0
                ? (Stopwatch.GetElapsedTime(startedAt, _signedAt).TotalMilliseconds, Stopwatch.GetElapsedTime(startedAt, _cancelAt).TotalMilliseconds)
                : throw new InvalidOperationException($"{file} {arguments[0]} ended with {process.ExitCode} and {(_cancelAt == 0 ? "no" : "a")} cancel.");
        }

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await _vault.DisposeAsync();
            await _identity.DisposeAsync();
        }
    }
}
