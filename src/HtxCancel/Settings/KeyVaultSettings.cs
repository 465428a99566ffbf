using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HtxCancel.Settings;

/// <summary>Where the exchange keys are: the settings section <c>KeyVault</c>. A wrong value stops the app.</summary>
public sealed class KeyVaultSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "KeyVault";

    /// <summary>The vault, such as <c>https://my-vault.vault.azure.net/</c>.</summary>
    [Required(ErrorMessage = "KeyVault:Uri is missing: set it to the vault's address, such as https://my-vault.vault.azure.net/.")]
    [ServiceUrl("KeyVault:Uri")]
    public string? Uri { get; set; }

    /// <summary>The client id of the user-assigned managed identity; empty for the system-assigned one.</summary>
    public string? ClientId { get; set; }
}

[OptionsValidator]
internal sealed partial class KeyVaultSettingsValidator : IValidateOptions<KeyVaultSettings>;
