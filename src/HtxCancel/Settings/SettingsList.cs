using Microsoft.Extensions.Configuration;

namespace HtxCancel.Settings;

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
