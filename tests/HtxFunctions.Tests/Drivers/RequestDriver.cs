using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using FunctionsHost;
using FunctionsHost.Http;
using FunctionsHost.Workers;
using HtxCancel.OpenKills;
using HtxFunctions.Requests;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Sandbox;

namespace HtxFunctions.Tests.Drivers;

/// <summary>Reads calls to cancel as the app does, and goes no further: its middleware stands in front of the function.</summary>
public sealed class RequestDriver : IAsyncLifetime
{
    private readonly ConcurrentQueue<CancelRequest> _read = new();
    private readonly Dictionary<string, (FunctionApp App, HttpClient Client)> _apps = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var (app, client) in _apps.Values)
        {
            client.Dispose();
            await app.DisposeAsync();
        }
    }

    /// <summary>What a call comes to in an app with these accounts; one whose name starts with "off" is switched off.</summary>
    internal async Task<CancelRequest> ReadAsync(string? json, string query, params string[] accounts)
    {
        var client = await ClientAsync(accounts);
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("api/orders/cancel" + query, content);
        answer.EnsureSuccessStatusCode();
        return _read.TryDequeue(out var request) ? request : throw new InvalidOperationException("Nothing was read.");
    }

    /// <summary>A scope as the report echoes it.</summary>
    public static string Echo(CancelScope scope) => JsonSerializer.Serialize(scope, ReportJson.Default.CancelScope);

    private async Task<HttpClient> ClientAsync(string[] accounts)
    {
        var key = string.Join(',', accounts);
        if (!_apps.TryGetValue(key, out var started))
        {
            var app = await FunctionApp.StartAsync(new FunctionAppOptions { Worker = new InProcessWorker(Configure), Settings = Settings(accounts) });
            var client = new HttpClient { BaseAddress = app.Url };
            client.DefaultRequestHeaders.Add(FunctionKeys.Header, app.HostKey);
            _apps[key] = started = (app, client);
        }

        return started.Client;
    }

    private void Configure(Microsoft.Azure.Functions.Worker.Builder.FunctionsApplicationBuilder builder)
    {
        AppWorker.AddFunctions(builder);
        builder.Services.AddSingleton(AccountsAndTargets.Read(builder.Configuration));
        builder.Services.AddSingleton(KillsSettings.Read(builder.Configuration));
        builder.Services.AddSingleton<Caller>();
        builder.Services.AddSingleton<KillOptions>();
        builder.Services.AddSingleton<CancelRequestReader>();
        builder.Use(_ => async context =>
        {
            var request = await context.GetHttpRequestDataAsync();
            _read.Enqueue(await context.InstanceServices.GetRequiredService<CancelRequestReader>().ReadAsync(request!));
            context.GetInvocationResult().Value = request!.CreateResponse();
        });
    }

    private static Dictionary<string, string?> Settings(string[] accounts)
    {
        var settings = accounts.ToDictionary(name => $"Accounts:{name}:SecretName", name => (string?)(name.StartsWith("off", StringComparison.Ordinal) ? "" : name));
        settings["Targets:bots:ContractCodes"] = "BTC-USDT";
        return settings;
    }
}
