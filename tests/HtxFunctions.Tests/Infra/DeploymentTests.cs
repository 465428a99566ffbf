using System.Text.Json.Nodes;
using HtxFunctions.Functions;
using Microsoft.Azure.Functions.Worker;

namespace HtxFunctions.Tests.Infra;

/// <summary>azd, the workflow and the Azure CLI deploy the same, and nothing that cannot work.</summary>
public sealed class DeploymentTests
{
    private static readonly Dictionary<string, string> Required = new()
    {
        ["AZURE_ENV_NAME"] = "kill",
        ["AZURE_LOCATION"] = "westeurope",
        ["NOTIFY_EMAIL"] = "operator@example.com",
        ["RUNBOOK_URL"] = "https://example.com/runbook.md",
    };

    // Every other variable, at no default.
    private static readonly Dictionary<string, string> Optional = new()
    {
        ["NOTIFY_SMS"] = "49 15112345678",
        ["NOTIFY_VOICE"] = "1 5550100",
        ["NOTIFY_PUSH"] = "phone@example.com",
        ["NOTIFY_WEBHOOK"] = "https://hooks.example.com/kill",
        ["CANCEL_SCHEDULE"] = "0 30 3 * * *",
        ["CANCEL_TARGETS"] = "plain",
        ["DRILL_SCHEDULE"] = "0 15 * * * *",
        ["OPEN_KILLS"] = "false",
        ["KILLS_GO_ON_MINUTES"] = "95",
        ["VNET_ENABLED"] = "false",
        ["NAT_GATEWAY"] = "false",
        ["OPERATOR_ADDRESS"] = "203.0.113.7",
        ["PURGE_PROTECTION"] = "false",
        ["DOTNET_PLACEHOLDER"] = "false",
        ["INSTANCE_MEMORY_MB"] = "512",
    };

    private static readonly string[] OfSecondPhase = ["HEARTBEAT_QUERY", "HEARTBEAT_TARGET", "HEARTBEAT_MINUTES", "RUNBOOK_URL"];

    [Fact]
    public void Every_way_to_deploy_knows_every_variable()
    {
        Assert.Equal(Required.Keys.Concat(Optional.Keys).Concat(OfSecondPhase).Distinct().Order(StringComparer.Ordinal), Deployment.Variables.Order(StringComparer.Ordinal));
        Assert.Equal(Deployment.Variables.Order(StringComparer.Ordinal), Deployment.OfPipeline.Concat(Deployment.OfAzd).Order(StringComparer.Ordinal));
        Assert.Equal(Deployment.Variables.Order(StringComparer.Ordinal), Deployment.OfWorkflow.Keys.Except(["AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID"]).Order(StringComparer.Ordinal));
        Assert.Equal(Deployment.Variables.Order(StringComparer.Ordinal), Deployment.OfDocuments.Order(StringComparer.Ordinal));
        Assert.All(Deployment.OfWorkflow, variable => Assert.Equal(variable.Key, variable.Value));
        Assert.All(OfSecondPhase, name => Assert.Contains($"$env:{name}", Bicep.Text("infra", "wire-kill.ps1"), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_way_to_deploy_takes_the_same_file()
    {
        Assert.Contains("  path: infra\n", Bicep.Text("azure.yaml"), StringComparison.Ordinal);
        Assert.Contains("  module: main\n", Bicep.Text("azure.yaml"), StringComparison.Ordinal);
        Assert.Equal("main.bicepparam", Path.GetFileName(Assert.Single(Directory.GetFiles(Bicep.Infra, "main.*param*"))));
        Assert.Contains("run: azd provision --no-prompt", Bicep.Text(".github", "workflows", "azure-dev.yml"), StringComparison.Ordinal);
        Assert.DoesNotContain("az deployment", Bicep.Text(".github", "workflows", "azure-dev.yml"), StringComparison.Ordinal);
        Assert.Contains("az deployment sub create --name kill --location \"$AZURE_LOCATION\" --parameters infra/main.bicepparam", Bicep.Text("docs", "deploy.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_way_to_deploy_deploys_the_same()
    {
        foreach (var values in new[] { Required, Required.Concat(Optional).ToDictionary() })
        {
            var byHand = Deployment.Parameters(values);
            var byAzd = Deployment.Parameters(values.Where(value => Deployment.OfAzd.Contains(value.Key) || Deployment.OfPipeline.Contains(value.Key)).ToDictionary());

            // What a repository does not have is empty in its workflow.
            var byWorkflow = Deployment.Parameters(Deployment.OfWorkflow.ToDictionary(variable => variable.Key, variable => values.GetValueOrDefault(variable.Value, "")));

            Assert.Equal(byHand.ToJsonString(), byAzd.ToJsonString());
            Assert.Equal(byHand.ToJsonString(), byWorkflow.ToJsonString());
        }
    }

    [Fact]
    public void What_is_not_set_is_at_the_default_of_the_template()
    {
        var template = Template.Main.Deployments[0]["parameters"]!.AsObject();
        var given = Deployment.Parameters(Required);

        Assert.Equal(template.Select(parameter => parameter.Key).Order(StringComparer.Ordinal), given.Select(parameter => parameter.Key).Order(StringComparer.Ordinal));
        Assert.True(given["natGateway"]!["value"]!.GetValue<bool>());
        foreach (var (name, parameter) in template.Where(parameter => parameter.Value!["defaultValue"] is not null && parameter.Key != "natGateway"))
        {
            Assert.True(JsonNode.DeepEquals(parameter!["defaultValue"], given[name]!["value"]), name);
        }
    }

    [Fact]
    public void Every_variable_changes_what_is_deployed()
    {
        var defaults = Deployment.Parameters(Required);
        var changed = Deployment.Parameters(Required.Concat(Optional).ToDictionary());

        Assert.All(Optional.Values.Except(["false"]), value => Assert.Contains(value, changed.ToJsonString(), StringComparison.Ordinal));
        Assert.Equal(
            ["natGateway", "openKills", "placeholder", "purgeProtection", "vnetEnabled"],
            changed.Where(parameter => parameter.Value!["value"]!.ToString() == "false" && defaults[parameter.Key]!["value"]!.ToString() == "true")
                .Select(parameter => parameter.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_a_required_variable_nothing_is_deployed()
    {
        var refusal = Deployment.Refusal(new Dictionary<string, string>());

        Assert.All(Required.Keys, name => Assert.Contains($"Environment variable \"{name}\" does not exist", refusal, StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_work_is_refused_with_a_sentence_for_each_fault()
    {
        var refusal = Deployment.Refusal(new Dictionary<string, string>(Required)
        {
            ["RUNBOOK_URL"] = "docs/runbook.md",
            ["CANCEL_SCHEDULE"] = "0 30 24 * * *",
            ["CANCEL_TARGETS"] = "plain, nosuch",
            ["DRILL_SCHEDULE"] = "30 * * * *",
            ["VNET_ENABLED"] = "false",
            ["NAT_GATEWAY"] = "true",
            ["NOTIFY_SMS"] = "+4915112345678",
        });

        Assert.Contains(
            "runbookUrl must be an https address. drillSchedule is no NCRONTAB with seconds: 30 * * * *. "
            + "cancelSchedule is no NCRONTAB with seconds: 0 30 24 * * *. cancelTargets names what targets does not have: nosuch. "
            + "natGateway needs vnetEnabled. A phone is country code and number, such as 49 15112345678.",
            refusal,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CANCEL_TARGETS", "plain", "cancelSchedule and cancelTargets need each other.")]
    [InlineData("AZURE_LOCATION", "polandcentral", "but the provided value is of type \"'polandcentral'\"")]
    public void One_thing_that_cannot_work_is_enough(string name, string value, string sentence)
    {
        Assert.Contains(sentence, Deployment.Refusal(new Dictionary<string, string>(Required) { [name] = value }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_work_is_deployed()
    {
        Assert.Equal("", Deployment.Refusal(new Dictionary<string, string>(Required)
        {
            ["DRILL_SCHEDULE"] = "0 0/15 8-18 1,15 JAN-MAR mon-fri",
            ["CANCEL_SCHEDULE"] = "59 59 23 31 12 7",
            ["CANCEL_TARGETS"] = " Plain",
        }));
    }

    [Fact]
    public void A_heartbeat_that_names_no_target_of_the_app_is_refused()
    {
        var target = Snapshot.Text(Snapshot.KillHeartbeat.All("Insights/scheduledQueryRules")[0]["properties"]!["actions"]!["customProperties"]!["htxTarget"]);
        var source = Bicep.Text("infra", "kill.bicep");

        // Evaluated by the deployment: it asks the app's own settings.
        Assert.Matches(@"^\[if\(contains\(list\('[^']+/sites/func-abcdefghijklm/config/appsettings', '2025-03-01'\)\.properties, 'Targets__bots__contractCodes'\), ", target);
        Assert.Contains("fail(format('heartbeatTarget is no target of the app: {0}.'", target, StringComparison.Ordinal);
        Assert.Contains("fail('heartbeatQuery needs heartbeatTarget.')", source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_check_after_a_deployment_looks_for_every_function()
    {
        var functions = typeof(CancelOrders).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes(typeof(FunctionAttribute), inherit: false)).Cast<FunctionAttribute>()
            .Select(function => function.Name).Order(StringComparer.Ordinal).ToList();

        Assert.Contains($"functions='{string.Join(' ', functions)}'", Bicep.Text("infra", "check.sh"), StringComparison.Ordinal);
        Assert.Contains($"$functions = {string.Join(", ", functions.Select(name => $"'{name}'"))}", Bicep.Text("infra", "check.ps1"), StringComparison.Ordinal);
    }
}
