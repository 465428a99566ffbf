using System.Diagnostics;
using System.Net;
using System.Text;
using FunctionsHost;
using FunctionsHost.Http;
using FunctionsHost.Workers;
using HtxFunctions.Tests.Drivers;
using Microsoft.Extensions.Time.Testing;
using Sandbox;

namespace HtxFunctions.Tests.Hosting;

/// <summary>The app as a process of its own: what was built beside the tests, without a vault that answers.</summary>
public sealed class PublishedWorkerTests : IDisposable
{
    private const string Kill = """{"contract_code":"BTC-USDT"}""";

    private readonly HostLog _log = new();

    public void Dispose() => _log.Dispose();

    [FactOnUnix]
    public async Task Its_functions_are_served_and_it_ends_with_its_host()
    {
        int process;
        await using (var app = await StartAsync())
        {
            process = app.WorkerProcessId!.Value;
            using var answer = await PostAsync(app, "{}");

            Assert.Equal(["CancelOrders", "CancelOrdersOnAlert", "CancelOrdersOnSchedule", "CancelTarget", "Console", "Drill", "ListKills", "ListTargets", "Readiness", "ReleaseKill", "ResumeKills", "TestNotifications"], app.Functions.Order());
            Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.True(IsAlive(process));
        }

        Assert.False(IsAlive(process));
    }

    [FactOnUnix]
    public async Task One_that_is_killed_in_the_middle_of_a_call_is_500_with_an_empty_body_and_the_next_call_has_a_new_one()
    {
        await using var app = await StartAsync();
        var call = PostAsync(app, Kill);
        await LoggedAsync("CancelRunStarted");
        var first = app.WorkerProcessId!.Value;

        Process.GetProcessById(first).Kill();

        using var answer = await call;
        using var next = await PostAsync(app, "{}");
        Assert.Equal((HttpStatusCode.InternalServerError, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.BadRequest, next.StatusCode);
        Assert.NotEqual(first, app.WorkerProcessId);
        Assert.Equal("The worker ended (exit code 137): a new one is started.", Assert.Single(_log.Lines, line => line.Category == "Host.Worker").Message);
    }

    [FactOnUnix]
    public async Task A_kill_that_is_cut_by_the_hosts_end_has_its_report_so_far_in_the_log()
    {
        var time = new FakeTimeProvider();
        var app = await StartAsync(time);
        var process = app.WorkerProcessId!.Value;
        var call = PostAsync(app, Kill);
        await LoggedAsync("CancelRunStarted");

        var ended = app.DisposeAsync();
        await LoggedAsync("CancelRunStopping");
        Assert.True(IsAlive(process));
        time.Advance(FunctionApp.TerminationGrace);
        await ended;

        using var answer = await call;
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.False(IsAlive(process));
    }

    [FactOnUnix]
    public async Task A_wrong_setting_ends_it_before_it_connects_and_its_console_names_the_setting()
    {
        var fault = await Assert.ThrowsAsync<FunctionsHostException>(() => StartAsync(null, ("Cancel:Looks", "1")));

        Assert.Equal("The worker ended before it was ready (exit code 134). Look at what it wrote, and mend the app or its settings.", fault.Message);
        Assert.Contains(_log.Lines, line => line.Category == "Host.Function.Console" && line.Message.Contains("CancelSettings.Looks", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nosuch")]
    [InlineData("runtimes")]
    public void A_folder_without_a_published_app_says_how_to_write_one(string folder)
    {
        var path = Path.Combine(AppContext.BaseDirectory, folder);

        var fault = Assert.Throws<FunctionsHostException>(() => new PublishedWorker(path));

        Assert.Equal($"There is no published functions app in {path}. Write one with: dotnet publish src/HtxFunctions -c Release -o {path}", fault.Message);
    }

    private Task<FunctionApp> StartAsync(TimeProvider? time = null, params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["KeyVault:Uri"] = "https://nosuch.vault.azure.net/",
            ["Accounts:main:SecretName"] = "htx-main",
            ["CancelSchedule"] = "0 30 3 1 1 *",
            ["DrillSchedule"] = "0 30 5 1 1 *",

            // Nobody listens there: keys are asked for again and again until the deadline.
            ["IDENTITY_ENDPOINT"] = "http://127.0.0.1:9/msi/token",
            ["IDENTITY_HEADER"] = "none",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return FunctionApp.StartAsync(new FunctionAppOptions
        {
            Worker = new PublishedWorker(BuiltApp.Folder),
            Settings = all,
            Time = time ?? TimeProvider.System,
            Log = _log,
        });
    }

    private static async Task<HttpResponseMessage> PostAsync(FunctionApp app, string json)
    {
        using var client = new HttpClient { BaseAddress = app.Url };
        client.DefaultRequestHeaders.Add(FunctionKeys.Header, app.KeyOf("CancelOrders"));
        return await client.PostAsync("api/orders/cancel", new StringContent(json, Encoding.UTF8, "application/json"));
    }

    private Task LoggedAsync(string eventName) => _log.WaitForAsync(line => line.Id.Name == eventName);

    private static bool IsAlive(int process) => Process.GetProcesses().Any(other => other.Id == process);
}
