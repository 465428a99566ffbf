using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sandbox.Vault;

/// <summary>
/// The way from another process to a vault that is on this machine: a proxy that leads the vault's name here, and a file with
/// the certificates to trust. Nothing else is reached through it.
/// </summary>
internal sealed class VaultRoad : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("sandbox-vault");
    private readonly CancellationTokenSource _closed = new();
    private readonly VaultStandIn _vault;
    private readonly Task _serving;

    private VaultRoad(VaultStandIn vault)
    {
        _vault = vault;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>What a process needs in its environment. It then trusts no other certificates.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private set; } = new Dictionary<string, string>();

    /// <summary>Builds it.</summary>
    /// <param name="vault">Where it leads.</param>
    /// <param name="alsoTrusted">A certificate that the process trusts beside the vault's, PEM: of what it reaches without this.</param>
    /// <returns>The road, open.</returns>
    public static VaultRoad Build(VaultStandIn vault, string? alsoTrusted = null)
    {
        var road = new VaultRoad(vault);
        var trusted = Path.Combine(road._files.FullName, "trusted.pem");
        using (var read = X509CertificateLoader.LoadCertificate(vault.PublicCertificate))
        {
            File.WriteAllText(trusted, $"{read.ExportCertificatePem()}\n{alsoTrusted}");
        }

        var proxy = $"http://{road._listener.LocalEndpoint}";
        road.Environment = new Dictionary<string, string> { ["https_proxy"] = proxy, ["HTTPS_PROXY"] = proxy, ["SSL_CERT_FILE"] = trusted };
        return road;
    }

    /// <summary>Closes it, and every connection on it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Stop();
        await _serving;
        _files.Delete(recursive: true);
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(LeadAsync(await _listener.AcceptTcpClientAsync(_closed.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task LeadAsync(TcpClient caller)
    {
        using (caller)
        {
            try
            {
                await LeadAsync(caller.GetStream());
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // One end hung up, which ends the connection and nothing else.
            }
        }
    }

    private async Task LeadAsync(NetworkStream caller)
    {
        if (!await AsksForVaultAsync(caller))
        {
            await caller.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _closed.Token);
            return;
        }

        using var vault = new TcpClient();
        await vault.ConnectAsync(IPAddress.Loopback, _vault.Port, _closed.Token);
        await caller.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), _closed.Token);
        var far = vault.GetStream();
        await await Task.WhenAny(caller.CopyToAsync(far, _closed.Token), far.CopyToAsync(caller, _closed.Token));
    }

    // Reads the request up to its empty line: the caller sends nothing behind it before it has an answer.
    private async Task<bool> AsksForVaultAsync(NetworkStream caller)
    {
        var request = new StringBuilder();
        var buffer = new byte[1024];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await caller.ReadAsync(buffer, _closed.Token);
            if (read == 0 || request.Length > 16 * 1024)
            {
                return false;
            }

            request.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return request.ToString().StartsWith($"CONNECT {_vault.Uri.Host}:443 ", StringComparison.OrdinalIgnoreCase);
    }
}
