using System.Text.Json;
using Benchmarks.Exchange;
using Sandbox.Identity;
using Sandbox.Vault;

namespace Benchmarks.Published;

/// <summary>The identity and the vault of published apps.</summary>
internal sealed class AzureSide : IAsyncDisposable
{
    private readonly IdentityStandIn _identity;
    private readonly VaultStandIn _vault;
    private readonly VaultRoad _road;

    private AzureSide(IdentityStandIn identity, VaultStandIn vault) => (_identity, _vault, _road) = (identity, vault, VaultRoad.Build(vault));

    /// <summary>Starts them.</summary>
    public static async Task<AzureSide> StartAsync()
    {
        var identity = await IdentityStandIn.StartAsync();
        return new AzureSide(identity, await VaultStandIn.StartAsync(identity));
    }

    /// <summary>The settings of an app with these accounts, whose keys are put in the vault; each account's secret has its name.</summary>
    public Dictionary<string, string?> SettingsOf(Uri exchange, params IEnumerable<(string Name, ApiKeyPair Keys)> accounts)
    {
        var settings = new Dictionary<string, string?>
        {
            ["IDENTITY_ENDPOINT"] = _identity.Endpoint.ToString(),
            ["IDENTITY_HEADER"] = _identity.Header,
            ["KeyVault:Uri"] = _vault.Uri.ToString(),
            ["KeyVault:ClientId"] = _identity.ClientId,
            ["Htx:BaseUrls"] = ExchangeProcess.BothNamesOf(exchange),
            ["CancelSchedule"] = "0 30 3 1 1 *",
            ["DrillSchedule"] = "0 30 5 1 1 *",
        };
        foreach (var (name, value) in _road.Environment)
        {
            settings[name] = value;
        }

        foreach (var (name, keys) in accounts)
        {
            _vault.Secrets[name] = JsonSerializer.Serialize(new { access_key = keys.AccessKey, secret_key = keys.SecretKey });
            settings[$"Accounts:{name}:SecretName"] = name;
        }

        return settings;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _road.DisposeAsync();
        await _vault.DisposeAsync();
        await _identity.DisposeAsync();
    }
}
