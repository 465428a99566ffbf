using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace TemplateApp;

/// <summary><c>POST /api/cancel</c>: signs and posts one cancel, and passes on the exchange's status. It checks nothing.</summary>
public sealed class BareCancel(BareExchange exchange)
{
    /// <summary>Cancels the orders of the contract, on the account, that the body names.</summary>
    [Function(nameof(BareCancel))]
    public async Task<HttpResponseData> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "cancel")] HttpRequestData request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var call = await JsonDocument.ParseAsync(request.Body);
        var status = await exchange.CancelAsync(call.RootElement.GetProperty("account").GetString()!, call.RootElement.GetProperty("contract_code").GetString()!);
        return request.CreateResponse(status);
    }
}
