using Sandbox.Vault;

namespace Sandbox;

/// <content>The app's settings.</content>
internal sealed partial class SandboxWorld
{
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

        if (Blobs is not null)
        {
            if (options.Published is not null && Blobs.CertificatePem is null)
            {
                throw new ArgumentException("A published app reaches no blobs in this process's memory: give it Azurite.", nameof(options));
            }

            settings["Kills:ContainerUri"] = Blobs.ContainerUri.ToString();
        }

        if (options.Published is not null)
        {
            // Azurite is on this machine, which no proxy is asked for.
            foreach (var (name, value) in Own(VaultRoad.Build(Vault, Blobs?.CertificatePem)).Environment)
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
}
