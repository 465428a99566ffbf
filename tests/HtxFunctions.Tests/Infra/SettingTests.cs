using System.Reflection;
using System.Text.RegularExpressions;
using HtxCancel.OpenKills;
using HtxFunctions.Functions;
using Microsoft.Azure.Functions.Worker;

namespace HtxFunctions.Tests.Infra;

/// <summary>The template writes settings that the app reads, and the documents tell of no other.</summary>
public sealed partial class SettingTests
{
    private static readonly string[] OfThePlatform =
    [
        "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED",
    ];

    [Fact]
    public void Every_setting_that_the_template_writes_is_one_that_the_app_or_its_host_reads()
    {
        var written = new[] { Snapshot.Main, Snapshot.EverythingOn, Snapshot.EverythingOff }.SelectMany(snapshot => snapshot.Settings().Select(setting => setting.Key)).Distinct();

        Assert.All(written.Except(OfThePlatform).Select(name => name.Replace("__", ":", StringComparison.Ordinal)), name => Assert.Contains(
            Read,
            known => Regex.IsMatch(name, known, RegexOptions.IgnoreCase)));
    }

    [Fact]
    public void Every_setting_that_the_documents_name_is_one_that_the_app_reads()
    {
        var named = Documents.SelectMany(text => Named().Matches(text)).Select(match => match.Groups["name"].Value).Distinct().ToList();

        Assert.True(named.Count > 5);
        Assert.All(named, name => Assert.Contains(Read, known => Regex.IsMatch(name, known, RegexOptions.IgnoreCase)));
    }

    [Fact]
    public void Every_option_of_the_app_stands_in_the_documents()
    {
        // A row may name several: `Cancel:Looks`, `:LookInterval`.
        Assert.All(Options, option => Assert.Contains(Documents, text => Regex.IsMatch(text, $@"`[A-Za-z:]*\b{option.Split(':')[^1]}`")));
    }

    private static IReadOnlyList<string> Documents { get; } =
        [Bicep.Text("README.md"), .. Directory.GetFiles(Path.Combine(Bicep.Infra, "..", "docs"), "*.md").Select(File.ReadAllText)];

    private static IReadOnlyList<string> Options { get; } =
    [
        .. Properties(typeof(KeyVaultSettings), "KeyVault:"),
        .. Properties(typeof(CancelSettings), "Cancel:"),
        .. Properties(typeof(HtxSettings), "Htx:"),
        .. Properties(typeof(KillsSettings), "Kills:").Where(name => name != $"Kills:{nameof(KillsSettings.Problem)}"),
        .. Properties(typeof(ScheduleSettings), ""),
        .. Properties(typeof(AccountsAndTargets), "").Where(name => name == nameof(AccountsAndTargets.CancelTargets)),
    ];

    private static IReadOnlyList<string> Functions { get; } =
        [.. Methods.Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)];

    // Accounts and targets by name: what stands in them is held to the app's own reading in ResourceTests.
    private static IReadOnlyList<string> Read { get; } =
    [
        .. Options.Concat(Schedules).Select(name => $"^{name}$"),
        .. Functions.Select(name => $@"^AzureWebJobs\.{name}\.Disabled$"),
        "^Accounts:[^:]+:(SecretName|Uid)$",
        "^Targets:[^:]+:(Accounts?|ContractCodes|Direction|Offset|MarginMode|OrderTypes|HoldMinutes)$",
    ];

    private static IEnumerable<string> Schedules =>
        Methods.SelectMany(method => method.GetParameters()).Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()?.Schedule).OfType<string>()
            .Where(schedule => schedule.StartsWith('%')).Select(schedule => schedule.Trim('%'));

    private static IEnumerable<MethodInfo> Methods =>
        typeof(CancelOrders).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FunctionAttribute)));

    private static IEnumerable<string> Properties(Type options, string section) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => section + property.Name);

    [GeneratedRegex("`(?<name>(KeyVault|Htx|Cancel|Kills):[A-Za-z]+)`")]
    private static partial Regex Named();
}
