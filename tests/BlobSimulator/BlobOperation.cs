namespace BlobSimulator;

/// <summary>What a request asks of the blob service.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/operations-on-blobs</remarks>
public enum BlobOperation
{
    /// <summary>Put Blob, as a block blob.</summary>
    Put,

    /// <summary>Get Blob.</summary>
    Get,

    /// <summary>Get Blob Properties.</summary>
    GetProperties,

    /// <summary>Delete Blob.</summary>
    Delete,

    /// <summary>List Blobs.</summary>
    List,

    /// <summary>Lease Blob, action acquire.</summary>
    AcquireLease,

    /// <summary>Lease Blob, action renew.</summary>
    RenewLease,

    /// <summary>Lease Blob, action release.</summary>
    ReleaseLease,

    /// <summary>Lease Blob, action break.</summary>
    BreakLease,
}
