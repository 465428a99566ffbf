namespace BlobSimulator;

/// <summary>An error that the service answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The error code.</param>
/// <param name="Message">What it says.</param>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes</remarks>
internal sealed record BlobError(int Status, string Code, string Message)
{
    public static readonly BlobError ContainerNotFound = new(404, nameof(ContainerNotFound), "The specified container does not exist.");
    public static readonly BlobError BlobNotFound = new(404, nameof(BlobNotFound), "The specified blob does not exist.");
    public static readonly BlobError BlobAlreadyExists = new(409, nameof(BlobAlreadyExists), "The specified blob already exists.");
    public static readonly BlobError ConditionNotMet =
        new(412, nameof(ConditionNotMet), "The condition specified using HTTP conditional header(s) is not met.");

    public static readonly BlobError NotModified = new(304, "ConditionNotMet", "");
    public static readonly BlobError InvalidRange = new(416, nameof(InvalidRange), "The range specified is invalid for the current size of the resource.");
    public static readonly BlobError InvalidHeaderValue =
        new(400, nameof(InvalidHeaderValue), "The value for one of the HTTP headers is not in the correct format.");

    public static readonly BlobError LeaseAlreadyPresent = new(409, nameof(LeaseAlreadyPresent), "There is already a lease present.");
    public static readonly BlobError LeaseNotPresentWithLeaseOperation =
        new(409, nameof(LeaseNotPresentWithLeaseOperation), "There is currently no lease on the blob.");

    public static readonly BlobError LeaseIdMismatchWithLeaseOperation =
        new(409, nameof(LeaseIdMismatchWithLeaseOperation), "The lease ID specified did not match the lease ID for the blob.");

    public static readonly BlobError LeaseIsBrokenAndCannotBeRenewed =
        new(409, nameof(LeaseIsBrokenAndCannotBeRenewed), "The lease ID matched, but the lease has been broken explicitly and cannot be renewed.");

    public static readonly BlobError LeaseIdMissing =
        new(412, nameof(LeaseIdMissing), "There is currently a lease on the blob and no lease ID was specified in the request.");

    public static readonly BlobError LeaseIdMismatchWithBlobOperation =
        new(412, nameof(LeaseIdMismatchWithBlobOperation), "The lease ID specified did not match the lease ID for the blob.");

    public static readonly BlobError LeaseNotPresentWithBlobOperation =
        new(412, nameof(LeaseNotPresentWithBlobOperation), "A lease ID was specified, but the lease for the blob has expired.");
}
