using System.Text;
using System.Text.Json;
using HtxSimulator;

namespace HtxCancel.Tests.Drivers;

/// <summary>Single signed calls to the stand-in exchange, in process.</summary>
internal sealed class SignedCalls(SimulatedExchange exchange, TimeProvider time) : IDisposable
{
    private static readonly ApiKeyPair Keys = new(Canary.AccessKey, Canary.SecretKey);

    private readonly HttpMessageInvoker _http = new(new HtxSigningHandler(time, new SimulatorHandler(exchange)));

    public Task<JsonElement> PostAsync(string path, string body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "https://api.hbdm.com" + path) { Content = new StringContent(body, Encoding.UTF8, "application/json") }, []);

    public Task<JsonElement> GetAsync(string path, params (string Name, string Value)[] parameters) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://api.hbdm.com" + path), [.. parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))]);

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, KeyValuePair<string, string>[] parameters)
    {
        using (request)
        {
            request.Options.Set(HtxSigningHandler.Order, new SigningContext(Keys, parameters, TimeSpan.Zero));
            using var response = await _http.SendAsync(request, CancellationToken.None);
            return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        }
    }
}
