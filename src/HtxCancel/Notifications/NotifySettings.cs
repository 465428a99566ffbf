namespace HtxCancel.Notifications;

/// <summary>Who hears of runs: the settings section <c>Notify</c>. What is wrong in it never stops the app; readiness shows it.</summary>
public sealed class NotifySettings
{
    private NotifySettings(string? secretName, string? on)
    {
        SecretName = string.IsNullOrWhiteSpace(secretName) ? null : secretName.Trim();
        (ClearToo, Problem) = on?.Trim().ToLowerInvariant() switch
        {
            null or "" or "all" => (true, null),
            "not_clear" => (false, null),
            _ => (true, (string?)"Notify:On must be all or not_clear: until it is corrected, every run is reported"),
        };
    }

    /// <summary>The Key Vault secret with the addresses, a JSON array of URLs; null where nobody is notified.</summary>
    public string? SecretName { get; }

    /// <summary>Whether runs that end <c>clear</c> are reported, too: <c>Notify:On</c> is <c>all</c>, the default, and not <c>not_clear</c>.</summary>
    public bool ClearToo { get; }

    /// <summary>What is wrong with the section, in a sentence; null when nothing is.</summary>
    public string? Problem { get; }

    /// <summary>Reads <c>Notify:SecretName</c> and <c>Notify:On</c>. Throws nothing on wrong content.</summary>
    public static NotifySettings Read(IConfiguration configuration) => new(configuration["Notify:SecretName"], configuration["Notify:On"]);
}
