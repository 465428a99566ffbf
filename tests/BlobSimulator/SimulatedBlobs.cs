using System.Text;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace BlobSimulator;

/// <summary>
/// One container of an Azure storage account, in memory, with the service's rules for leases, conditions and ETags. Its
/// answers are complete when they are asked for, so that it can be used on fake time. Thread-safe.
/// </summary>
public sealed partial class SimulatedBlobs : IBlobContainer
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Stored> _blobs = new(StringComparer.Ordinal);
    private readonly List<BlobCall> _calls = [];
    private long _writes;

    /// <summary>Creates an empty container.</summary>
    /// <param name="time">The service's clock; the system's when <see langword="null"/>.</param>
    public SimulatedBlobs(TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;

        // Without a time-out, as the SDK's own transport.
        Transport = new HttpClientTransport(new HttpClient(new BlobsHandler(this)) { Timeout = Timeout.InfiniteTimeSpan });
        Client = new BlobContainerClient(ContainerUri, new StorageCredential(), new BlobClientOptions { Transport = Transport, Retry = { MaxRetries = 0 } });
    }

    /// <summary>The service's clock.</summary>
    public TimeProvider Time { get; }

    /// <inheritdoc/>
    public Uri ContainerUri { get; } = new("https://sandbox.blob.core.windows.net/kills");

    /// <inheritdoc/>
    public HttpPipelineTransport Transport { get; }

    /// <inheritdoc/>
    public string? CertificatePem => null;

    /// <inheritdoc/>
    public BlobContainerClient Client { get; }

    /// <summary>Sees every request first; returns what goes wrong with it, or <see langword="null"/>.</summary>
    public Func<BlobRequest, BlobFault?>? Fault { get; set; }

    /// <summary>The blobs, by name.</summary>
    public IReadOnlyList<SimulatedBlob> Blobs
    {
        get
        {
            lock (_gate)
            {
                return [.. _blobs.Select(blob => Show(blob.Key, blob.Value))];
            }
        }
    }

    /// <summary>Every request until now, in the order in which they were answered; those that hang come when they are given up.</summary>
    public IReadOnlyList<BlobCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <inheritdoc/>
    public BlobContainerClient Connect(BlobClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Transport = Transport;
        return new BlobContainerClient(ContainerUri, new StorageCredential(), options);
    }

    /// <summary>Looks at one blob.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The blob; <see langword="null"/> when there is none.</returns>
    public SimulatedBlob? Find(string name)
    {
        lock (_gate)
        {
            return _blobs.TryGetValue(name, out var blob) ? Show(name, blob) : null;
        }
    }

    /// <summary>Writes a blob past all rules; its lease stays.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">What it then holds.</param>
    public void Put(string name, string text)
    {
        lock (_gate)
        {
            Write(name, Encoding.UTF8.GetBytes(text), "application/octet-stream");
        }
    }

    /// <summary>Removes a blob past all rules.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string name)
    {
        lock (_gate)
        {
            return _blobs.Remove(name);
        }
    }

    /// <summary>Counts requests.</summary>
    /// <param name="operation">What they asked for.</param>
    /// <param name="name">The blob's name; <see langword="null"/> for any.</param>
    /// <returns>How many there were, those that met a fault included.</returns>
    public int Count(BlobOperation operation, string? name = null) =>
        Calls.Count(call => call.Operation == operation && (name is null || call.Name == name));

    internal BlobAnswer Answer(BlobRequest request)
    {
        lock (_gate)
        {
            return Carry(request, Time.GetUtcNow());
        }
    }

    internal void Record(DateTimeOffset time, BlobRequest request, BlobAnswer? answer)
    {
        lock (_gate)
        {
            _calls.Add(new BlobCall(time, request, answer?.Status, answer?.ErrorCode));
        }
    }

    private SimulatedBlob Show(string name, Stored blob) =>
        new(name, blob.Body, blob.ETag, blob.Created, blob.LastModified, blob.Lease.StateAt(Time.GetUtcNow()), blob.Lease.Id) { ContentType = blob.ContentType };

    private Stored Write(string name, ReadOnlyMemory<byte> body, string contentType)
    {
        var now = Time.GetUtcNow();
        if (!_blobs.TryGetValue(name, out var blob))
        {
            _blobs[name] = blob = new Stored { Created = now };
        }

        blob.Body = body;
        blob.ContentType = contentType;
        blob.ETag = $"\"0x8DE{++_writes:X12}\"";
        blob.LastModified = now;
        blob.Lease.Written(now);
        return blob;
    }

    private sealed class Stored
    {
        public BlobLease Lease { get; } = new();

        public DateTimeOffset Created { get; init; }

        public DateTimeOffset LastModified { get; set; }

        public string ETag { get; set; } = "";

        public string ContentType { get; set; } = "";

        public ReadOnlyMemory<byte> Body { get; set; }
    }
}
