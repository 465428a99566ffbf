using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace BlobSimulator;

/// <summary>A container of blobs, in memory or in Azurite.</summary>
public interface IBlobContainer
{
    /// <summary>Where it is, such as https://sandbox.blob.core.windows.net/kills.</summary>
    Uri ContainerUri { get; }

    /// <summary>What a client in this process reaches it through.</summary>
    HttpPipelineTransport Transport { get; }

    /// <summary>The certificate that another process must trust, PEM; <see langword="null"/> where none can reach it.</summary>
    string? CertificatePem { get; }

    /// <summary>A client that asks once: it tries nothing again.</summary>
    BlobContainerClient Client { get; }

    /// <summary>Another client.</summary>
    /// <param name="options">Its options, but for the way to the container.</param>
    BlobContainerClient Connect(BlobClientOptions options);
}
