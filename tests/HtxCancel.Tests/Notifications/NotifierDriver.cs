using System.Net;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using HtxCancel.Notifications;
using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Configuration;

namespace HtxCancel.Tests.Notifications;

/// <summary>The notifier over the real Key Vault client and the real HttpClient, on fake time; vault and services are in process.</summary>
internal sealed class NotifierDriver : IDisposable
{
    private static int s_vaults;

    private readonly Services _services;

    public NotifierDriver(string? secret, string? on = null)
    {
        var settings = NotifySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Notify:SecretName"] = "notify", ["Notify:On"] = on }).Build());
        var vault = new SecretClient(
            new Uri($"https://notify-{Interlocked.Increment(ref s_vaults)}.vault.azure.net"),
            new AnyToken(),
            new SecretClientOptions { Transport = new HttpClientTransport(new HttpClient(new Vault(this))), Retry = { MaxRetries = 0 } });
        Secret = secret;
        _services = new Services(this);
        Notifier = new Notifier(settings, new NotificationAddresses(() => vault, settings, Time), _services, Time);
    }

    public TestClock Time { get; } = new();

    public Notifier Notifier { get; }

    /// <summary>The secret's value; null where the vault has no such secret.</summary>
    public string? Secret { get; set; }

    /// <summary>What arrived at the services: address and body.</summary>
    public List<(Uri Address, JsonElement Body)> Received { get; } = [];

    /// <summary>The first message has arrived.</summary>
    public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a service answers to its n-th message, from 1.</summary>
    public Func<Uri, int, CancellationToken, Task<HttpStatusCode>> Answer { get; set; } = (_, _, _) => Task.FromResult(HttpStatusCode.OK);

    public void Dispose() => Notifier.Dispose();

    private sealed class Services(NotifierDriver driver) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("application/json", request.Content!.Headers.ContentType!.MediaType);
            var body = JsonElement.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
            int count;
            lock (driver.Received)
            {
                driver.Received.Add((request.RequestUri!, body));
                count = driver.Received.Count(other => other.Address == request.RequestUri);
            }

            driver.Arrived.TrySetResult();
            return new HttpResponseMessage(await driver.Answer(request.RequestUri!, count, cancellationToken));
        }
    }

    private sealed class Vault(NotifierDriver driver) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.Authorization is null)
            {
                var challenge = new HttpResponseMessage(HttpStatusCode.Unauthorized);
                challenge.Headers.WwwAuthenticate.ParseAdd("Bearer authorization=\"https://login.microsoftonline.com/tenant\", resource=\"https://vault.azure.net\"");
                return Task.FromResult(challenge);
            }

            return Task.FromResult(driver.Secret is { } value
                ? Json(HttpStatusCode.OK, new { value, id = "https://notify.vault.azure.net/secrets/notify/1", attributes = new { enabled = true } })
                : Json(HttpStatusCode.NotFound, new { error = new { code = "SecretNotFound", message = "no" } }));
        }

        private static HttpResponseMessage Json(HttpStatusCode status, object body) =>
            new(status) { Content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json") };
    }

    private sealed class AnyToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("canary-token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
