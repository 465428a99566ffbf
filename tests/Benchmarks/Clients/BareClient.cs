using System.Net.Http.Headers;
using System.Text;
using Benchmarks.Exchange;

namespace Benchmarks.Clients;

/// <summary>What the app is measured against: a bare <see cref="HttpClient"/> that signs each call in the straightforward way.</summary>
internal sealed class BareClient(Uri exchange) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = exchange };

    /// <summary>Cancels the orders of one contract.</summary>
    public Task<byte[]> CancelAsync(int account) =>
        SendAsync(HttpMethod.Post, account, "/linear-swap-api/v1/swap_cancelall", $$"""{"contract_code":"{{Contracts.First}}"}""");

    /// <summary>Sends the calls of a kill of one contract, in its order; reads the answers, and believes them.</summary>
    public async Task KillAsync(int account)
    {
        await Task.WhenAll(CancelAsync(account), ModeAsync(account));
        await ListAsync(account, "swap_openorders", $$"""{"contract_code":"{{Contracts.First}}","page_index":1,"page_size":50}""");
        await ListAsync(account, "swap_openorders", $$"""{"contract_code":"{{Contracts.First}}","page_index":1,"page_size":50}""");
        await ModeAsync(account);
        await Task.WhenAll(
            ListAsync(account, "swap_openorders", """{"page_index":1,"page_size":50}"""),
            ListAsync(account, "swap_cross_openorders", """{"page_index":1,"page_size":50}"""));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Task<byte[]> ModeAsync(int account) => SendAsync(HttpMethod.Get, account, "/v5/account/asset_mode", body: null);

    private Task<byte[]> ListAsync(int account, string call, string body) => SendAsync(HttpMethod.Post, account, $"/linear-swap-api/v1/{call}", body);

    private async Task<byte[]> SendAsync(HttpMethod method, int account, string path, string? body)
    {
        var keys = KnownKeys.Of(KnownKeys.NameOf(account));
        var query = BareSignature.SignedQuery(method.Method, exchange.Host, path, keys.AccessKey, keys.SecretKey, TimeProvider.System.GetUtcNow());
        using var request = new HttpRequestMessage(method, $"{path}?{query}");
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        using var response = await _http.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }
}
