namespace BlobSimulator;

/// <summary>The conditions If-Match and If-None-Match.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/specifying-conditional-headers-for-blob-service-operations</remarks>
internal static class BlobConditions
{
    /// <summary>Why a write is refused, or null.</summary>
    /// <param name="request">What asks for it.</param>
    /// <param name="etag">The blob's; null where there is no blob.</param>
    public static BlobError? CheckWrite(BlobRequest request, string? etag) => (request.Header("If-Match"), request.Header("If-None-Match")) switch
    {
        ({ } wanted, _) when etag is null || (wanted != "*" && wanted != etag) => BlobError.ConditionNotMet,
        (_, "*") when etag is not null => request.Operation == BlobOperation.Put ? BlobError.BlobAlreadyExists : null,
        (_, { } unwanted) when unwanted == etag => BlobError.ConditionNotMet,
        _ => null,
    };

    /// <summary>Why a read is refused, or null.</summary>
    public static BlobError? CheckRead(BlobRequest request, string etag) => (request.Header("If-Match"), request.Header("If-None-Match")) switch
    {
        ({ } wanted, _) when wanted != "*" && wanted != etag => BlobError.ConditionNotMet,
        (_, { } unwanted) when unwanted == etag => BlobError.NotModified,
        _ => null,
    };
}
