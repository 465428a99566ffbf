using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Benchmarks.Clients;
using Microsoft.Extensions.Configuration;

namespace TemplateApp;

/// <summary>The exchange through a bare <see cref="HttpClient"/>, with keys that are fetched from the vault once. It reads the app's own settings.</summary>
public sealed class BareExchange : IDisposable
{
    private const string Path = "/linear-swap-api/v1/swap_cancelall";

    private readonly ConcurrentDictionary<string, Task<(string Access, string Secret)>> _keys = new();
    private readonly IConfiguration _settings;
    private readonly SecretClient _vault;
    private readonly HttpClient _http;

    /// <param name="settings">The app settings.</param>
    public BareExchange(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        var identity = ManagedIdentityId.FromUserAssignedClientId(settings["KeyVault:ClientId"]);
        _vault = new SecretClient(new Uri(settings["KeyVault:Uri"]!), new ManagedIdentityCredential(identity));
        _http = new HttpClient { BaseAddress = new Uri(settings["Htx:BaseUrls"]!.Split(',')[0]) };
    }

    /// <summary>Signs and posts the cancel of one contract's orders.</summary>
    /// <returns>The exchange's HTTP status; what the answer says is not read.</returns>
    public async Task<HttpStatusCode> CancelAsync(string account, string contract)
    {
        var (access, secret) = await _keys.GetOrAdd(account, FetchAsync);
        var query = BareSignature.SignedQuery("POST", _http.BaseAddress!.Host, Path, access, secret, DateTimeOffset.UtcNow);
        using var body = new StringContent($$"""{"contract_code":"{{contract}}"}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await _http.PostAsync(new Uri($"{Path}?{query}", UriKind.Relative), body);
        return answer.StatusCode;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<(string Access, string Secret)> FetchAsync(string account)
    {
        var secret = await _vault.GetSecretAsync(_settings[$"Accounts:{account}:SecretName"]);
        using var keys = JsonDocument.Parse(secret.Value.Value);
        return (keys.RootElement.GetProperty("access_key").GetString()!, keys.RootElement.GetProperty("secret_key").GetString()!);
    }
}
