using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Benchmarks.Exchange;

/// <summary>A way to the exchange that passes everything on, and notes when a cancel arrives on it.</summary>
internal sealed class WireTap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly Uri _exchange;
    private readonly Task _serving;
    private long _cancelAt;

    /// <param name="exchange">Where it leads.</param>
    public WireTap(Uri exchange)
    {
        _exchange = exchange;
        _listener.Start();
        Url = new UriBuilder(exchange) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _serving = ServeAsync();
    }

    /// <summary>Where it is entered.</summary>
    public Uri Url { get; }

    /// <summary>The time stamp of the first cancel since it was taken last; 0 when there was none.</summary>
    public long TakeCancelAt() => Interlocked.Exchange(ref _cancelAt, 0);

    /// <summary>Closes it, and every connection on it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Stop();
        await _serving;
        _closed.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(LeadAsync(await _listener.AcceptSocketAsync(_closed.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task LeadAsync(Socket caller)
    {
        using var exchange = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (caller)
        {
            try
            {
                caller.NoDelay = true;
                await exchange.ConnectAsync(_exchange.Host, _exchange.Port, _closed.Token);
                await await Task.WhenAny(PassAsync(caller, exchange, Note), PassAsync(exchange, caller, _ => { }));
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                // One end hung up, which ends the connection and nothing else.
            }
        }
    }

    private async Task PassAsync(Socket from, Socket to, Action<ReadOnlyMemory<byte>> look)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, _closed.Token) is var read and > 0)
        {
            look(buffer.AsMemory(0, read));
            for (var sent = 0; sent < read;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _closed.Token);
            }
        }
    }

    // A caller sends a request when it has the answer to the one before: each begins what is read.
    private void Note(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("POST /linear-swap-api/v1/swap_cancelall"u8))
        {
            Interlocked.CompareExchange(ref _cancelAt, Stopwatch.GetTimestamp(), 0);
        }
    }
}
