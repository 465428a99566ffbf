using System.Text.Json;
using FunctionsHost;
using FunctionsHost.Workers;
using HtxFunctions.Tests.Drivers;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HtxFunctions.Tests.Hosting;

/// <summary>A functions host with <see cref="ProbeFunctions"/> in a real worker, on fake time.</summary>
internal sealed class ProbeApp : IAsyncDisposable
{
    private readonly HostLog _log;

    private ProbeApp(FunctionApp app, Probe probe, FakeTimeProvider time, HostLog log)
    {
        (App, Probe, Time, _log) = (app, probe, time, log);
        Client = new HttpClient { BaseAddress = app.Url };
    }

    public FunctionApp App { get; }

    public Probe Probe { get; }

    public FakeTimeProvider Time { get; }

    public HttpClient Client { get; }

    /// <summary>What the host's log has, host's own lines included.</summary>
    public IReadOnlyList<HostLog.Line> Log => _log.Lines;

    /// <summary>Starts it, at 03:04:05 of 2 January 2026, with no function disabled and every schedule once a year.</summary>
    public static async Task<ProbeApp> StartAsync(IReadOnlyDictionary<string, DateTime>? lastTicks = null, params (string Name, string? Value)[] settings)
    {
        var probe = new Probe();
        var log = new HostLog();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var all = new Dictionary<string, string?>
        {
            ["RouteSetting"] = "setting",
            ["TickSchedule"] = "0 0 0 1 12 *",
            ["OtherSchedule"] = "0 0 0 1 12 *",
            ["SlowSchedule"] = "0 0 0 1 12 *",
            ["BadSchedule"] = "0 0 0 1 12 *",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var app = await FunctionApp.StartAsync(new FunctionAppOptions
        {
            Worker = new InProcessWorker(builder =>
            {
                builder.Services.AddSingleton<IFunctionMetadataProvider, ProbeMetadata>();
                builder.Services.AddSingleton(probe);
            }),
            Settings = all,
            LastTicks = lastTicks ?? new Dictionary<string, DateTime>(),
            Time = time,
            Log = log,
        });
        return new ProbeApp(app, probe, time, log);
    }

    /// <summary>What a call was answered, JSON.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    /// <summary>Moves time on, step by step and only while nothing runs, until something has happened.</summary>
    public async Task AdvanceUntilAsync(Func<bool> happened, TimeSpan step)
    {
        while (!happened())
        {
            if (App.Running == 0)
            {
                Time.Advance(step);
            }

            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Probe.Gate.TrySetResult();
        Client.Dispose();
        await App.DisposeAsync();
    }
}
