namespace BlobSimulator;

/// <summary>The lease of one blob. Each operation returns why it is refused, or null when it was carried out.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/lease-blob#outcomes-of-use-attempts-on-blobs-by-lease-state</remarks>
internal sealed class BlobLease
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private TimeSpan _duration;
    private DateTimeOffset _end;
    private bool _isBroken;

    /// <summary>The lease's id, which an expired or a broken one keeps; null for none.</summary>
    public string? Id { get; private set; }

    public BlobLeaseState StateAt(DateTimeOffset now) =>
        Id is null ? BlobLeaseState.Available
        : _isBroken ? BlobLeaseState.Broken
        : now < _end ? BlobLeaseState.Leased
        : BlobLeaseState.Expired;

    public BlobError? Acquire(string? id, TimeSpan duration, DateTimeOffset now)
    {
        if (StateAt(now) == BlobLeaseState.Leased && !IsOf(id))
        {
            return BlobError.LeaseAlreadyPresent;
        }

        if (duration < Shortest || duration > Longest)
        {
            return BlobError.InvalidHeaderValue;
        }

        Id = id ?? Guid.NewGuid().ToString();
        _duration = duration;
        return Begin(now);
    }

    public BlobError? Renew(string? id, DateTimeOffset now) => (StateAt(now), IsOf(id)) switch
    {
        (BlobLeaseState.Available, _) or (_, false) => BlobError.LeaseIdMismatchWithLeaseOperation,
        (BlobLeaseState.Broken, true) => BlobError.LeaseIsBrokenAndCannotBeRenewed,
        (BlobLeaseState.Leased or BlobLeaseState.Expired, true) => Begin(now),
    };

    public BlobError? Release(string? id) => IsOf(id) ? End() : BlobError.LeaseIdMismatchWithLeaseOperation;

    public BlobError? Break()
    {
        if (Id is null)
        {
            return BlobError.LeaseNotPresentWithLeaseOperation;
        }

        _isBroken = true;
        return null;
    }

    public BlobError? CheckRead(string? id, DateTimeOffset now) => id is null ? null : CheckWrite(id, now);

    public BlobError? CheckWrite(string? id, DateTimeOffset now) => (StateAt(now), id) switch
    {
        (BlobLeaseState.Leased, null) => BlobError.LeaseIdMissing,
        (BlobLeaseState.Leased, _) => IsOf(id) ? null : BlobError.LeaseIdMismatchWithBlobOperation,
        (_, null) => null,
        (_, _) => BlobError.LeaseNotPresentWithBlobOperation,
    };

    /// <summary>The blob was written: a lease that nobody holds any more is forgotten.</summary>
    public void Written(DateTimeOffset now)
    {
        if (StateAt(now) != BlobLeaseState.Leased)
        {
            End();
        }
    }

    private bool IsOf(string? id) => Id is not null && string.Equals(Id, id, StringComparison.OrdinalIgnoreCase);

    private BlobError? Begin(DateTimeOffset now)
    {
        _isBroken = false;
        _end = now + _duration;
        return null;
    }

    private BlobError? End()
    {
        Id = null;
        _isBroken = false;
        return null;
    }
}
