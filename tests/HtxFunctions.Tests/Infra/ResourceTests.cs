using System.Text.Json.Nodes;
using HtxCancel.OpenKills;
using Microsoft.Extensions.Configuration;

namespace HtxFunctions.Tests.Infra;

/// <summary>What is deployed, read from the committed snapshots.</summary>
public sealed class ResourceTests
{
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static readonly string[] Roles =
    [
        "3913510d-42f4-4e42-8a64-420c390055eb", // Monitoring Metrics Publisher
        "4633458b-17de-408a-b874-0445c86b69e6", // Key Vault Secrets User
        "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", // Storage Blob Data Owner
    ];

    private static Snapshot Defaults => Snapshot.Main;

    [Fact]
    public void The_app_runs_on_flex_consumption_with_the_isolated_worker()
    {
        var plan = Assert.Single(Defaults.All("Web/serverfarms"));
        var config = Defaults.Only("Web/sites")["functionAppConfig"]!;

        Assert.Equal("FC1", Snapshot.Text(plan["sku"]!["name"]));
        Assert.Equal("FlexConsumption", Snapshot.Text(plan["sku"]!["tier"]));
        Assert.Equal("dotnet-isolated", Snapshot.Text(config["runtime"]!["name"]));
        Assert.Equal("10.0", Snapshot.Text(config["runtime"]!["version"]));
        Assert.Equal("blobContainer", Snapshot.Text(config["deployment"]!["storage"]!["type"]));
        Assert.Equal("UserAssignedIdentity", Snapshot.Text(config["deployment"]!["storage"]!["authentication"]!["type"]));
        Assert.Equal("UserAssigned", Snapshot.Text(Assert.Single(Defaults.All("Web/sites"))["identity"]!["type"]));
    }

    [Fact]
    public void Http_has_two_instances_ready_the_schedule_one_when_it_is_on_and_the_drill_and_the_ticks_none()
    {
        Assert.Equal([("http", 2)], AlwaysReady(Defaults));
        Assert.Equal([("http", 2), ("function:cancelordersonschedule", 1)], AlwaysReady(Snapshot.EverythingOn));
        Assert.Equal([("http", 2)], AlwaysReady(Snapshot.EverythingOff));
    }

    [Fact]
    public void Calls_stay_on_the_instances_that_are_warm()
    {
        var scale = Defaults.Only("Web/sites")["functionAppConfig"]!["scaleAndConcurrency"]!;

        Assert.Equal(100, scale["triggers"]!["http"]!["perInstanceConcurrency"]!.GetValue<int>());
        Assert.Equal(40, scale["maximumInstanceCount"]!.GetValue<int>());
    }

    [Fact]
    public void The_placeholder_of_the_platform_is_switched_off_only_by_its_parameter()
    {
        Assert.False(Defaults.Settings().ContainsKey("WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED"));
        Assert.Equal("0", Snapshot.Text(Snapshot.EverythingOff.Settings()["WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED"]));
    }

    [Fact]
    public void The_schedule_is_off_until_it_has_a_time_and_a_target()
    {
        Assert.Equal("true", Snapshot.Text(Defaults.Settings()["AzureWebJobs.CancelOrdersOnSchedule.Disabled"]));
        Assert.NotEqual("", Snapshot.Text(Defaults.Settings()["CancelSchedule"]));
        Assert.Equal("false", Snapshot.Text(Snapshot.EverythingOn.Settings()["AzureWebJobs.CancelOrdersOnSchedule.Disabled"]));
        Assert.Equal("bots, everything", Snapshot.Text(Snapshot.EverythingOn.Settings()["CancelTargets"]));
        Assert.Contains(
            Template.Main.Resources,
            resource => Snapshot.Text(resource["type"]) == "Microsoft.Web/sites/config"
                && Snapshot.Text(resource["properties"]).Contains("'CancelTargets', if(variables('isScheduled'), parameters('cancelTargets'), '')", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_kills_are_kept_in_a_container_of_their_own_until_they_are_switched_off()
    {
        var settings = Defaults.Settings();
        var off = Snapshot.EverythingOff.Settings();
        var container = Assert.Single(Defaults.All("Storage/storageAccounts/blobServices/containers"), container => Snapshot.Text(container["name"]).EndsWith("/kills", StringComparison.Ordinal));

        Assert.Equal("None", Snapshot.Text(container["properties"]!["publicAccess"]));
        Assert.Contains(".outputs.killsContainerUri.value", Snapshot.Text(settings["Kills__ContainerUri"]), StringComparison.Ordinal);
        Assert.Equal("false", Snapshot.Text(settings["AzureWebJobs.ResumeKills.Disabled"]));
        Assert.Equal("true", Snapshot.Text(off["AzureWebJobs.ResumeKills.Disabled"]));
        Assert.DoesNotContain(off, setting => setting.Key.StartsWith("Kills__", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unfinished_kill_goes_on_for_the_minutes_that_are_deployed()
    {
        Assert.Equal(TimeSpan.FromHours(1), GoOnFor(Defaults));
        Assert.Equal(TimeSpan.FromDays(1), GoOnFor(Snapshot.EverythingOn));
    }

    [Fact]
    public void The_app_takes_every_account_and_target_that_is_deployed()
    {
        foreach (var snapshot in new[] { Defaults, Snapshot.EverythingOn })
        {
            var settings = AccountsAndTargets.Read(new ConfigurationBuilder().AddInMemoryCollection(snapshot.Settings().Select(
                setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value?.ToString()))).Build());

            Assert.NotEmpty(settings.Accounts);
            Assert.NotEmpty(settings.Targets);
            Assert.All(settings.Accounts.Values, account => Assert.Null(account.Fault));
            Assert.All(settings.Targets.Values, target => Assert.Null(target.Fault));
        }
    }

    [Fact]
    public void Accounts_and_targets_become_app_settings()
    {
        var settings = Snapshot.EverythingOn.Settings();

        Assert.Equal("htx-hedge", Snapshot.Text(settings["Accounts__hedge__secretName"]));
        Assert.Equal("BTC-USDT,ETH-USDT", Snapshot.Text(settings["Targets__bots__contractCodes"]));
        Assert.Equal("cross", Snapshot.Text(settings["Targets__bots__marginMode"]));
        Assert.Equal("00:02:00", Snapshot.Text(settings["ScheduleMaxLate"]));
        Assert.Equal("30", Snapshot.Text(settings["Targets__everything__holdMinutes"]));
        Assert.False(settings.ContainsKey("Targets__bots__direction"));
    }

    [Fact]
    public void The_app_has_three_roles_and_no_other()
    {
        var assignments = Defaults.All("Authorization/roleAssignments");

        Assert.Equal(Roles, assignments.Select(role => Snapshot.Text(role["properties"]!["roleDefinitionId"]).Split('/')[^1]).Order(StringComparer.Ordinal));
        Assert.All(assignments, role => Assert.Equal("ServicePrincipal", Snapshot.Text(role["properties"]!["principalType"])));
        Assert.All(assignments, role => Assert.Matches("/Microsoft.(KeyVault/vaults|Storage/storageAccounts|Insights/components)/[a-z0-9-]+'", Snapshot.Text(role["id"])));
    }

    [Theory]
    [InlineData("KeyVault/vaults")]
    [InlineData("Storage/storageAccounts")]
    public void The_vault_and_the_storage_answer_the_apps_network_and_the_operators_address_only(string type)
    {
        var closed = Defaults.Only(type);
        var toOperator = Snapshot.EverythingOn.Only(type);

        Assert.Equal(("Disabled", "Deny", "None"), (Snapshot.Text(closed["publicNetworkAccess"]), Snapshot.Text(closed["networkAcls"]!["defaultAction"]), Snapshot.Text(closed["networkAcls"]!["bypass"])));
        Assert.Empty(closed["networkAcls"]!["ipRules"]!.AsArray());
        Assert.Equal(("Enabled", "Deny"), (Snapshot.Text(toOperator["publicNetworkAccess"]), Snapshot.Text(toOperator["networkAcls"]!["defaultAction"])));
        Assert.Equal("203.0.113.7", Snapshot.Text(Assert.Single(toOperator["networkAcls"]!["ipRules"]!.AsArray())!["value"]));
    }

    [Theory]
    [InlineData("vault", "'vault-", "privatelink.vaultcore.azure.net")]
    [InlineData("blob", "'storage-", "privatelink.blob.")]
    public void The_vault_and_the_storage_have_a_private_address_under_their_own_name(string service, string module, string zone)
    {
        var endpoint = Assert.Single(Defaults.All("Network/privateEndpoints"), endpoint => Snapshot.Text(endpoint["name"]).StartsWith($"pep-{service}-", StringComparison.Ordinal))["properties"]!;
        var connection = Assert.Single(endpoint["privateLinkServiceConnections"]!.AsArray())!["properties"]!;

        Assert.Equal(service, Snapshot.Text(Assert.Single(connection["groupIds"]!.AsArray())));
        Assert.Contains(module, Snapshot.Text(connection["privateLinkServiceId"]), StringComparison.Ordinal);
        Assert.Contains(".outputs.id.value", Snapshot.Text(connection["privateLinkServiceId"]), StringComparison.Ordinal);
        Assert.EndsWith("/subnets/endpoints", Snapshot.Text(endpoint["subnet"]!["id"]), StringComparison.Ordinal);
        Assert.Single(Defaults.All("Network/privateDnsZones"), entry => Snapshot.Text(entry["name"]).Contains(zone, StringComparison.Ordinal));
        Assert.Single(Defaults.All("Network/privateDnsZones/virtualNetworkLinks"), entry => Snapshot.Text(entry["name"]).Contains(zone, StringComparison.Ordinal));
        Assert.Single(
            Defaults.All("Network/privateEndpoints/privateDnsZoneGroups"),
            entry => Snapshot.Text(entry["properties"]!["privateDnsZoneConfigs"]![0]!["properties"]!["privateDnsZoneId"]).Contains(zone, StringComparison.Ordinal));
    }

    [Fact]
    public void The_apps_subnet_holds_nothing_else()
    {
        var subnet = Subnet(Defaults);

        Assert.Null(subnet["serviceEndpoints"]);
        Assert.Equal("Microsoft.App/environments", Snapshot.Text(Assert.Single(subnet["delegations"]!.AsArray())!["properties"]!["serviceName"]));
        Assert.Contains(".outputs.subnetId.value", Snapshot.Text(Defaults.Only("Web/sites")["virtualNetworkSubnetId"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_network_roles_alone_guard_the_vault_and_the_storage()
    {
        Assert.Empty(Snapshot.EverythingOff.All("Network/virtualNetworks"));
        Assert.Empty(Snapshot.EverythingOff.All("Network/privateEndpoints"));
        Assert.Null(Snapshot.EverythingOff.Only("Web/sites")["virtualNetworkSubnetId"]);
        Assert.All(["KeyVault/vaults", "Storage/storageAccounts"], type => Assert.Equal("Allow", Snapshot.Text(Snapshot.EverythingOff.Only(type)["networkAcls"]!["defaultAction"])));
        Assert.True(Snapshot.EverythingOff.Only("KeyVault/vaults")["enableRbacAuthorization"]!.GetValue<bool>());
        Assert.False(Snapshot.EverythingOff.Only("Storage/storageAccounts")["allowSharedKeyAccess"]!.GetValue<bool>());
        Assert.Equal(Roles, Snapshot.EverythingOff.All("Authorization/roleAssignments").Select(role => Snapshot.Text(role["properties"]!["roleDefinitionId"]).Split('/')[^1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Calls_to_the_exchange_come_from_one_static_address_unless_that_is_switched_off()
    {
        Assert.Equal("Static", Snapshot.Text(Defaults.Only("Network/publicIPAddresses")["publicIPAllocationMethod"]));
        Assert.EndsWith("/" + Snapshot.Text(Assert.Single(Defaults.All("Network/natGateways"))["name"]), Snapshot.Text(Subnet(Defaults)["natGateway"]!["id"]), StringComparison.Ordinal);
        Assert.Empty(Snapshot.EverythingOff.All("Network/natGateways"));
        Assert.Empty(Snapshot.EverythingOff.All("Network/publicIPAddresses"));
    }

    [Fact]
    public void Nothing_speaks_less_than_tls_1_2()
    {
        var app = Defaults.Only("Web/sites");

        Assert.True(app["httpsOnly"]!.GetValue<bool>());
        Assert.Equal("1.2", Snapshot.Text(app["siteConfig"]!["minTlsVersion"]));
        Assert.Equal("1.2", Snapshot.Text(app["siteConfig"]!["scmMinTlsVersion"]));
        Assert.Equal("TLS1_2", Snapshot.Text(Defaults.Only("Storage/storageAccounts")["minimumTlsVersion"]));
        Assert.True(Defaults.Only("Storage/storageAccounts")["supportsHttpsTrafficOnly"]!.GetValue<bool>());
    }

    [Fact]
    public void Nothing_is_opened_by_a_stored_password()
    {
        Assert.False(Defaults.Only("Storage/storageAccounts")["allowSharedKeyAccess"]!.GetValue<bool>());
        Assert.True(Defaults.Only("Insights/components")["DisableLocalAuth"]!.GetValue<bool>());
        Assert.True(Defaults.Only("OperationalInsights/workspaces")["features"]!["disableLocalAuth"]!.GetValue<bool>());
        Assert.All(Defaults.All("Web/sites/basicPublishingCredentialsPolicies"), policy => Assert.False(policy["properties"]!["allow"]!.GetValue<bool>()));
        Assert.DoesNotContain(Defaults.Settings(), setting => setting.Key is "AzureWebJobsStorage" or "FUNCTIONS_WORKER_RUNTIME" or "WEBSITE_RUN_FROM_PACKAGE");
    }

    [Fact]
    public void The_vault_keeps_what_is_deleted_and_knows_roles_only()
    {
        var vault = Defaults.Only("KeyVault/vaults");

        Assert.True(vault["enableRbacAuthorization"]!.GetValue<bool>());
        Assert.True(vault["enablePurgeProtection"]!.GetValue<bool>());
        Assert.Null(Snapshot.EverythingOff.Only("KeyVault/vaults")["enablePurgeProtection"]);
    }

    [Fact]
    public void The_vault_the_storage_and_the_app_log_to_the_workspace()
    {
        Assert.Equal(
            ["AuditEvent", "FunctionAppLogs", "StorageDelete"],
            Defaults.All("Insights/diagnosticSettings").Select(setting => Snapshot.Text(Assert.Single(setting["properties"]!["logs"]!.AsArray())!["category"])).Order(StringComparer.Ordinal));
    }

    // As the app reads it: a wrong one is a problem, and the default.
    private static TimeSpan GoOnFor(Snapshot snapshot)
    {
        var read = KillsSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Kills:GoOnFor", (string?)Snapshot.Text(snapshot.Settings()["Kills__GoOnFor"]))]).Build());
        Assert.Null(read.Problem);
        return read.GoOnFor;
    }

    private static IEnumerable<(string Name, int Count)> AlwaysReady(Snapshot snapshot) =>
        snapshot.Only("Web/sites")["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]!.AsArray()
            .Select(group => (Snapshot.Text(group!["name"]), group["instanceCount"]!.GetValue<int>()));

    private static JsonNode Subnet(Snapshot snapshot) =>
        Assert.Single(snapshot.Only("Network/virtualNetworks")["subnets"]!.AsArray(), subnet => Snapshot.Text(subnet!["name"]) == "app")!["properties"]!;
}
