using System.Text;

namespace BlobSimulator;

/// <summary>A blob as it stands at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Body">What it holds.</param>
/// <param name="ETag">Its ETag, in quotes; another one after each write.</param>
/// <param name="Created">When it was written first.</param>
/// <param name="LastModified">When it was written last; a lease does not change it.</param>
/// <param name="Lease">How its lease stands.</param>
/// <param name="LeaseId">The lease's id, which an expired or a broken one keeps; <see langword="null"/> for none.</param>
public sealed record SimulatedBlob(
    string Name,
    ReadOnlyMemory<byte> Body,
    string ETag,
    DateTimeOffset Created,
    DateTimeOffset LastModified,
    BlobLeaseState Lease,
    string? LeaseId)
{
    /// <summary>What it holds, as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    internal string ContentType { get; init; } = "application/octet-stream";
}
