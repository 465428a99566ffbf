using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace HtxCancel.Settings;

/// <summary>Where the exchange is: the settings section <c>Htx</c>. A wrong value stops the app.</summary>
public sealed class HtxSettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Htx";

    /// <summary>HTX's two hosts for USDT-M futures, from the page of <c>swap_cancelall</c>.</summary>
    public static IReadOnlyList<string> DefaultBaseUrls { get; } = ["https://api.hbdm.com", "https://api.hbdm.vn"];

    /// <summary>The hosts, the preferred one first; a list or one comma-separated string. Default: <see cref="DefaultBaseUrls"/>.</summary>
    [MinLength(1, ErrorMessage = "Htx:BaseUrls must name at least one host.")]
    [ServiceUrl("Htx:BaseUrls")]
    public IReadOnlyList<string> BaseUrls { get; set; } = DefaultBaseUrls;

    internal void ReadFrom(IConfiguration configuration)
    {
        var section = configuration.GetSection($"{Section}:{nameof(BaseUrls)}");
        if (section.Exists() && !(section.Value is { } value && string.IsNullOrWhiteSpace(value)))
        {
            BaseUrls = SettingsList.Read(section);
        }
    }
}

[OptionsValidator]
internal sealed partial class HtxSettingsValidator : IValidateOptions<HtxSettings>;
