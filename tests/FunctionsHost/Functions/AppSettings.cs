using System.Text.RegularExpressions;

namespace FunctionsHost.Functions;

/// <summary>The app settings, as the host itself reads them.</summary>
internal sealed partial class AppSettings
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="settings">The settings; a name's parts are separated by colons or by two underscores.</param>
    public AppSettings(IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var (name, value) in settings)
        {
            if (value is not null)
            {
                _values[Normal(name)] = value;
            }
        }
    }

    /// <summary>Fills in the settings that a text names between percent signs.</summary>
    /// <exception cref="FormatException">One of them is missing.</exception>
    public string Resolve(string text) => Reference().Replace(text, name => _values.TryGetValue(Normal(name.Groups[1].Value), out var value)
        ? value
        : throw new FormatException($"the app setting {name.Groups[1].Value} is missing"));

    /// <summary>Whether the settings switch a function off, with <c>AzureWebJobs.&lt;function&gt;.Disabled</c> or its underscore form.</summary>
    public bool Disable(string function) =>
        IsTrue($"AzureWebJobs.{function}.Disabled") || IsTrue($"AzureWebJobs_{function}_Disabled");

    private bool IsTrue(string name) =>
        _values.TryGetValue(name, out var value) && (value.Trim() == "1" || value.Trim().Equals("true", StringComparison.OrdinalIgnoreCase));

    private static string Normal(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
