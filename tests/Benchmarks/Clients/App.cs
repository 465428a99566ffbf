using Benchmarks.Exchange;
using HtxCancel.Htx.LinearSwapV1;
using HtxCancel.Warming;
using HtxFunctions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Benchmarks.Clients;

/// <summary>The app as it is deployed, with its keys in memory and its looks back to back.</summary>
internal sealed class App : IDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="baseUrls">The exchange.</param>
    /// <param name="accounts">So many accounts, each with a rate limit of its own.</param>
    /// <param name="httpDeadline">When a kill by HTTP gives up; null for the usual 20 s.</param>
    public App(string baseUrls, int accounts, TimeSpan? httpDeadline = null)
    {
        var settings = Enumerable.Range(0, accounts).Select(number => KeyValuePair.Create($"Accounts:{KnownKeys.NameOf(number)}:SecretName", (string?)KnownKeys.NameOf(number)))
            .Append(new("Htx:BaseUrls", baseUrls));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new DroppedLog()));
        services.AddSingleton<IHostApplicationLifetime, Lifetime>();
        services.AddHtxFunctions(configuration);
        services.AddSingleton<IApiKeys, KnownKeys>();
        services.AddSingleton(Options.Create(new CancelSettings { LookInterval = TimeSpan.Zero, HttpDeadline = httpDeadline ?? TimeSpan.FromSeconds(20) }));
        _services = services.BuildServiceProvider();
        Service = _services.GetRequiredService<CancelService>();
    }

    /// <summary>The service behind every trigger.</summary>
    public CancelService Service { get; }

    /// <summary>One contract of one account, isolated margin.</summary>
    public static CancelScope ScopeOf(int account) => new([KnownKeys.NameOf(account)], [Contracts.First], null, null);

    /// <summary>Lets the app's own warm-up do its first round.</summary>
    public async Task WarmUpAsync()
    {
        var warmUp = _services.GetServices<IHostedService>().OfType<WarmUp>().Single();
        var memories = _services.GetRequiredService<AccountMemories>();
        var accounts = _services.GetRequiredService<AccountsAndTargets>().Accounts.Values;
        await warmUp.StartAsync(CancellationToken.None);
        while (accounts.Any(account => memories.Of(account).Mode is null))
        {
            await Task.Delay(10);
        }

        await warmUp.StopAsync(CancellationToken.None);
    }

    /// <summary>Kills, and makes sure that it ended clear.</summary>
    public async Task<CancelReport> KillAsync(CancelScope scope, Trigger trigger = Trigger.Http)
    {
        var report = await Service.RunAsync(new CancelCommand(scope, trigger));
        return report.Outcome == Outcome.Clear ? report : throw new InvalidOperationException($"The kill ended {report.Outcome}: {report.Accounts[0].Detail}");
    }

    /// <summary>Sends the cancel of one contract and nothing else, as every kill does first.</summary>
    public async Task CancelAsync(int account)
    {
        var name = KnownKeys.NameOf(account);
        var time = TimeProvider.System;
        var client = new HtxClient(
            _services.GetRequiredService<HtxTransport>(), _services.GetRequiredService<IApiKeys>(), name, KnownKeys.Of(name), new RateBudget(time), new CallCounter(time), time);
        var result = await client.SendAsync(V1Calls.CancelAll(MarginMode.Isolated, Contracts.First, null, null), V1Calls.ReadAcknowledgement, CancellationToken.None);
        if (result is not HtxResult<CancelAcknowledgement>.Ok)
        {
            throw new InvalidOperationException("The cancel was not accepted.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _services.Dispose();

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping { get; } = new CancellationTokenSource().Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
