using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Logging;

namespace HtxCancel.Tests.ApiKeys;

/// <summary>The key store over the real Key Vault client, in front of a vault in process, on fake time.</summary>
internal sealed class KeyVaultDriver : HttpMessageHandler
{
    // The client remembers, for the whole process, what a vault said that a token must be for.
    private static int s_vaults;

    private readonly Credential _credential;
    private readonly ILoggerFactory _loggers;

    public KeyVaultDriver()
    {
        _credential = new Credential(this);
        _loggers = LoggerFactory.Create(builder => builder.AddProvider(Log));
        var options = new SecretClientOptions { Transport = new HttpClientTransport(new HttpClient(this)), Retry = { MaxRetries = 0 } };
        Store = new KeyVaultApiKeys(new SecretClient(new Uri($"https://desk-{Interlocked.Increment(ref s_vaults)}.vault.azure.net"), _credential, options), Time, _loggers.CreateLogger<KeyVaultApiKeys>());
    }

    public TestClock Time { get; } = new();

    public CapturedLog Log { get; } = new();

    public KeyVaultApiKeys Store { get; }

    /// <summary>What the vault has been asked for with a token, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Answers a question that came with a token.</summary>
    public Func<CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = _ => Task.FromResult(Secret(Keys("canary-access-a", "canary-secret-a")));

    /// <summary>Gives a token, or does not.</summary>
    public Func<AccessToken> Token { get; set; } = () => new AccessToken("canary-token", DateTimeOffset.MaxValue);

    /// <summary>What the vault says that a token must be for.</summary>
    public string Resource { get; set; } = "https://vault.azure.net";

    public static string Keys(string access, string secret) => JsonSerializer.Serialize(new Dictionary<string, string> { ["access_key"] = access, ["secret_key"] = secret });

    public static HttpResponseMessage Secret(string? value, long? expires = null) => Json(HttpStatusCode.OK, JsonSerializer.Serialize(new
    {
        value,
        id = "https://desk.vault.azure.net/secrets/htx-main/1",
        attributes = new { enabled = true, exp = expires },
    }));

    public static HttpResponseMessage Error(int status, string code, string message = "no") =>
        Json((HttpStatusCode)status, JsonSerializer.Serialize(new { error = new { code, message } }));

    public Task<ApiKeyResult> GetAsync(CancellationToken cancellationToken = default) => Task.Run(() => Time.RunAsync(() => Store.GetAsync("htx-main", cancellationToken)));

    public Task<ApiKeyResult> RefreshAsync(CancellationToken cancellationToken = default) => Task.Run(() => Time.RunAsync(() => Store.RefreshAsync("htx-main", cancellationToken)));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is null)
        {
            var challenge = new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent("") };
            challenge.Headers.WwwAuthenticate.Add(new AuthenticationHeaderValue("Bearer", $"authorization=\"https://login.microsoftonline.com/tenant\", resource=\"{Resource}\""));
            return Task.FromResult(challenge);
        }

        lock (Asked)
        {
            Asked.Add(request.RequestUri!.AbsolutePath);
        }

        return Answer(cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _loggers.Dispose();
        base.Dispose(disposing);
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };

    private sealed class Credential(KeyVaultDriver driver) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => driver.Token();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(driver.Token());
    }
}
