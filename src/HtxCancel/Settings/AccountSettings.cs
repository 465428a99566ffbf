namespace HtxCancel.Settings;

/// <summary>One account of the settings, <c>Accounts:&lt;name&gt;</c>.</summary>
/// <param name="Name">Its name: letters, digits, '-' and '_'.</param>
/// <param name="SecretName">The Key Vault secret that holds its keys.</param>
/// <param name="Fault">Why the account is switched off, in a sentence; null when it is on.</param>
public sealed record AccountSettings(string Name, string SecretName, string? Fault)
{
    /// <summary>The HTX user whose orders these are, as far as the settings say: accounts of one UID share its rate limit.</summary>
    public string? Uid { get; init; }
}
