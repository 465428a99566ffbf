using Microsoft.Extensions.Configuration;

namespace HtxCancel.Tests.Settings;

public sealed class SettingsValidationTests
{
    [Theory]
    [InlineData("https://my-vault.vault.azure.net/", true)]
    [InlineData("https://my-vault.vault.azure.net", true)]
    [InlineData("http://127.0.0.1:8443", true)]
    [InlineData("http://localhost:1", true)]
    [InlineData("http://my-vault.vault.azure.net/", false)]
    [InlineData("my-vault.vault.azure.net", false)]
    [InlineData("/secrets", false)]
    [InlineData("https://my-vault.vault.azure.net/secrets", false)]
    [InlineData("https://user:word@my-vault.vault.azure.net/", false)]
    [InlineData("https://my-vault.vault.azure.net/?x=1", false)]
    [InlineData("ftp://my-vault.vault.azure.net/", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void The_vaults_address_is_absolute_https(string? uri, bool valid)
    {
        var result = new KeyVaultSettingsValidator().Validate(null, new KeyVaultSettings { Uri = uri });

        Assert.Equal(valid, result.Succeeded);
        Assert.True(valid || result.FailureMessage!.Contains("KeyVault:Uri", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://api.hbdm.com,https://api.hbdm.vn", true, 2)]
    [InlineData("http://127.0.0.1:5000", true, 1)]
    [InlineData(null, true, 2)]
    [InlineData("", true, 2)]
    [InlineData("http://api.hbdm.com", false, 1)]
    [InlineData("https://api.hbdm.com,api.hbdm.vn", false, 2)]
    [InlineData(",", false, 0)]
    public void The_exchanges_addresses_are_absolute_https(string? urls, bool valid, int count)
    {
        var settings = new HtxSettings();
        settings.ReadFrom(new ConfigurationBuilder().AddInMemoryCollection(urls is null ? [] : [KeyValuePair.Create("Htx:BaseUrls", (string?)urls)]).Build());

        var result = new HtxSettingsValidator().Validate(null, settings);

        Assert.Equal(valid, result.Succeeded);
        Assert.Equal(count, settings.BaseUrls.Count);
    }

    [Fact]
    public void The_defaults_are_valid()
    {
        Assert.True(new CancelSettingsValidator().Validate(null, new CancelSettings()).Succeeded);
        Assert.True(new ScheduleSettingsValidator().Validate(null, new ScheduleSettings()).Succeeded);
        Assert.True(new HtxSettingsValidator().Validate(null, new HtxSettings()).Succeeded);
    }

    public static TheoryData<CancelSettings, string> Wrong() => new()
    {
        { new CancelSettings { LookInterval = TimeSpan.FromSeconds(20) }, "Cancel:LookInterval times" },
        { new CancelSettings { TimerDeadline = TimeSpan.FromSeconds(2), Looks = 3 }, "Cancel:LookInterval times" },
        { new CancelSettings { Looks = 1 }, "CancelSettings.Looks" },
        { new CancelSettings { LookInterval = TimeSpan.FromMilliseconds(99) }, "CancelSettings.LookInterval" },
        { new CancelSettings { HttpDeadline = TimeSpan.FromDays(20) }, "CancelSettings.HttpDeadline" },
        { new CancelSettings { HttpDeadline = TimeSpan.Zero }, "CancelSettings.HttpDeadline" },
        { new CancelSettings { TimerDeadline = TimeSpan.FromMinutes(11) }, "CancelSettings.TimerDeadline" },
        { new CancelSettings { BlockedDeadline = TimeSpan.FromMinutes(12) }, "CancelSettings.BlockedDeadline" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_setting_out_of_range_is_named(CancelSettings settings, string name)
    {
        var result = new CancelSettingsValidator().Validate(null, settings);

        Assert.True(result.Failed);
        Assert.Contains(name, result.FailureMessage, StringComparison.Ordinal);
    }
}
