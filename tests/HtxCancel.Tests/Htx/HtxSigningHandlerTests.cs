using HtxCancel.Tests.Drivers;
using Microsoft.Extensions.Time.Testing;

namespace HtxCancel.Tests.Htx;

public sealed class HtxSigningHandlerTests
{
    private static readonly ApiKeyPair Keys = new(Canary.AccessKey, Canary.SecretKey);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task A_request_is_signed_for_its_host_with_HTX_s_time_and_its_parameters()
    {
        KeyValuePair<string, string>[] parameters = [new("limit", "1")];

        var sent = await SendAsync("https://api.hbdm.com/v5/x", new SigningContext(Keys, parameters, TimeSpan.FromSeconds(90)));

        var query = HtxSigner.SignedQuery(HttpMethod.Get, "api.hbdm.com", "/v5/x", parameters, Keys, _time.GetUtcNow().AddSeconds(90));
        Assert.Equal($"https://api.hbdm.com/v5/x?{query}", sent);
        Assert.Contains("Timestamp=2026-01-02T03%3A05%3A35&", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_stays_in_the_address_and_is_not_signed()
    {
        var sent = await SendAsync("https://localhost:8443/v5/x", new SigningContext(Keys, [], TimeSpan.Zero));

        Assert.Equal($"https://localhost:8443/v5/x?{HtxSigner.SignedQuery(HttpMethod.Get, "localhost", "/v5/x", [], Keys, _time.GetUtcNow())}", sent);
    }

    [Fact]
    public async Task A_request_that_is_not_to_be_signed_goes_out_as_it_is() =>
        Assert.Equal("https://api.hbdm.com/heartbeat/?x=1", await SendAsync("https://api.hbdm.com/heartbeat/?x=1", order: null));

    private async Task<string> SendAsync(string address, SigningContext? order)
    {
        using var socket = new ScriptedSocket("{}");
        using var http = new HttpMessageInvoker(new HtxSigningHandler(_time, socket));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (order is not null)
        {
            request.Options.Set(HtxSigningHandler.Order, order);
        }

        using var response = await http.SendAsync(request, CancellationToken.None);
        return Assert.Single(socket.Requests).Address.AbsoluteUri;
    }
}
