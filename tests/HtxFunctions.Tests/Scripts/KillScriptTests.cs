using System.Runtime.Versioning;
using HtxFunctions.Tests.Hosting;

namespace HtxFunctions.Tests.Scripts;

/// <summary><c>scripts/kill</c> with an <c>az</c> and a <c>curl</c> of our own.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class KillScriptTests : IDisposable
{
    private readonly KillScript _script = new();

    public void Dispose() => _script.Dispose();

    [FactOnUnix]
    public void A_target_is_cancelled_and_the_report_is_printed()
    {
        var (exitCode, output, error) = _script.Run("plain");

        Assert.Equal((0, KillScript.Clear), (exitCode, output.Trim()));
        Assert.Equal("kill: plain: clear", error.Trim());
        Assert.Equal("https://func-a.example/api/targets/plain/cancel", _script.Called!.Split('\n')[0].Split(' ')[^1]);
    }

    [FactOnUnix]
    public void The_key_is_sent_as_a_header_and_stands_on_no_command_line()
    {
        _script.Run("plain");

        var lines = _script.Called!.Split('\n');
        Assert.Equal("header = \"x-functions-key: KEY\"", lines[1]);
        Assert.DoesNotContain("KEY", lines[0], StringComparison.Ordinal);
    }

    [FactOnUnix]
    public void A_dry_run_cancels_nothing()
    {
        _script.Run("-n", "plain");

        Assert.EndsWith("/api/targets/plain/cancel?dry_run=true", _script.Called!.Split('\n')[0], StringComparison.Ordinal);
    }

    [FactOnUnix]
    public void The_resource_group_can_be_named()
    {
        _script.Run("-g", "rg-other", "plain");

        Assert.Contains("functionapp list --resource-group rg-other ", _script.Asked, StringComparison.Ordinal);
    }

    [FactOnUnix]
    public void A_kill_that_is_not_clear_ends_with_1()
    {
        _script.CurlAnswers("""{"run_id":"1","outcome":"remaining","accounts":[{"outcome":"clear"}]}""", 503);

        var (exitCode, output, error) = _script.Run("plain");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("""{"run_id":"1",""", output, StringComparison.Ordinal);
        Assert.Equal("kill: plain: remaining (HTTP 503): orders may rest. Call again, or cancel at HTX itself", error.Trim());
    }

    [FactOnUnix]
    public void An_app_that_does_not_answer_ends_with_1()
    {
        _script.CurlAnswers("", 0);

        Assert.Equal((1, "", "kill: plain: the app did not answer: orders may rest. Call again, or cancel at HTX itself"), Trimmed(_script.Run("plain")));
    }

    [FactOnUnix]
    public void Without_az_nothing_is_sent()
    {
        _script.Remove("az");

        AssertNothingSent("kill: the Azure CLI (az) is not installed: install it, or cancel at HTX itself", "plain");
    }

    [FactOnUnix]
    public void Without_a_login_nothing_is_sent()
    {
        _script.AzAnswers("exit 1");

        AssertNothingSent("kill: the Azure CLI is not signed in: run az login", "plain");
    }

    [FactOnUnix]
    public void Without_an_app_nothing_is_sent()
    {
        _script.AzAnswers("""case "$*" in "account show"*) echo {} ;; esac""");

        AssertNothingSent("kill: this subscription has no function app in the resource group rg-kill: name the group with -g, or run az account set", "plain");
    }

    [FactOnUnix]
    public void Without_the_app_s_key_nothing_is_sent()
    {
        _script.AzAnswers("""case "$*" in "functionapp list"*) printf 'func-a\tfunc-a.example\n' ;; *) exit 1 ;; esac""");

        AssertNothingSent("kill: Azure does not give the key of func-a: your account may lack the right, or the app does not run", "plain");
    }

    [FactOnUnix]
    public void What_is_no_target_s_name_is_not_sent()
    {
        const string Sentence = "kill: name one target, such as: scripts/kill plain";

        AssertNothingSent(Sentence);
        AssertNothingSent(Sentence, "plain", "other");
        AssertNothingSent(Sentence, "plain&account=*");
        AssertNothingSent("kill: use it as: scripts/kill [-n] [-g RESOURCE_GROUP] TARGET", "-x", "plain");
    }

    [FactOnUnix]
    public void A_target_that_the_app_does_not_have_is_said_in_a_sentence()
    {
        _script.CurlAnswers("""{"status":404,"errors":{"target":["is not a target of the settings: there are plain"]},"outcome":"invalid"}""", 404);

        Assert.Equal((2, "", "kill: nothing was cancelled: plan: is not a target of the settings: there are plain"), Trimmed(_script.Run("plan")));
    }

    [FactOnUnix]
    public void A_target_that_is_switched_off_is_said_in_a_sentence()
    {
        _script.CurlAnswers("""{"status":400,"errors":{"target":["\u0027off\u0027 is switched off: its name is wrong"]},"outcome":"invalid"}""", 400);

        Assert.Equal((2, "", "kill: nothing was cancelled: off: 'off' is switched off: its name is wrong"), Trimmed(_script.Run("off")));
    }

    [FactOnUnix]
    public void An_app_without_the_call_is_said_in_a_sentence()
    {
        _script.CurlAnswers("", 404);

        Assert.Equal((2, "", "kill: nothing was cancelled: plain: the app does not have this call: deploy it anew"), Trimmed(_script.Run("plain")));
    }

    [FactOnUnix]
    public void A_key_that_the_app_does_not_accept_is_said_in_a_sentence()
    {
        _script.CurlAnswers("", 401);

        Assert.Equal((2, "", "kill: the app does not accept its key: nothing was cancelled"), Trimmed(_script.Run("plain")));
    }

    private void AssertNothingSent(string sentence, params string[] arguments)
    {
        Assert.Equal((2, "", sentence), Trimmed(_script.Run(arguments)));
        Assert.Null(_script.Called);
    }

    private static (int ExitCode, string Output, string Error) Trimmed((int ExitCode, string Output, string Error) run) =>
        (run.ExitCode, run.Output.Trim(), run.Error.Trim());
}
