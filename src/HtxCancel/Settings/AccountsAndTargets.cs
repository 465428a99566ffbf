using System.Collections.Frozen;

namespace HtxCancel.Settings;

/// <summary>The accounts and named scopes of the settings. What is wrong with one switches that one off and says so; the rest goes on.
/// Immutable.</summary>
public sealed partial class AccountsAndTargets
{
    private const string NameRule = "must be 1 to 64 letters, digits, '-' or '_'";

    private static readonly ScopeFieldNames Fields = ScopeFieldNames.OfSettings;

    private AccountsAndTargets(IConfiguration configuration)
    {
        Accounts = configuration.GetSection("Accounts").GetChildren().Select(ReadAccount)
            .ToFrozenDictionary(account => account.Name, StringComparer.OrdinalIgnoreCase);
        Targets = configuration.GetSection("Targets").GetChildren().Select(ReadTarget)
            .ToFrozenDictionary(target => target.Name, StringComparer.OrdinalIgnoreCase);
        CancelTargets = [.. SettingsList.Read(configuration.GetSection("CancelTargets")).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Every account of the settings, switched-off ones included, by name in either case.</summary>
    public IReadOnlyDictionary<string, AccountSettings> Accounts { get; }

    /// <summary>Every target of the settings, switched-off ones included, by name in either case.</summary>
    public IReadOnlyDictionary<string, TargetSettings> Targets { get; }

    /// <summary><c>CancelTargets</c>: names of the targets that the schedule cancels, each once.</summary>
    public IReadOnlyList<string> CancelTargets { get; }

    /// <summary>Reads <c>Accounts</c>, <c>Targets</c> and <c>CancelTargets</c>. Throws nothing on wrong content.</summary>
    public static AccountsAndTargets Read(IConfiguration configuration) => new(configuration);

    /// <summary>The target, with a scope, or why it cannot be named, in words that follow the field's name.</summary>
    internal (TargetSettings? Target, string? Fault) TargetNamed(string name) => Targets.GetValueOrDefault(name.Trim()) switch
    {
        null when Targets.Count == 0 => (null, "is not a target of the settings: there are none"),
        null => (null, $"is not a target of the settings: there are {string.Join(", ", Targets.Keys.Order(StringComparer.Ordinal))}"),
        { Fault: { } fault } target => (null, $"'{target.Name}' is switched off: {fault}"),
        var target => (target, null),
    };

    private static AccountSettings ReadAccount(IConfigurationSection section)
    {
        var secretName = section["SecretName"]?.Trim() ?? "";
        var uid = section["Uid"]?.Trim();
        var fault = !Name().IsMatch(section.Key) ? $"its name {NameRule}"
            : UnknownSetting(section, "SecretName", "Uid") is { } unknown ? unknown
            : !SecretName().IsMatch(secretName) ? $"{section.Path}:SecretName must name a Key Vault secret: 1 to 127 letters, digits or '-'"
            : uid is null || Uid().IsMatch(uid) ? null
            : $"{section.Path}:Uid must be the HTX user id, 1 to 20 digits; leave it out where it is not known";
        return new AccountSettings(section.Key, secretName, fault) { Uid = uid };
    }

    private TargetSettings ReadTarget(IConfigurationSection section)
    {
        var errors = new FieldErrors();
        if (!Name().IsMatch(section.Key))
            errors.Add("name", NameRule);

        var words = new Dictionary<string, IReadOnlyList<string>?>();
        foreach (var field in Fields.All)
        {
            // One that is there and empty is a lost value, and not the default.
            var setting = section.GetSection(field);
            if (setting.Exists())
                words[field] = Fields.IsList(field) ? SettingsList.Read(setting) : [setting.Value ?? ""];
        }

        var scope = ScopeFields.Read(Fields, words, Accounts, errors);
        var holdMinutes = KillsSettings.HoldMinutes(section["HoldMinutes"], errors, "HoldMinutes");

        // A misspelt filter would widen what the target cancels.
        var fault = UnknownSetting(section, [.. Fields.All, "HoldMinutes"])
            ?? (errors.IsEmpty ? null : string.Join("; ", errors.ByField.Select(e => $"{section.Path}:{e.Key} {string.Join(", ", e.Value)}")));
        return new TargetSettings(section.Key, fault is null ? scope : null, fault) { HoldMinutes = holdMinutes ?? 0 };
    }

    private static string? UnknownSetting(IConfigurationSection section, params IReadOnlyList<string> known)
    {
        foreach (var child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                return $"{child.Path} is not a setting: allowed are {string.Join(", ", known)}";

            var isList = Fields.IsList(child.Key);
            if (child.GetChildren().Any(entry => !isList || !entry.Key.All(char.IsAsciiDigit) || entry.GetChildren().Any()))
                return $"{child.Path} must be {(isList ? "a list of values, with nothing below them" : "one value, not a list")}";

            if (!child.Exists())
                return $"{child.Path} is null: give it a value, or leave it out";
        }

        return null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,127}\z")]
    private static partial Regex SecretName();

    [GeneratedRegex(@"^[0-9]{1,20}\z")]
    private static partial Regex Uid();
}

/// <summary>One account of the settings, <c>Accounts:&lt;name&gt;</c>.</summary>
/// <param name="Name">Its name: letters, digits, '-' and '_'.</param>
/// <param name="SecretName">The Key Vault secret that holds its keys.</param>
/// <param name="Fault">Why the account is switched off, in a sentence; null when it is on.</param>
public sealed record AccountSettings(string Name, string SecretName, string? Fault)
{
    /// <summary>The HTX user whose orders these are, as far as the settings say: accounts of one UID share its rate limit.</summary>
    public string? Uid { get; init; }
}

/// <summary>One named scope of the settings, <c>Targets:&lt;name&gt;</c>: what it cancels, or why it is switched off.</summary>
public sealed record TargetSettings(string Name, CancelScope? Scope, string? Fault)
{
    /// <summary>For how many minutes a kill of it goes on cancelling what comes, 0 to 720; 0 for no hold.</summary>
    public int HoldMinutes { get; init; }
}

/// <summary>A list in the settings: numbered children, or one comma-separated string, as environment variables need.</summary>
internal static class SettingsList
{
    /// <summary>The entries, trimmed, empty ones left out.</summary>
    public static IReadOnlyList<string> Read(IConfigurationSection section) =>
    [
        .. new[] { section.Value }.Concat(section.GetChildren().Select(child => child.Value))
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    ];
}
