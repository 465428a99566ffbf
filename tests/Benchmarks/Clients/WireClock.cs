using System.Diagnostics;
using System.Net.Sockets;

namespace Benchmarks.Clients;

/// <summary>Sockets that note when a cancel is handed to the network.</summary>
internal sealed class WireClock
{
    private long _cancelSentAt;

    /// <summary>The time stamp of the first cancel since it was taken last; 0 when there was none.</summary>
    public long TakeCancelSentAt() => Interlocked.Exchange(ref _cancelSentAt, 0);

    /// <summary>Puts the clock on <paramref name="handler"/>'s connections.</summary>
    public SocketsHttpHandler Watch(SocketsHttpHandler handler)
    {
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new WatchedStream(this, socket);
        };
        return handler;
    }

    private void Sending(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("POST /linear-swap-api/v1/swap_cancelall"u8))
        {
            Interlocked.CompareExchange(ref _cancelSentAt, Stopwatch.GetTimestamp(), 0);
        }
    }

    private sealed class WatchedStream(WireClock clock, Socket socket) : NetworkStream(socket, ownsSocket: true)
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            clock.Sending(buffer.Span);
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
