using System.Text;

namespace BlobSimulator;

/// <summary>One request as it reached the service.</summary>
/// <param name="Operation">What it asks for.</param>
/// <param name="Name">The blob's name; <see langword="null"/> for a listing.</param>
/// <param name="Headers">Its headers, by name in any case.</param>
/// <param name="Query">Its query, by name in any case.</param>
/// <param name="Body">Its body; empty when there is none.</param>
public sealed record BlobRequest(
    BlobOperation Operation,
    string? Name,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Query,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The lease that it names, for acquire the one that it proposes; <see langword="null"/> for none.</summary>
    public string? LeaseId => Header(Operation == BlobOperation.AcquireLease ? "x-ms-proposed-lease-id" : "x-ms-lease-id");

    internal string? Header(string name) => Headers.GetValueOrDefault(name);
}
