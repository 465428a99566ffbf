namespace BlobSimulator;

/// <summary>How the lease of a blob stands.</summary>
public enum BlobLeaseState
{
    /// <summary>There is none.</summary>
    Available,

    /// <summary>Somebody holds it.</summary>
    Leased,

    /// <summary>Nobody has renewed it in time. Whoever held it may renew it until the blob is written or leased.</summary>
    Expired,

    /// <summary>It was broken. It cannot be renewed.</summary>
    Broken,
}
