using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using HtxCancel.Notifications;
using HtxCancel.Warming;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace HtxFunctions;

/// <summary>All wiring of the app, for the Functions worker, the tests and the sandbox alike.</summary>
public static class Composition
{
    /// <summary>The key of an <see cref="HttpPipelineTransport"/> for the store of open kills.</summary>
    public const string KillsTransport = "kills";

    /// <summary>Adds the app's services. A <see cref="TimeProvider"/>, an <see cref="HttpPipelineTransport"/> for Key Vault, and one with
    /// the key <see cref="KillsTransport"/>, that are in the container already are used. A wrong <c>KeyVault</c>, <c>Htx</c>, <c>Cancel</c> or <c>ScheduleMaxLate</c> stops the app at
    /// its start.</summary>
    public static IServiceCollection AddHtxFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);

        services.AddOptionsWithValidateOnStart<KeyVaultSettings, KeyVaultSettingsValidator>()
            .Bind(configuration.GetSection(KeyVaultSettings.Section));
        services.AddOptionsWithValidateOnStart<CancelSettings, CancelSettingsValidator>()
            .Bind(configuration.GetSection(CancelSettings.Section));
        services.AddOptionsWithValidateOnStart<ScheduleSettings, ScheduleSettingsValidator>().Bind(configuration);
        services.AddOptionsWithValidateOnStart<HtxSettings, HtxSettingsValidator>().Configure(settings => settings.ReadFrom(configuration));
        services.AddSingleton(AccountsAndTargets.Read(configuration));

        var isDevelopment = configuration["AZURE_FUNCTIONS_ENVIRONMENT"] == "Development";
        services.AddSingleton(provider => CreateCredential(Get<IOptions<KeyVaultSettings>>(provider).Value, isDevelopment));
        services.AddSingleton(provider => CreateSecretClient(
            Get<IOptions<KeyVaultSettings>>(provider).Value, provider.GetService<HttpPipelineTransport>(), Get<TokenCredential>(provider)));
        services.AddSingleton(KillsSettings.Read(configuration));
        services.AddSingleton(provider => new KillStore(
            Get<KillsSettings>(provider),
            options =>
            {
                options.Transport = provider.GetKeyedService<HttpPipelineTransport>(KillsTransport) ?? options.Transport;
                return new BlobContainerClient(Get<KillsSettings>(provider).ContainerUri, Get<TokenCredential>(provider), options);
            },
            Get<TimeProvider>(provider)));
        services.AddSingleton<IApiKeys, KeyVaultApiKeys>();
        services.AddSingleton(provider => new HtxTransport(
            Get<IOptions<HtxSettings>>(provider), Get<TimeProvider>(provider), HtxTransport.CreateSocketHandler()));
        services.AddSingleton<AccountMemories>();
        services.AddSingleton(provider => new CancelService(
            Get<AccountsAndTargets>(provider), Get<IOptions<CancelSettings>>(provider), Get<IApiKeys>(provider), Get<HtxTransport>(provider),
            Get<AccountMemories>(provider), Get<RunsInFlight>(provider), Get<TimeProvider>(provider), Get<ILogger<CancelService>>(provider),
            Get<Notifier>(provider), Get<KillStore>(provider)));
        services.AddSingleton(provider => new OpenKillService(
            Get<KillStore>(provider), Get<CancelService>(provider), Get<TimeProvider>(provider), Get<ILogger<OpenKillService>>(provider)));
        services.AddSingleton(NotifySettings.Read(configuration));
        services.AddSingleton(provider => new NotificationAddresses(() => Get<SecretClient>(provider), Get<NotifySettings>(provider), Get<TimeProvider>(provider)));
        services.TryAddKeyedSingleton<HttpMessageHandler>(typeof(Notifier), (_, _) => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
        services.AddSingleton(provider => new Notifier(
            Get<NotifySettings>(provider), Get<NotificationAddresses>(provider), provider.GetRequiredKeyedService<HttpMessageHandler>(typeof(Notifier)), Get<TimeProvider>(provider)));
        services.AddHostedService(Get<Notifier>);
        services.AddSingleton(provider => new KeyHealth(
            new HtxTransport(
                Options.Create(new HtxSettings { BaseUrls = [Get<IOptions<HtxSettings>>(provider).Value.AccountUrl] }),
                Get<TimeProvider>(provider),
                HtxTransport.CreateSocketHandler()),
            Get<IApiKeys>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new ReadinessService(
            Get<AccountsAndTargets>(provider), Get<IApiKeys>(provider), Get<HtxTransport>(provider), Get<AccountMemories>(provider),
            Get<TimeProvider>(provider), Get<ILogger<ReadinessService>>(provider), Get<KeyHealth>(provider), Get<Notifier>(provider), Get<OpenKillService>(provider)));
        services.AddSingleton<DrillService>();

        services.AddSingleton<Caller>();
        services.AddSingleton<KillOptions>();
        services.AddSingleton<CancelRequestReader>();
        services.AddSingleton<SettingsCheck>();
        services.AddHostedService(Get<SettingsCheck>);
        services.AddHostedService<WarmUp>();

        // The Functions host kills the worker 5 s after it asked it to end; where nobody does, running kills end by themselves.
        services.AddSingleton<RunsInFlight>();
        services.AddHostedService(Get<RunsInFlight>);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(65));
        return services;
    }

    private static T Get<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();

    private static SecretClient CreateSecretClient(KeyVaultSettings settings, HttpPipelineTransport? transport, TokenCredential credential)
    {
        var options = new SecretClientOptions { RetryPolicy = ShortRetry(), Retry = { NetworkTimeout = TimeSpan.FromSeconds(2) } };
        if (transport is not null)
            options.Transport = transport;

        return new SecretClient(new Uri(settings.Uri!), credential, options);
    }

    private static TokenCredential CreateCredential(KeyVaultSettings settings, bool isDevelopment)
    {
        if (isDevelopment)
            return new AzureCliCredential();

        var identity = string.IsNullOrWhiteSpace(settings.ClientId)
            ? ManagedIdentityId.SystemAssigned
            : ManagedIdentityId.FromUserAssignedClientId(settings.ClientId.Trim());
        return new ManagedIdentityCredential(new ManagedIdentityCredentialOptions(identity)
        {
            // By default a dead endpoint takes 22 s to fail, whatever MaxRetries says; a first token can take 7 s to come.
            RetryPolicy = ShortRetry(),
            Retry = { NetworkTimeout = TimeSpan.FromSeconds(8) },
        });
    }

    private static RetryPolicy ShortRetry() => new(maxRetries: 1, DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(100)));
}
