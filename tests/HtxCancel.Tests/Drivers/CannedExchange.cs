using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace HtxCancel.Tests.Drivers;

/// <summary>An exchange that answers at once what is needed to end clear: cancels of ten orders, and empty lists.</summary>
internal sealed class CannedExchange : HttpMessageHandler
{
    private readonly Dictionary<string, byte[]> _answers = new(StringComparer.Ordinal)
    {
        [KillDriver.AssetMode] = """{"code":200,"message":"success","data":{"asset_mode":0},"ts":1767323045000}"""u8.ToArray(),
        [KillDriver.CancelAll] = Encoding.UTF8.GetBytes(
            $$"""{"status":"ok","data":{"errors":[],"successes":"{{string.Join(',', Enumerable.Range(0, 10).Select(number => 768_883_002_062_282_752 + number))}}"},"ts":1767323045000}"""),
        [KillDriver.OpenOrders] = Empty,
        ["/linear-swap-api/v1/swap_cross_openorders"] = Empty,
    };

    /// <summary>How often each path was called.</summary>
    public ConcurrentDictionary<string, int> Calls { get; } = new(StringComparer.Ordinal);

    private static byte[] Empty => """{"status":"ok","data":{"orders":[],"total_page":0,"current_page":1,"total_size":0},"ts":1767323045000}"""u8.ToArray();

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var path = request.RequestUri!.AbsolutePath;
        Calls.AddOrUpdate(path, 1, (_, calls) => calls + 1);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(_answers[path]) };
    }
}
