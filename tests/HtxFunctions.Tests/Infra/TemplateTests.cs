namespace HtxFunctions.Tests.Infra;

/// <summary>What the compiler does not check in the templates that the resource manager gets.</summary>
public sealed class TemplateTests
{
    private static readonly Dictionary<string, string> Versions = new()
    {
        ["Microsoft.Authorization/roleAssignments"] = "2022-04-01",
        ["Microsoft.Insights/actionGroups"] = "2023-01-01",
        ["Microsoft.Insights/components"] = "2020-02-02",
        ["Microsoft.Insights/diagnosticSettings"] = "2021-05-01-preview",
        ["Microsoft.Insights/metricAlerts"] = "2026-01-01",
        ["Microsoft.Insights/scheduledQueryRules"] = "2026-03-01",
        ["Microsoft.Insights/workbooks"] = "2023-06-01",
        // Versions before 2026-02-01 retire: https://learn.microsoft.com/azure/key-vault/general/access-control-default
        ["Microsoft.KeyVault/vaults"] = "2026-05-15",
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = "2024-11-30",
        ["Microsoft.Network/natGateways"] = "2026-03-01",
        ["Microsoft.Network/privateDnsZones"] = "2024-06-01",
        ["Microsoft.Network/privateDnsZones/virtualNetworkLinks"] = "2024-06-01",
        ["Microsoft.Network/privateEndpoints"] = "2026-03-01",
        ["Microsoft.Network/privateEndpoints/privateDnsZoneGroups"] = "2026-03-01",
        ["Microsoft.Network/publicIPAddresses"] = "2026-03-01",
        ["Microsoft.Network/virtualNetworks"] = "2026-03-01",
        ["Microsoft.OperationalInsights/workspaces"] = "2026-03-01",
        ["Microsoft.Resources/resourceGroups"] = "2025-04-01",
        ["Microsoft.Storage/storageAccounts"] = "2026-06-01",
        ["Microsoft.Storage/storageAccounts/blobServices"] = "2026-06-01",
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = "2026-06-01",
        ["Microsoft.Web/serverfarms"] = "2025-03-01",
        ["Microsoft.Web/sites"] = "2025-03-01",
        ["Microsoft.Web/sites/basicPublishingCredentialsPolicies"] = "2025-03-01",
        ["Microsoft.Web/sites/config"] = "2025-03-01",
    };

    [Fact]
    public void The_compiler_has_nothing_to_say()
    {
        Assert.Equal("", Template.Main.Said);
        Assert.Equal("", Template.Kill.Said);
    }

    [Fact]
    public void Every_resource_has_the_api_version_that_was_chosen_for_it()
    {
        var used = Template.Main.Resources.Concat(Template.Kill.Resources)
            .Select(resource => (Type: Snapshot.Text(resource["type"]), Version: Snapshot.Text(resource["apiVersion"])))
            .Distinct().OrderBy(resource => resource.Type, StringComparer.Ordinal);

        Assert.Equal(Versions.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value)), used);
    }

    [Fact]
    public void No_output_holds_a_secret()
    {
        var outputs = Template.Main.Deployments.Concat(Template.Kill.Deployments)
            .SelectMany(deployment => deployment["outputs"]?.AsObject() ?? []).ToList();

        Assert.NotEmpty(outputs);
        Assert.All(outputs, output =>
        {
            Assert.Equal("string", Snapshot.Text(output.Value!["type"]));
            Assert.DoesNotMatch("(?i)list[A-Za-z]*\\(|ConnectionString|InstrumentationKey|sharedKey", Snapshot.Text(output.Value["value"]));
        });
    }

    [Fact]
    public void The_function_key_stands_in_the_action_group_only()
    {
        var withKeys = Template.Main.Resources.Concat(Template.Kill.Resources)
            .Where(resource => resource.ToJsonString().Contains("listKeys(", StringComparison.OrdinalIgnoreCase));

        var group = Assert.Single(withKeys);
        Assert.Equal("ag-kill", Snapshot.Text(group["name"]));
    }

    [Fact]
    public void A_name_a_region_a_notified_address_and_a_runbook_are_required_and_nothing_else()
    {
        var required = Template.Main.Deployments[0]["parameters"]!.AsObject()
            .Where(parameter => parameter.Value!["defaultValue"] is null).Select(parameter => parameter.Key);

        Assert.Equal(["environmentName", "location", "notifyEmail", "runbookUrl"], required);
    }

    [Fact]
    public void The_region_is_one_of_a_list_that_azd_knows_to_be_regions()
    {
        var location = Template.Main.Deployments[0]["parameters"]!["location"]!;

        Assert.Equal("location", Snapshot.Text(location["metadata"]!["azd"]!["type"]));
        Assert.InRange(location["allowedValues"]!.AsArray().Count, 20, 60);
    }
}
