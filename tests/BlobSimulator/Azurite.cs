using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace BlobSimulator;

/// <summary>
/// Microsoft's own emulator of Azure Storage, as a process of its own: the blob service only, over https, in memory, with
/// one container. It takes any bearer token for storage that is valid today (see <see cref="StorageToken"/>).
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/storage/common/storage-use-azurite</remarks>
public sealed class Azurite : IBlobContainer, IAsyncDisposable
{
    private const string Account = "sandbox";
    private const string Container = "kills";
    private const string Listening = "successfully listens on ";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly DirectoryInfo _files;
    private readonly HttpClient _http;

    private Azurite(Process process, DirectoryInfo files, Uri uri, string certificatePem)
    {
        (_process, _files, CertificatePem) = (process, files, certificatePem);
        ContainerUri = new Uri(uri, $"{Account}/{Container}");
        using var certificate = X509Certificate2.CreateFromPem(certificatePem);
        var pinned = certificate.Thumbprint;
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented is X509Certificate2 other && other.Thumbprint == pinned },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Transport = new HttpClientTransport(_http);
        Client = new BlobContainerClient(ContainerUri, new StorageCredential(), new BlobClientOptions { Transport = Transport, Retry = { MaxRetries = 0 } });
    }

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled => AzuriteFiles.IsInstalled;

    /// <summary>Why it cannot run on this machine; <see langword="null"/> where it can. It is installed where it is not there yet.</summary>
    public static string? WhyNot => AzuriteFiles.WhyNot;

    /// <inheritdoc/>
    public Uri ContainerUri { get; }

    /// <inheritdoc/>
    public HttpPipelineTransport Transport { get; }

    /// <inheritdoc/>
    public string CertificatePem { get; }

    /// <inheritdoc/>
    public BlobContainerClient Client { get; }

    /// <inheritdoc/>
    public BlobContainerClient Connect(BlobClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Transport = Transport;
        return new BlobContainerClient(ContainerUri, new StorageCredential(), options);
    }

    /// <summary>Starts one on a free port.</summary>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>Azurite, listening, its container empty.</returns>
    /// <exception cref="InvalidOperationException">It cannot run on this machine, or did not start; the message says why.</exception>
    public static async Task<Azurite> StartAsync(CancellationToken cancellationToken = default)
    {
        if (WhyNot is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        var files = Directory.CreateTempSubdirectory("azurite");
        var (certificate, key) = LoopbackCertificate.Create();
        await File.WriteAllTextAsync(Path.Combine(files.FullName, "certificate.pem"), certificate, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(files.FullName, "key.pem"), key, cancellationToken);
        var process = Process.Start(Command(files.FullName))!;
        try
        {
            var azurite = new Azurite(process, files, await ListenAsync(process, cancellationToken), certificate);
            await azurite.Client.CreateAsync(cancellationToken: cancellationToken);
            return azurite;
        }
        catch
        {
            await EndAsync(process, files);
            throw;
        }
    }

    /// <summary>Ends it, and everything in it.</summary>
    /// <returns>A task that ends with it.</returns>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await EndAsync(_process, _files);
    }

    private static ProcessStartInfo Command(string folder)
    {
        string[] arguments =
        [
            Path.Combine(AzuriteFiles.Folder, "azurite.cjs"),
            "--blobPort", "0", "--inMemoryPersistence", "--oauth", "basic", "--cert", "certificate.pem", "--key", "key.pem",
            "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ];
        return new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}" },
        };
    }

    // It says where it listens; from then on nobody needs what it writes, but it must not wait for a reader.
    private static async Task<Uri> ListenAsync(Process process, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(StartTime);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardOutput.ReadLineAsync(time.Token) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new Uri(line[(at + Listening.Length)..]);
            }
        }

        throw new InvalidOperationException($"Azurite did not start: {await errors}");
    }

    private static async Task EndAsync(Process process, DirectoryInfo files)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        files.Delete(recursive: true);
    }
}
