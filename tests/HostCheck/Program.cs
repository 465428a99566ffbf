using System.Text.Json;
using FunctionsHost.Http;
using HostCheck;
using HtxSimulator;
using Sandbox;
using Sandbox.Identity;
using Sandbox.Vault;

// Runs the published app under the real Functions host, with the sandbox's exchange, vault and identity, and checks it:
//   dotnet run --project tests/HostCheck -- PUBLISH_FOLDER [HOST_COMMAND...]
// The storage of the settings is Azurite's. A host that asks for keys must take "host-check" for its master key. The exit code
// is 0 only when every check held.
if (args is not [var folder, .. var command])
{
    Console.Error.WriteLine("usage: HostCheck PUBLISH_FOLDER [HOST_COMMAND...]");
    return 2;
}

const string AccessKey = "host-check-access-key";
const string SecretKey = "host-check-secret-key";

var exchange = new SimulatedExchange(TimeProvider.System);
var account = exchange.AddAccount("10001", AccessKey, SecretKey);
await using var server = await SimulatorServer.StartAsync(exchange);
await using var identity = await IdentityStandIn.StartAsync();
await using var vault = await VaultStandIn.StartAsync(identity);
await using var road = VaultRoad.Build(vault);
vault.Secrets[SandboxWorld.SecretName] = JsonSerializer.Serialize(new { access_key = AccessKey, secret_key = SecretKey });
var settings = new Dictionary<string, string>
{
    ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
    ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
    ["KeyVault__Uri"] = vault.Uri.ToString(),
    ["Htx__BaseUrls"] = server.Url.ToString(),
    [$"Accounts__{SandboxWorld.AccountName}__SecretName"] = SandboxWorld.SecretName,
    [$"Targets__{SandboxWorld.Target}__ContractCodes"] = "BTC-USDT,ETH-USDT",
    ["CancelTargets"] = SandboxWorld.Target,
    ["CancelSchedule"] = "0 30 3 1 1 *",
    ["DrillSchedule"] = "0 30 6 1 1 *",
};
await using var host = RealHost.Start(folder, command, settings, road.Environment, identity.Issue().Token);
using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = RealHost.Url, Timeout = TimeSpan.FromSeconds(60) };
client.DefaultRequestHeaders.Add(FunctionKeys.Header, "host-check");

var checks = new Checks(client, exchange, account);
await checks.WaitForAppAsync(() => host.Ended, TimeSpan.FromMinutes(3));
var failed = 0;
foreach (var (name, make) in checks.All)
{
    var why = await make();
    failed += why is null ? 0 : 1;
    Console.WriteLine(why is null ? $"held    {name}" : $"FAILED  {name}: {why}");
}

return failed == 0 ? 0 : 1;
