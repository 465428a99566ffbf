using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Benchmarks.Clients;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ColdStart;

/// <summary>What the app's start is measured against: token, secret, one signed cancel and one signed question, and nothing else.</summary>
internal static class BareHost
{
    /// <summary>Runs until both are answered.</summary>
    public static async Task RunAsync(HostApplicationBuilder builder)
    {
        using var host = builder.Build();
        await host.StartAsync();
        var credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(builder.Configuration["KeyVault:ClientId"]!));
        var vault = new SecretClient(
            new Uri(builder.Configuration["KeyVault:Uri"]!), credential, new SecretClientOptions { Transport = host.Services.GetRequiredService<HttpPipelineTransport>() });
        var secret = await vault.GetSecretAsync(builder.Configuration["Accounts:main:SecretName"]!);
        using var keys = JsonDocument.Parse(secret.Value.Value);
        var accessKey = keys.RootElement.GetProperty("access_key").GetString()!;
        var secretKey = keys.RootElement.GetProperty("secret_key").GetString()!;

        using var http = new HttpClient { BaseAddress = new Uri(builder.Configuration["Htx:BaseUrls"]!.Split(',')[0]) };
        await Task.WhenAll(
            SendAsync(HttpMethod.Post, "/linear-swap-api/v1/swap_cancelall", new StringContent("""{"contract_code":"BTC-USDT"}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"))),
            SendAsync(HttpMethod.Get, "/v5/account/asset_mode", content: null));
        await host.StopAsync();

        async Task SendAsync(HttpMethod method, string path, HttpContent? content)
        {
            var query = BareSignature.SignedQuery(method.Method, http.BaseAddress.Host, path, accessKey, secretKey, TimeProvider.System.GetUtcNow());
            using var request = new HttpRequestMessage(method, $"{path}?{query}") { Content = content };
            using var response = await http.SendAsync(request);
            await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        }
    }
}
