namespace HtxCancel.OpenKills;

/// <summary>Where open kills are kept: the settings section <c>Kills</c>. A wrong value never stops the app: open kills are off then,
/// and readiness is red.</summary>
public sealed class KillsSettings
{
    /// <summary>The longest hold, minutes.</summary>
    public const int LongestHoldMinutes = 720;

    private static readonly TimeSpan s_shortestGoOn = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestGoOn = TimeSpan.FromDays(1);

    private KillsSettings(string? containerUri, string? goOnFor)
    {
        if (!string.IsNullOrWhiteSpace(goOnFor))
        {
            var isValid = TimeSpan.TryParse(goOnFor.Trim(), CultureInfo.InvariantCulture, out var span) && span >= s_shortestGoOn && span <= s_longestGoOn;
            (GoOnFor, Problem) = isValid ? (span, null) : (GoOnFor, "Kills:GoOnFor must be 00:01:00 to 1.00:00:00: until it is corrected it is 01:00:00");
        }

        if (string.IsNullOrWhiteSpace(containerUri))
            return;

        if (Uri.TryCreate(containerUri.Trim(), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            && uri is { UserInfo: "", Query: "", Fragment: "" } && uri.AbsolutePath.Trim('/').Length > 0)
        {
            ContainerUri = uri;
            return;
        }

        Problem = "Kills:ContainerUri must be the https address of a blob container, such as https://account.blob.core.windows.net/kills: until it is corrected, no kill is durable";
    }

    /// <summary>The blob container, such as <c>https://account.blob.core.windows.net/kills</c>; null: open kills are off.</summary>
    public Uri? ContainerUri { get; }

    /// <summary>How long an unfinished kill is tried again, after its start or the end of its hold. 1 min to 1 day; default 60 min.</summary>
    public TimeSpan GoOnFor { get; } = TimeSpan.FromHours(1);

    /// <summary>What is wrong with the section, in a sentence; null when nothing is.</summary>
    public string? Problem { get; }

    /// <summary>The minutes of a hold, as a caller or a setting writes them; null where they are left out, or wrong.</summary>
    internal static int? HoldMinutes(string? text, FieldErrors errors, string field)
    {
        if (text is null)
            return null;

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= LongestHoldMinutes)
            return minutes;

        errors.Add(field, $"must be whole minutes, 0 to {LongestHoldMinutes}; leave it out for no hold");
        return null;
    }

    /// <summary>Reads <c>Kills:ContainerUri</c> and <c>Kills:GoOnFor</c>. Throws nothing on wrong content.</summary>
    public static KillsSettings Read(IConfiguration configuration) => new(configuration["Kills:ContainerUri"], configuration["Kills:GoOnFor"]);
}
