using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using FunctionsHost;
using FunctionsHost.Http;
using HtxCancel.Tests.Drivers;
using HtxFunctions.Tests.Drivers;
using Sandbox.Scenarios;

namespace HtxFunctions.Tests.Published;

/// <summary>
/// What is deployed: the published process behind a functions host, with its vault over https and its exchange on a socket.
/// </summary>
public sealed class PublishedAppTests(PublishedAppFixture published) : IClassFixture<PublishedAppFixture>
{
    private const string Finished = "CancelRunFinished ";
    private const string Stopping = "CancelRunStopping ";

    private AppDriver App => published.App;

    [FactOnLinux]
    public async Task It_runs_as_a_process_of_its_own_compiled_ahead_of_time()
    {
        var command = await File.ReadAllTextAsync($"/proc/{App.World.Functions.WorkerProcessId}/cmdline");

        Assert.Contains(Path.Combine(published.Folder, "HtxFunctions.dll"), command.Split('\0'));
        Assert.All((string[])["HtxFunctions.dll", "HtxCancel.dll"], file => Assert.True(IsCompiled(Path.Combine(published.Folder, file)), file));
    }

    [FactOnLinux]
    public async Task A_call_cancels_and_proves_it()
    {
        Place();

        var reply = await App.PostAsync("""{"contract_codes":["BTC-USDT","ETH-USDT"]}""");

        Assert.Equal((HttpStatusCode.OK, "clear", 2), (reply.Status, reply.Outcome, Cancelled(reply.Json)));
        Assert.Empty(App.Exchange.RestingOrders);
        var record = await RecordAsync(App.Log, Finished, "http");
        Assert.Equal(reply.Json.GetProperty("run_id").GetString(), record.GetProperty("run_id").GetString());
    }

    [FactOnLinux]
    public async Task A_schedule_that_is_started_by_hand_cancels_its_targets()
    {
        Place();

        using var answer = await SendAsync(App, HttpMethod.Post, "admin/functions/CancelOrdersOnSchedule", App.World.Functions.MasterKey, "{}");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var record = await RecordAsync(App.Log, Finished, "timer");
        Assert.Equal(("clear", 2), (record.GetProperty("outcome").GetString(), Cancelled(record)));
        Assert.Empty(App.Exchange.RestingOrders);
    }

    [FactOnLinux]
    public async Task A_fired_alert_cancels_its_target()
    {
        Place();

        var reply = await App.AlertAsync(FiredAlert());

        Assert.Equal((HttpStatusCode.OK, "clear", 2), (reply.Status, reply.Outcome, Cancelled(reply.Json)));
        Assert.Equal(SampleAlerts.Rule, reply.Json.GetProperty("alert").GetProperty("rule").GetString());
        Assert.Empty(App.Exchange.RestingOrders);
    }

    [TheoryOnLinux]
    [InlineData("POST", "api/orders/cancel", "wrong")]
    [InlineData("POST", "api/orders/cancel", null)]
    [InlineData("POST", "api/alerts", "wrong")]
    [InlineData("GET", "api/readiness", "wrong")]
    public async Task Without_the_right_key_the_answer_is_401_and_nothing_is_cancelled(string method, string path, string? key)
    {
        var posted = Posted();

        using var answer = await SendAsync(App, new HttpMethod(method), path, key, method == "POST" ? """{"contract_code":"BTC-USDT"}""" : null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(posted, Posted());
    }

    [FactOnLinux]
    public async Task What_is_known_of_a_kill_is_logged_within_the_5_s_that_a_host_that_ends_leaves_it()
    {
        var log = new CapturedLog();
        await using var app = await StartAsync(log, ("Targets:sandbox:ContractCodes", "BTC-USDT"));
        app.Exchange.CancelsDoNothing = true;
        app.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        var worker = app.World.Functions.WorkerProcessId!.Value;

        // An alert's kill goes on for 60 s. With the second list under way the first one is known.
        var alert = SendAsync(app, HttpMethod.Post, "api/alerts", app.World.Functions.HostKey, FiredAlert());
        await Eventually.FindAsync(() => app.Calls.Where(call => call.Path == AppDriver.OpenOrders).Skip(1).FirstOrDefault(), "second list");
        var told = Stopwatch.GetTimestamp();
        var ended = app.DisposeAsync();
        var record = await RecordAsync(log, Stopping, "alert");
        var took = Stopwatch.GetElapsedTime(told);
        await ended;

        Assert.InRange(took, TimeSpan.Zero, FunctionApp.TerminationGrace);
        var contract = Assert.Single(record.GetProperty("not_clear").EnumerateArray());
        Assert.Equal(("BTC-USDT", "remaining"), (contract.GetProperty("contract_code").GetString(), contract.GetProperty("outcome").GetString()));
        Assert.Equal(1, record.GetProperty("totals").GetProperty("still_open").GetInt32());
        Assert.Equal(HttpStatusCode.InternalServerError, (await alert).StatusCode);
        Assert.False(IsAlive(worker));
        Assert.DoesNotContain(log.Lines, line => line.Message.StartsWith(Finished, StringComparison.Ordinal));
    }

    [TheoryOnLinux]
    [InlineData(null, "KeyVault:Uri is missing: set it to the vault's address")]
    [InlineData("http://vault.example/", "KeyVault:Uri must be absolute https addresses")]
    public async Task A_wrong_setting_ends_the_process_with_a_message_that_says_which_one(string? uri, string message)
    {
        var log = new CapturedLog();

        var fault = await Assert.ThrowsAsync<FunctionsHostException>(() => StartAsync(log, ("KeyVault:Uri", uri)));

        Assert.StartsWith("The worker ended before it was ready (exit code 134).", fault.Message, StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Message.Contains(message, StringComparison.Ordinal));
    }

    [FactOnLinux]
    public async Task It_does_not_outlive_a_host_that_is_killed()
    {
        using var host = StartSandbox(published.Folder);
        var errors = host.StandardError.ReadToEndAsync();
        const string told = "  worker     process ";
        var line = await host.StandardOutput.ReadLineAsync();
        while (line?.StartsWith(told, StringComparison.Ordinal) == false)
        {
            line = await host.StandardOutput.ReadLineAsync();
        }

        if (line is null)
        {
            Assert.Fail(await errors);
        }

        using var worker = Process.GetProcessById(int.Parse(line[told.Length..], CultureInfo.InvariantCulture));
        Assert.False(worker.HasExited);

        // SIGKILL, and to the host alone.
        host.Kill();

        await worker.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
    }

    private void Place()
    {
        App.Account.Place("BTC-USDT", "buy", "open", 60000m, 1);
        App.Account.Place("ETH-USDT", "sell", "open", 9000m, 1);
    }

    private int Posted() => App.Exchange.Calls.Count(call => call.Method == "POST");

    private Task<AppDriver> StartAsync(CapturedLog log, params (string Key, string? Value)[] settings) =>
        AppDriver.StartPublishedAsync(published.Folder, log, App.World.Identity, settings);

    private static string FiredAlert() => SampleAlerts.Create("Fired", Sandbox.SandboxWorld.Target, TimeProvider.System.GetUtcNow());

    private static int Cancelled(JsonElement report) => report.GetProperty("totals").GetProperty("cancelled").GetInt32();

    // Through a client of its own: the world's has a key already, and goes when the world does.
    private static async Task<HttpResponseMessage> SendAsync(AppDriver app, HttpMethod method, string path, string? key, string? json)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = app.World.Functions.Url };
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add(FunctionKeys.Header, key);
        }

        return await client.SendAsync(request);
    }

    // The record of the latest run by that trigger.
    private static async Task<JsonElement> RecordAsync(CapturedLog log, string line, string trigger)
    {
        var text = await Eventually.FindAsync(
            () => log.Lines.Select(entry => entry.Message).LastOrDefault(message =>
                message.StartsWith(line, StringComparison.Ordinal) && message.Contains($"\"trigger\":\"{trigger}\"", StringComparison.Ordinal)),
            $"{line}of a run by {trigger}");
        return JsonElement.Parse(text[line.Length..]);
    }

    private static bool IsCompiled(string file)
    {
        using var assembly = new PEReader(File.OpenRead(file));
        return assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private static bool IsAlive(int process) => Directory.Exists($"/proc/{process}");

    private static Process StartSandbox(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sandbox.dll"), "--published", folder, "--port", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
