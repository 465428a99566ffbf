using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;

namespace Sandbox.Vault;

/// <summary>Leads a vault's real name to this machine, and trusts the one certificate that the stand-in has.</summary>
internal sealed class VaultTransport : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>Creates the transport.</summary>
    /// <param name="host">The vault's host name.</param>
    /// <param name="port">Where it listens on 127.0.0.1.</param>
    /// <param name="certificate">Its certificate.</param>
    public VaultTransport(string host, int port, X509Certificate2 certificate)
    {
        var pinned = certificate.Thumbprint;
        _client = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, host, port, cancellationToken),
            SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented is X509Certificate2 { } other && other.Thumbprint == pinned },
        });
        Pipeline = new HttpClientTransport(_client);
    }

    /// <summary>The transport for the Azure clients.</summary>
    public HttpPipelineTransport Pipeline { get; }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint wanted, string host, int port, CancellationToken cancellationToken)
    {
        if (!string.Equals(wanted.Host, host, StringComparison.OrdinalIgnoreCase))
        {
            throw new HttpRequestException($"The sandbox's vault is {host}, not {wanted.Host}.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
