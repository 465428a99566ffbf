using System.Text.Json;
using HostCheck;
using HtxSimulator;

// Runs the published app under the real Functions host against the simulated exchange, and kills once:
//   dotnet run --project tests/HostCheck -- PUBLISH_FOLDER [HOST_COMMAND...]
// The vault's name must lead to this machine: 127.0.0.1 host-check.vault.azure.net in /etc/hosts. The storage of the settings
// is Azurite's. Exit code 0 only when the kill ended clear and the exchange's book is empty.
if (args is not [var folder, .. var command])
{
    Console.Error.WriteLine("usage: HostCheck PUBLISH_FOLDER [HOST_COMMAND...]");
    return 2;
}

const string AccessKey = "host-check-access-key";
const string SecretKey = "host-check-secret-key";

var exchange = new SimulatedExchange(TimeProvider.System);
var account = exchange.AddAccount("10001", AccessKey, SecretKey);
foreach (var contract in (string[])["BTC-USDT", "ETH-USDT"])
{
    exchange.Contracts.Add(contract);
    account.Place(contract, "buy", "open", 1_000m, 1);
    account.Place(contract, "sell", "open", 9_000m, 1);
}

await using var server = await SimulatorServer.StartAsync(exchange);
await using var vault = await Vault.StartAsync(new Dictionary<string, string>
{
    ["htx-main"] = JsonSerializer.Serialize(new { access_key = AccessKey, secret_key = SecretKey }),
});
await using var host = FunctionsHost.Start(folder, command, vault, new Dictionary<string, string>
{
    ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
    ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
    ["KeyVault__Uri"] = vault.Url.ToString(),
    ["Htx__BaseUrls"] = server.Url.ToString(),
    ["Accounts__main__SecretName"] = "htx-main",
    ["CancelSchedule"] = "0 30 3 1 1 *",
    ["DrillSchedule"] = "0 30 6 1 1 *",
    ["AzureWebJobs.CancelOrdersOnSchedule.Disabled"] = "true",
});

Console.WriteLine($"{exchange.RestingOrders.Count} orders rest");
var (status, report) = await host.KillAsync("""{"contract_codes":["BTC-USDT","ETH-USDT"]}""", TimeSpan.FromMinutes(3));
Console.WriteLine($"{status}: {report}");
Console.WriteLine($"{exchange.RestingOrders.Count} orders rest");

using var json = JsonDocument.Parse(report);
return status == 200 && json.RootElement.GetProperty("outcome").GetString() == "clear" && exchange.RestingOrders.Count == 0 ? 0 : 1;
