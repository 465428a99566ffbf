using System.Text.Json.Nodes;
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
    public void Http_and_every_timer_that_is_on_have_an_instance_ready()
    {
        Assert.Equal([("http", 1), ("function:drill", 1)], AlwaysReady(Defaults));
        Assert.Equal([("http", 1), ("function:drill", 1), ("function:cancelordersonschedule", 1)], AlwaysReady(Snapshot.Scheduled));
    }

    [Fact]
    public void The_schedule_is_off_until_it_has_a_time_and_a_target()
    {
        Assert.Equal("true", Snapshot.Text(Defaults.Settings()["AzureWebJobs.CancelOrdersOnSchedule.Disabled"]));
        Assert.NotEqual("", Snapshot.Text(Defaults.Settings()["CancelSchedule"]));
        Assert.Equal("false", Snapshot.Text(Snapshot.Scheduled.Settings()["AzureWebJobs.CancelOrdersOnSchedule.Disabled"]));
        Assert.Equal("bots", Snapshot.Text(Snapshot.Scheduled.Settings()["CancelTargets"]));
        Assert.Contains(
            Template.Main.Resources,
            resource => Snapshot.Text(resource["type"]) == "Microsoft.Web/sites/config"
                && Snapshot.Text(resource["properties"]).Contains("'CancelTargets', if(variables('isScheduled'), parameters('cancelTargets'), '')", StringComparison.Ordinal));
    }

    [Fact]
    public void The_app_takes_every_account_and_target_that_is_deployed()
    {
        foreach (var snapshot in new[] { Defaults, Snapshot.Scheduled })
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
        var settings = Snapshot.Scheduled.Settings();

        Assert.Equal("htx-hedge", Snapshot.Text(settings["Accounts__hedge__SecretName"]));
        Assert.Equal("BTC-USDT,ETH-USDT", Snapshot.Text(settings["Targets__bots__contractCodes"]));
        Assert.Equal("cross", Snapshot.Text(settings["Targets__bots__marginMode"]));
        Assert.Equal("00:02:00", Snapshot.Text(settings["ScheduleMaxLate"]));
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
    public void The_vault_and_the_storage_admit_the_apps_subnet_and_the_operators_address_only(string type)
    {
        var rules = Defaults.Only(type)["networkAcls"]!;
        var withOperator = Snapshot.Scheduled.Only(type)["networkAcls"]!;

        Assert.Equal("Deny", Snapshot.Text(rules["defaultAction"]));
        Assert.Equal("None", Snapshot.Text(rules["bypass"]));
        Assert.Contains("outputs.subnetId", Snapshot.Text(Assert.Single(rules["virtualNetworkRules"]!.AsArray())!["id"]), StringComparison.Ordinal);
        Assert.Empty(rules["ipRules"]!.AsArray());
        Assert.Equal("203.0.113.7", Snapshot.Text(Assert.Single(withOperator["ipRules"]!.AsArray())!["value"]));
    }

    [Fact]
    public void The_subnet_has_a_way_to_the_vault_and_the_storage()
    {
        var subnet = Subnet(Defaults);

        Assert.Equal(["Microsoft.KeyVault", "Microsoft.Storage"], subnet["serviceEndpoints"]!.AsArray().Select(endpoint => Snapshot.Text(endpoint!["service"])));
        Assert.Equal("Microsoft.App/environments", Snapshot.Text(Assert.Single(subnet["delegations"]!.AsArray())!["properties"]!["serviceName"]));
    }

    [Fact]
    public void Calls_to_the_exchange_come_from_one_static_address_unless_that_is_switched_off()
    {
        Assert.Equal("Static", Snapshot.Text(Defaults.Only("Network/publicIPAddresses")["publicIPAllocationMethod"]));
        Assert.EndsWith("/" + Snapshot.Text(Assert.Single(Defaults.All("Network/natGateways"))["name"]), Snapshot.Text(Subnet(Defaults)["natGateway"]!["id"]), StringComparison.Ordinal);
        Assert.Empty(Snapshot.Scheduled.All("Network/natGateways"));
        Assert.Empty(Snapshot.Scheduled.All("Network/publicIPAddresses"));
        Assert.Null(Subnet(Snapshot.Scheduled)["natGateway"]);
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
    }

    [Fact]
    public void The_vault_the_storage_and_the_app_log_to_the_workspace()
    {
        Assert.Equal(
            ["AuditEvent", "FunctionAppLogs", "StorageDelete"],
            Defaults.All("Insights/diagnosticSettings").Select(setting => Snapshot.Text(Assert.Single(setting["properties"]!["logs"]!.AsArray())!["category"])).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Name, int Count)> AlwaysReady(Snapshot snapshot) =>
        snapshot.Only("Web/sites")["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]!.AsArray()
            .Select(group => (Snapshot.Text(group!["name"]), group["instanceCount"]!.GetValue<int>()));

    private static JsonNode Subnet(Snapshot snapshot) =>
        Assert.Single(snapshot.Only("Network/virtualNetworks")["subnets"]!.AsArray())!["properties"]!;
}
