using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace BlobSimulator;

/// <summary>The bodies that the service answers in XML.</summary>
internal static class BlobXml
{
    public static byte[] Error(BlobError error) =>
        Write(new XElement("Error", new XElement("Code", error.Code), new XElement("Message", error.Message)));

    /// <remarks>https://learn.microsoft.com/rest/api/storageservices/list-blobs#response-body</remarks>
    public static byte[] Listing(IEnumerable<SimulatedBlob> blobs, string prefix, string? next) => Write(new XElement(
        "EnumerationResults",
        new XElement("Prefix", prefix),
        new XElement("Blobs", blobs.Select(Listed)),
        new XElement("NextMarker", next)));

    public static string Date(DateTimeOffset time) => time.ToString("R", CultureInfo.InvariantCulture);

    // The service's own checksum, no protection.
#pragma warning disable CA5351
    public static string Md5(ReadOnlySpan<byte> body) => Convert.ToBase64String(MD5.HashData(body));
#pragma warning restore CA5351

    private static XElement Listed(SimulatedBlob blob) => new(
        "Blob",
        new XElement("Name", blob.Name),
        new XElement(
            "Properties",
            new XElement("Creation-Time", Date(blob.Created)),
            new XElement("Last-Modified", Date(blob.LastModified)),
            new XElement("Etag", blob.ETag.Trim('"')),
            new XElement("Content-Length", blob.Body.Length),
            new XElement("Content-Type", blob.ContentType),
            new XElement("Content-MD5", Md5(blob.Body.Span)),
            new XElement("BlobType", "BlockBlob"),
            new XElement("LeaseStatus", blob.Lease == BlobLeaseState.Leased ? "locked" : "unlocked"),
            new XElement("LeaseState", Name(blob.Lease)),
            blob.Lease == BlobLeaseState.Leased ? new XElement("LeaseDuration", "fixed") : null,
            new XElement("ServerEncrypted", true)));

    public static string Name(BlobLeaseState state) => state switch
    {
        BlobLeaseState.Available => "available",
        BlobLeaseState.Leased => "leased",
        BlobLeaseState.Expired => "expired",
        BlobLeaseState.Broken => "broken",
    };

    private static byte[] Write(XElement root) => Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>{root.ToString(SaveOptions.DisableFormatting)}");
}
